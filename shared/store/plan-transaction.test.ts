import { describe, expect, it } from 'vitest';
import { DonationId, Pence } from '../../events/values.ts';
import { afterwards, decision, instant, sampleEntry, sampleFund, sampleLot } from '../../test/support/store-samples.ts';
import { change, create, type Decision, remove, type Versioned } from '../domain/decision.ts';
import { TransactionTooLarge } from './interface.ts';
import { planTransaction } from './plan-transaction.ts';
import type { WriteAction } from './write-action.ts';

const plan = (...decisions: readonly Decision[]) => planTransaction(decisions, () => 'commit1');

const actionsOf = (...decisions: readonly Decision[]): readonly WriteAction[] => {
  const planned = plan(...decisions);
  if (!planned.ok) throw new Error(planned.what);
  return planned.actions;
};

/** An action in one line, as `put money lot#lot_1 record not-exist`; of the audit trail, nothing. */
const shown = (actions: readonly WriteAction[]): readonly string[] =>
  actions
    .filter(({ key }) => key.table !== 'audit')
    .map(({ do: what, key, condition }) =>
      [
        what,
        key.table,
        key.pk,
        key.sk,
        condition?.must ?? 'anyhow',
        condition?.must === 'be-at-version' ? condition.version : '',
      ]
        .join(' ')
        .trim(),
    );

const fund = sampleFund('general0');
const readFund: Versioned<'fund'> = { kind: 'fund', id: fund.id, version: 4, value: fund };
const owing = (pence: number) => ({ ...fund, deficit: Pence.parse(pence) });

const lot = sampleLot('first000', 'general0', 100);
const readLot: Versioned<'lot'> = { kind: 'lot', id: lot.id, version: 2, value: lot };
const free = (pence: number) => ({ ...lot, free: Pence.parse(pence) });
const placeOfLot = `open-lots/${fund.id} lots!9999-12-31#${lot.receivedAt}#${lot.id}`;

