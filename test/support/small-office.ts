import { type DonationId, Instant, LocalDate, Pence } from '../../events/values.ts';
import { openFund, openGeneralFund } from '../../shared/commands/fund.ts';
import { recordGift, storePaymentReport } from '../../shared/commands/give.ts';
import { settleDonation } from '../../shared/commands/settle-donation.ts';
import type { Actor } from '../../shared/domain/actor.ts';
import { type Change, type Decision, nothingElse, type Versioned } from '../../shared/domain/decision.ts';
import type { Fund } from '../../shared/domain/fund.ts';
import { later } from '../../shared/domain/office-days.ts';
import type { Outcome, Refusal } from '../../shared/domain/outcome.ts';
import type { Kind } from '../../shared/domain/records.ts';
import { MemoryMailer } from '../../shared/mail/memory-mailer.ts';
import { createMemoryPayments } from '../../shared/payments/memory-payments.ts';
import type { Store } from '../../shared/store/interface.ts';
import { MemoryStore } from '../../shared/store/memory-store.ts';
import { createMemorySecrets } from '../../shared/vault/memory-secrets.ts';
import { createMemoryVault } from '../../shared/vault/memory-vault.ts';
import { asFunction } from '../grants/store-of.ts';
import { checkForm } from './decision-form.ts';
import { generalFundId, idOf, settings } from './sample-ids.ts';

export const cora: Actor = { id: 'cora', roles: ['coordinator'] };
export const asha: Actor = { id: 'asha', roles: ['assessor'] };
export const fay: Actor = { id: 'fay', roles: ['finance-maker'] };

/** What an outcome must have come to. */
export function whatOf<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`refused: ${outcome.refusal.code}, ${outcome.refusal.because}`);
  return outcome.value;
}

/** Why nothing was done: the code, and whether it can never help to try again. */
export function refusalOf(outcome: Outcome<unknown>): Pick<Refusal, 'code' | 'passed'> | 'accepted' {
  if (outcome.ok) return 'accepted';
  const { code, passed } = outcome.refusal;
  return { code, passed };
}

/** Everything a command needs, in memory, at a time that stands still until it is moved. */
export function openOffice(store: Store = new MemoryStore()) {
  let time = Instant.parse('2027-03-01T10:00:00.000Z');
  let ids = 0;
  const now = () => time;
  const vault = createMemoryVault('small office');
  const mailer = new MemoryMailer(settings);
  const payments = createMemoryPayments({ webhookSecret: 'whsec_small_office', now });
  const woken: string[] = [];
  const deps = {
    store: interrupting(store, async (decisions) => decisions.forEach(checkForm)),
    settings,
    now,
    newId: (prefix: string, length = 16) => {
      ids += 1;
      return `${prefix}_${String(ids).padStart(length, '0')}`;
    },
    pause: async () => undefined,
    vault,
    sealer: vault,
    secrets: createMemorySecrets('small office'),
    payments,
    mailer,
    wake: {
      pool: async (poolId: string) => void woken.push(poolId),
      search: async (referralId: string) => void woken.push(referralId),
      email: async (emailId: string) => void woken.push(emailId),
    },
    siteUrl: 'http://localhost',
  };

  return {
    deps,
    store,
    mailer,
    payments,
    /** Whom a sweep asked to look again. */
    woken,
    pass: (by: Parameters<typeof later>[1]) => {
      time = later(time, by);
    },

    /** Writes records as some earlier decision would have. */
    async put(...changes: readonly Change[]): Promise<void> {
      const decision: Decision = {
        about: 'test/0',
        did: 'set-the-scene',
        why: 'the story begins here',
        by: cora,
        at: now(),
        ...nothingElse,
        changes,
      };
      const result = await store.commit([decision]);
      if (!result.ok) throw new Error(`${result.why}: ${result.what}`);
    },

    /** Writes records that were not there before. */
    async putNew(...records: readonly Versioned<Kind>[]): Promise<void> {
      for (const { kind, id, value } of records) {
        // Kind and value come from one record; the compiler sees two unions.
        await this.put({ kind, id, before: undefined, after: value } as Change);
      }
    },

    async read<K extends Kind>(kind: K, id: string): Promise<Versioned<K>> {
      const record = await store.get(kind, id);
      if (record === undefined) throw new Error(`there is no ${kind} ${id}`);
      return record;
    },

    /** A fund that may only pay for what its restriction says. */
    async openFund(n: number, restriction: Fund['restriction']): Promise<Fund['id']> {
      const described = { name: `Fund ${n}`, aim: 'therapy', secondaryPurpose: 'the next person', order: n };
      const isLimited =
        restriction.groups.length + restriction.regions.length > 0 || restriction.campaign !== undefined;
      const kind = isLimited ? 'restricted' : 'designated';
      return whatOf(await openFund(deps, { ...described, id: idOf.fund(n), kind, restriction }, cora));
    },

    /** The donor pays, and everything the provider tells of it is stored and settled. */
    async payFor(donationId: DonationId): Promise<void> {
      for (const { request, checkoutId, status } of payments.provider.checkouts.values()) {
        if (request.donationId === donationId && status === 'open') payments.provider.pay(checkoutId);
      }
      for await (const event of payments.listEvents(now())) {
        whatOf(await storePaymentReport(deps, event));
        whatOf(await settleDonation(asFunction('handle-donation', deps), donationId, event.eventId));
      }
    },

    /** A cheque: money in the bank, in a lot of its own, in the journal. The least is £2. */
    async give(n: number, amount: number, fundId: Fund['id'] = generalFundId): Promise<void> {
      whatOf(await openGeneralFund(deps));
      const receivedOn = LocalDate.parse('2027-02-26');
      const gift = { donationId: idOf.donation(n), fundId, amount: Pence.parse(amount), way: 'cheque' as const };
      whatOf(await recordGift(deps, { ...gift, receivedOn, donor: undefined }, fay));
    },
  };
}

export type SmallOffice = ReturnType<typeof openOffice>;

/** The same store, but what a commit comes to may be decided by the test: undefined leaves it alone. */
export const interrupting = (store: Store, before: (decisions: readonly Decision[]) => Promise<unknown>): Store =>
  new Proxy(store, {
    get: (target, property) => {
      if (property === 'commit') {
        return async (decisions: readonly Decision[]) => (await before(decisions)) ?? target.commit(decisions);
      }
      const member: unknown = Reflect.get(target, property, target);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
