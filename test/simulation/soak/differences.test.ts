import { beforeAll, describe, expect, it } from 'vitest';
import { Pence } from '../../../events/values.ts';
import { auditLedger } from '../../../shared/commands/audit-ledger.ts';
import type { Versioned } from '../../../shared/domain/decision.ts';
import { balances } from '../../../shared/domain/journal.ts';
import { later } from '../../../shared/domain/office-days.ts';
import type { Kind } from '../../../shared/domain/records.ts';
import type { StoreContent } from '../../../shared/store/store-content.ts';
import { now } from '../../support/sample-ids.ts';
import { setTheScene } from '../actors/scene.ts';
import { createRandom } from '../random.ts';
import { newCoverage } from '../town/coverage.ts';
import { nextTurn, takeTurn } from '../town/history.ts';
import { comeToRest } from '../town/quiescence.ts';
import { Town } from '../town/town.ts';
import { differencesOf, type Witnesses } from './differences.ts';
import { mailUnderWay } from './mail-under-way.ts';
import { Promises } from './promises.ts';

interface Soaked {
  readonly content: StoreContent;
  readonly witnesses: Witnesses;
}

const seed = 33;
/** Histories that were once called unsound: what the mail service said in them, and what a pause did, is as it may be. */
const others: readonly { readonly seed: number; readonly what: string }[] = [
  { seed: 21, what: 'the mail service is asked about a mail that it does not have yet' },
  { seed: 9, what: 'a pause begins while a mail is being sent' },
];

/** A simulated history that has come to rest, as the soak finds one in its tables. */
async function live(seed: number): Promise<Soaked> {
  const promises = new Promises();
  const town = new Town({ seed, coverage: newCoverage(), plant: (store) => promises.keeping(store, () => undefined) });
  const random = createRandom(seed);
  await setTheScene(town);
  while (town.steps < 500) await takeTurn(town, nextTurn(town, random));
  await comeToRest(town);
  const { memory: store, settings } = town;
  for (const minutes of [15, 30, 45])
    await auditLedger({ store, settings, now: () => later(town.now(), { minutes }) }, { mayGoOn: () => true });
  const content = store.export();
  return {
    content,
    witnesses: {
      promises,
      mailed: town.mailer.sent.map(({ messageId }) => messageId),
      provider: {
        checkouts: [...town.payments.provider.checkouts.values()].map(({ checkoutId, request, status }) => ({
          id: checkoutId,
          donationId: request.donationId,
          isPaid: status === 'paid',
        })),
        refunds: [],
        balance: balances(content.journal).get('clearing') ?? 0,
      },
    },
  };
}

const isLot = (record: Versioned<Kind>): record is Versioned<'lot'> => record.kind === 'lot';
const isMail = (record: Versioned<Kind>): record is Versioned<'email'> => record.kind === 'email';
const isReferral = (record: Versioned<Kind>): record is Versioned<'referral'> => record.kind === 'referral';

/** As if the mails to professionals, which are about their referrals, had never been sent. */
const unsent = (content: StoreContent): StoreContent => ({
  ...content,
  records: content.records.map((record) =>
    isMail(record) && record.value.template === 'referrer-signal'
      ? { ...record, value: { ...record.value, state: 'requested' as const } }
      : record,
  ),
});

const without = <T>(all: readonly T[], is: (one: T) => boolean): readonly T[] => {
  const at = all.findIndex(is);
  expect(at).toBeGreaterThanOrEqual(0);
  return all.toSpliced(at, 1);
};