describe('a transaction', () => {
  it('writes a record at the version it was read at, one version on', () => {
    const [write] = actionsOf(decision({ changes: [change(readFund, owing(1))] }));
    expect(write).toMatchObject({
      do: 'put',
      condition: { must: 'be-at-version', version: 4 },
      item: { is: 'record', record: { version: 5, value: { deficit: 1 } } },
    });
  });

  it('leaves the place in a range alone while it stays the same', () => {
    const actions = actionsOf(decision({ changes: [change(readLot, free(50))] }));
    expect(shown(actions)).toEqual([`put money lot#${lot.id} record be-at-version 2`]);
  });

  it('takes a record out of the ranges it leaves, and puts it into those it enters', () => {
    const leaving = actionsOf(decision({ changes: [change(readLot, free(0))] }));
    expect(shown(leaving)).toEqual([
      `put money lot#${lot.id} record be-at-version 2`,
      `delete money ${placeOfLot} anyhow`,
    ]);
    const entering = actionsOf(decision({ changes: [create('lot', lot.id, lot)] }));
    expect(shown(entering)).toEqual([
      `put money lot#${lot.id} record not-exist`,
      `put money ${placeOfLot} be-free-for`,
    ]);
    const going = actionsOf(decision({ changes: [remove(readLot)] }));
    expect(shown(going)).toEqual([
      `delete money lot#${lot.id} record be-at-version 2`,
      `delete money ${placeOfLot} anyhow`,
    ]);
  });

  it('merges successive changes: the first before, the last after, and the ranges of those two alone', () => {
    const first = decision({ changes: [change(readLot, free(0))] });
    const second = decision({ changes: [change(afterwards(readLot, free(0)), free(7))] });
    const [write, ...others] = actionsOf(first, second);
    expect(write).toMatchObject({ condition: { version: 2 }, item: { record: { version: 3, value: { free: 7 } } } });
    expect(shown(others)).toEqual([]);
  });

  it('checks only absence when a record is made and removed again', () => {
    const made: Versioned<'fund'> = { ...readFund, version: 0 };
    const actions = actionsOf(
      decision({ changes: [create('fund', fund.id, fund)] }),
      decision({ changes: [remove(made)] }),
    );
    expect(shown(actions)).toEqual([`check money fund#${fund.id} record not-exist`]);
  });

  it('makes anew what an earlier decision removed, at the next version', () => {
    const actions = actionsOf(
      decision({ changes: [remove(readFund)] }),
      decision({ changes: [create('fund', fund.id, owing(9))] }),
    );
    expect(actions[0]).toMatchObject({ do: 'put', condition: { version: 4 }, item: { record: { version: 5 } } });
  });

  it('throws when a second decision does not begin where the first one ends: it would undo it', () => {
    const twice = [
      decision({ changes: [change(readFund, owing(1))] }),
      decision({ changes: [change(readFund, owing(2))] }),
    ];
    expect(() => plan(...twice)).toThrow('does not begin where the first one ends');
    const made = decision({ changes: [create('fund', fund.id, fund)] });
    expect(() => plan(made, made)).toThrow('does not begin where the first one ends');
  });

  it('throws at an outcome in between that breaks its schema, although it is not written', () => {
    const broken = { ...fund, deficit: -1 as Pence };
    const first = decision({ changes: [change(readFund, broken)] });
    const second = decision({ changes: [change(afterwards(readFund, broken), fund)] });
    expect(() => plan(first, second)).toThrow('breaks its schema');
  });

  it('checks each record relied on once, and sees two versions of one as a conflict', () => {
    const relied = (version: number) => decision({ relies: [{ kind: 'fund', id: fund.id, version }] });
    expect(shown(actionsOf(relied(4), relied(4)))).toEqual([`check money fund#${fund.id} record be-at-version 4`]);
    expect(plan(relied(4), relied(5))).toEqual({
      ok: false,
      why: 'conflict',
      what: `fund#${fund.id} is not at version 5`,
    });
    expect(plan(relied(0), relied(5))).toMatchObject({ ok: false });
  });

  it('agrees with a reliance on the absence of what it makes, and on no version of it', () => {
    const made = decision({ changes: [create('fund', fund.id, fund)] });
    expect(plan(decision({ relies: [{ kind: 'fund', id: fund.id, version: 0 }] }), made)).toMatchObject({ ok: true });
    expect(plan(made, decision({ relies: [{ kind: 'fund', id: fund.id, version: 1 }] }))).toMatchObject({ ok: false });
  });

  it('books each journal entry under the month and moment it was booked', () => {
    const entry = sampleEntry('donation:don_00000001', 100, instant('2026-03-31T23:59:59.999Z'));
    const [write] = actionsOf(decision({ entries: [entry] }));
    expect(write).toMatchObject({
      key: { table: 'money', pk: 'journal#donation:don_00000001' },
      condition: { must: 'not-exist' },
      item: { entry, index: { list: 'journal/2026-03', at: '2026-03-31T23:59:59.999Z!donation:don_00000001' } },
    });
  });

  it('throws when two decisions book one entry, or an entry does not sum to zero', () => {
    const booking = decision({ entries: [sampleEntry('donation:don_00000001', 100)] });
    expect(() => plan(booking, booking)).toThrow('two writes of one transaction meet');
    const [posting] = sampleEntry('donation:don_00000001', 100).postings;
    if (posting === undefined) throw new Error('an entry has postings');
    const lopsided = { ...sampleEntry('donation:don_00000001', 100), postings: [posting, posting] };
    expect(() => plan(decision({ entries: [lopsided] }))).toThrow('sum to zero');
  });

  it('writes one audit entry a decision, numbered in their order, with the versions that will be', () => {
    const first = decision({ did: 'first', changes: [change(readFund, owing(1))] });
    const second = decision({ did: 'second', changes: [change(afterwards(readFund, owing(1)), owing(2))] });
    const planned = plan(first, second);
    expect(planned.ok && planned.audit).toMatchObject([
      { id: 'commit1-00', did: 'first', records: [{ kind: 'fund', id: fund.id, version: 5 }] },
      { id: 'commit1-01', did: 'second', records: [{ kind: 'fund', id: fund.id, version: 5 }] },
    ]);
  });

  it('throws at a fact that breaks its schema', () => {
    const type = 'uk.sponsored-places.fund.opened.v1';
    const data = { fundId: fund.id, poolId: 'nowhere' as typeof fund.poolId };
    expect(() => plan(decision({ facts: [{ type, subject: `fund/${fund.id}`, data }] }))).toThrow(type);
  });

  it('has at most a hundred actions', () => {
    const many = (count: number) =>
      decision({
        relies: Array.from({ length: count }, (_, index) => ({ kind: 'fund', id: `fnd_${index}`, version: 1 })),
      });
    expect(actionsOf(many(99))).toHaveLength(100);
    expect(() => plan(many(100))).toThrow(TransactionTooLarge);
  });

  it('ASVS 1.2.4 throws at a key that would not sort as it reads', () => {
    for (const id of ['', 'a b', 'a!b', 'ü']) {
      expect(() => plan(decision({ changes: [create('token', id, { ...fund } as never)] }))).toThrow(
        'not fit for a key',
      );
    }
  });

  it('keeps the facts of every decision, also when the next one is about the same subject and record', () => {
    const fact = (donationId: string) => ({
      type: 'uk.sponsored-places.donation.cleared.v1' as const,
      subject: `donation/${donationId}`,
      data: { donationId: DonationId.parse(donationId), poolId: lot.poolId },
    });
    const first = decision({
      about: 'donation/both',
      changes: [change(readFund, owing(1))],
      facts: [fact('don_00000001')],
    });
    const between = { ...readFund, value: owing(1) };
    const second = decision({
      about: 'donation/both',
      changes: [change(between, owing(2))],
      facts: [fact('don_00000002')],
    });
    const written = actionsOf(first, second).flatMap((action) =>
      action.do === 'put' && action.item.is === 'audit-entry' ? [action.item.entry] : [],
    );
    expect(written.map(({ facts }) => facts.map(({ subject }) => subject))).toEqual([
      ['donation/don_00000001'],
      ['donation/don_00000002'],
    ]);
  });

  it('hands out nothing that can be changed', () => {
    const [write] = actionsOf(decision({ changes: [change(readFund, owing(1))] }));
    if (write?.do !== 'put' || write.item.is !== 'record') throw new Error('a record is written');
    const { value } = write.item.record;
    expect(() => Object.assign(value, { deficit: 3 })).toThrow(TypeError);
    expect(Object.isFrozen(Object.values(value).find((part) => typeof part === 'object'))).toBe(true);
  });
});
