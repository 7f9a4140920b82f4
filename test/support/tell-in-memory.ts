import { Instant } from '../../events/values.ts';
import type { PaymentDesk } from '../../infra/demo/payment-desk.ts';
import { tellStory } from '../../infra/demo/tell-story.ts';
import exampleCharity from '../../infra/settings/example-charity.json' with { type: 'json' };
import { CharitySettings } from '../../shared/domain/settings.ts';
import { createMemoryPayments } from '../../shared/payments/memory-payments.ts';
import { MemoryStore } from '../../shared/store/memory-store.ts';
import { createMemorySecrets } from '../../shared/vault/memory-secrets.ts';
import { createMemoryVault } from '../../shared/vault/memory-vault.ts';

const bankDebitDays = 3;

/** The desk of the payment provider's twin. */
function memoryDesk() {
  let time = 0;
  const now = () => Instant.parse(new Date(time).toISOString());
  const payments = createMemoryPayments({ webhookSecret: 'whsec_story', now });
  const { provider } = payments;
  const debits = new Map<string, number>();
  const desk: PaymentDesk = {
    open: async () => undefined,
    moveTo: async (to) => {
      time = to;
      provider.catchUpWithTime();
      for (const [checkoutId, due] of debits) {
        if (due > to) continue;
        provider.settle(checkoutId, 'succeeds');
        debits.delete(checkoutId);
      }
    },
    payByCard: async (checkoutId, card) => provider.pay(checkoutId, card),
    dispute: async (checkoutId) => provider.dispute(checkoutId),
    loseDispute: async (disputeId) => {
      provider.withdraw(disputeId);
      provider.close(disputeId, 'lost');
    },
    payByDebit: async (checkoutId) => {
      provider.payLater(checkoutId);
      debits.set(checkoutId, time + bankDebitDays * 86_400_000);
    },
    fail: async (checkoutId) => provider.decline(checkoutId),
    payOut: async () => undefined,
    close: async () => undefined,
  };
  return { desk, payments };
}

/** A store that counts the transactions it is asked for. */
function countingStore() {
  const store = new MemoryStore();
  let transactions = 0;
  const counting = new Proxy(store, {
    get(target, property) {
      if (property === 'commit') transactions += 1;
      const member: unknown = Reflect.get(target, property, target);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
  return { store, counting, transactions: () => transactions };
}

/**
 * Tells the demonstration's story in memory, at the twin of the payment provider.
 * @param told when it ends, an evening as `endOfStory` finds it, and how many of its last days are told
 */
export async function tellInMemory(told: { readonly ends: number; readonly days?: number }) {
  const { desk, payments } = memoryDesk();
  const copy = countingStore();
  const posted: string[] = [];
  const charity = await tellStory(
    {
      settings: CharitySettings.parse(exampleCharity),
      vault: createMemoryVault('story'),
      secrets: createMemorySecrets('story'),
      payments,
      post: async ({ template }) => void posted.push(template),
      siteUrl: 'http://localhost',
      copy: copy.counting,
    },
    desk,
    told,
  );
  await charity.written.finish(charity.deps.now());
  return {
    posted,
    now: charity.deps.now(),
    content: charity.memory.export(),
    copied: copy.store.export(),
    transactions: copy.transactions(),
  };
}

export type Told = Awaited<ReturnType<typeof tellInMemory>>;

const dayLength = 86_400_000;

/** Some ids carry the day that they are about, as YYYYMMDD: the same of two tellings is as far from their ends. */
const withoutDates = (id: string, ends: number): string =>
  id.replace(/x(\d{4})(\d\d)(\d\d)$/, (_, year, month, day) => {
    const daysAgo = Math.round((ends - Date.parse(`${year}-${month}-${day}T20:00:00.000Z`)) / dayLength);
    return `x${daysAgo} days ago`;
  });

/** Reckoned anew with each quarter: how many of these turn in a story is the calendar's, and nothing of the story. */
const ofTheCalendar = new Set(['public-figures']);

/** Books are kept by months: which of them a story has closed, and how far it had looked through them, the calendar says. */
const ofTheBooks = new Set([
  'period',
  'ledger-month',
  'ledger-segment',
  'ledger-chunk',
  'ledger-audit',
  'ledger-accounts',
  'lot-use',
]);

/** What a telling comes to, without its dates: every record with its state, and all the money. */
export function outlineOf({ content, now }: Told) {
  const ends = Date.parse(now);
  return {
    records: content.records
      .filter(({ kind }) => !ofTheBooks.has(kind))
      .map(({ kind, id, version, value }) =>
        [
          kind,
          withoutDates(id, ends),
          ofTheCalendar.has(kind) ? '' : version,
          'state' in value ? value.state : '',
        ].join(' '),
      )
      .toSorted(),
    journal: content.journal
      .map(({ id, postings }) => [id, ...postings.map((each) => JSON.stringify(each))].join(' '))
      .toSorted(),
  };
}