/** What is done to a sound end, and what is said of it. */
const planted: readonly {
  readonly what: string;
  readonly spoil: (end: Soaked) => Soaked;
  readonly said: RegExp;
}[] = [
  {
    what: 'a record that is gone',
    spoil: ({ content, witnesses }) => ({
      content: { ...content, records: without(content.records, ({ kind }) => kind === 'referral') },
      witnesses,
    }),
    said: /^lost: referral \S+, which the trail tells of/,
  },
  {
    what: 'a record that fell back to the version before',
    spoil: ({ content, witnesses }) => ({
      content: {
        ...content,
        records: content.records.map((record) =>
          record.kind === 'donation' ? { ...record, version: record.version - 1 } : record,
        ),
      },
      witnesses,
    }),
    said: /^lost: donation \S+ was written as version/,
  },
  {
    what: 'a journal entry that is gone',
    spoil: ({ content, witnesses }) => ({
      content: { ...content, journal: without(content.journal, ({ id }) => id.startsWith('donation:')) },
      witnesses,
    }),
    said: /^lost: journal entry donation:\S+ is gone/,
  },
  {
    what: 'a gift that was booked twice',
    spoil: ({ content, witnesses }) => ({
      content: {
        ...content,
        journal: content.journal.flatMap((entry) =>
          entry.id.startsWith('donation:') ? [entry, { ...entry, id: `${entry.id}-again` }] : [entry],
        ),
      },
      witnesses,
    }),
    said: /collected gifts, \d+ lots, \d+ entries/,
  },
  {
    what: 'a penny in a lot that nobody gave',
    spoil: ({ content, witnesses }) => ({
      content: {
        ...content,
        records: content.records.map((record) =>
          isLot(record) ? { ...record, value: { ...record.value, free: Pence.parse(record.value.free + 1) } } : record,
        ),
      },
      witnesses,
    }),
    said: /^2: lot /,
  },
  {
    what: 'a decision that is gone from the trail',
    spoil: ({ content, witnesses }) => ({
      content: { ...content, audit: without(content.audit, ({ records }) => records.length > 0) },
      witnesses,
    }),
    said: /the trail tells of/,
  },
  {
    what: 'a payment that nobody heard of',
    spoil: ({ content, witnesses }) => ({
      content,
      witnesses: {
        ...witnesses,
        provider: {
          ...witnesses.provider,
          checkouts: [...witnesses.provider.checkouts, { id: 'cs_x', donationId: 'don_unknown', isPaid: true }],
        },
      },
    }),
    said: /^lost: don_unknown was paid/,
  },
  {
    what: 'a penny at the provider',
    spoil: ({ content, witnesses }) => ({
      content,
      witnesses: { ...witnesses, provider: { ...witnesses.provider, balance: witnesses.provider.balance + 1 } },
    }),
    said: /^the provider owes us/,
  },
  {
    what: 'a refund that was sent twice',
    spoil: ({ content, witnesses }) => ({
      content,
      witnesses: { ...witnesses, provider: { ...witnesses.provider, refunds: ['rfd_1', 'rfd_2', 'rfd_1'] } },
    }),
    said: /^refund rfd_1 was made twice/,
  },
  {
    what: 'a mail that waits for nothing',
    spoil: ({ content, witnesses }) => ({ content: unsent(content), witnesses }),
    said: /^mail \S+ is requested/,
  },
  {
    what: 'a mail that never left',
    spoil: ({ content, witnesses }) => ({ content, witnesses: { ...witnesses, mailed: [] } }),
    said: /^lost: mail \S+ is said to be sent/,
  },
  {
    what: 'a mail that nobody asked for',
    spoil: ({ content, witnesses }) => ({
      content,
      witnesses: { ...witnesses, mailed: [...witnesses.mailed, '<stray@example.org>'] },
    }),
    said: /^a mail <stray@example.org> that nobody asked for/,
  },
];

describe('the end of a soak', () => {
  let end: Soaked;
  beforeAll(async () => {
    end = await live(seed);
  });

  it('is sound when nothing was lost or doubled', () => {
    expect(differencesOf(end.content, end.witnesses)).toEqual([]);
  });

  it.each(others)('is sound when $what', async (other) => {
    const { content, witnesses } = await live(other.seed);
    expect(differencesOf(content, witnesses)).toEqual([]);
  });

  it('lets mail wait for the end of a pause', () => {
    const { records, ...rest } = unsent(end.content);
    const pausedAt = records.map((record) =>
      isReferral(record) ? { ...record, value: { ...record.value, safeguardingPause: { since: now } } } : record,
    );
    expect(mailUnderWay({ ...rest, records })).not.toEqual([]);
    expect(mailUnderWay({ ...rest, records: pausedAt })).toEqual([]);
  });

  it.each(planted)('shows $what', ({ spoil, said }) => {
    const { content, witnesses } = spoil(end);
    expect(differencesOf(content, witnesses)).toContainEqual(expect.stringMatching(said));
  });
});
