import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Act, anyHistory, PlainOffice } from '../../test/support/plain/plain-office.ts';
import type { PlainRecords } from '../../test/support/plain/plain-records.ts';
import { mayPay } from './fund.ts';
import type { Posting } from './journal.ts';

const sumOf = (amounts: Iterable<number>): number => [...amounts].reduce((sum, amount) => sum + amount, 0);

/** Lives histories, and looks at the records after each act: what is wrong is told by the invariant's own numbers. */
function always(look: (records: PlainRecords, office: PlainOffice) => void, numRuns = 120): void {
  fc.assert(
    fc.property(anyHistory, (acts: readonly Act[]) => {
      const office = new PlainOffice();
      for (const act of acts) {
        office.doIt(act);
        look(office.records, office);
      }
    }),
    { numRuns },
  );
}

const drawsOf = (records: PlainRecords) =>
  records.all('hold').flatMap(({ value }) => value.draws.map((draw) => ({ ...draw, holdId: value.id })));

/** What the postings that are wanted come to, credit positive, in pence. */
function booked(records: PlainRecords, wanted: (posting: Posting, entryId: string) => boolean): number {
  const entries = [...records.journal.values()];
  return (
    0 - sumOf(entries.flatMap(({ id, postings }) => postings.filter((one) => wanted(one, id))).map((p) => p.amount))
  );
}

describe('the invariants of money, whatever happens to gifts, places and sessions in whatever order', () => {
  it('1. Every journal entry sums to zero; the whole journal sums to zero per currency', () => {
    always((records) => {
      const entries = [...records.journal.values()];
      expect(entries.filter(({ postings }) => sumOf(postings.map(({ amount }) => amount)) !== 0)).toEqual([]);
      expect(booked(records, () => true)).toBe(0);
    });
  });

  it('2. For every lot: amount + shortfall = free + held + spent + refunded + transferred + given to deficit; for every fund: deficit = Σ shortfall − Σ given to deficit; no term is negative, and after a pass no fund has both', () => {
    always((records, office) => {
      const draws = drawsOf(records);
      for (const { value: lot } of records.all('lot')) {
        const own = draws.filter(({ lotId }) => lotId === lot.id);
        const held = sumOf(own.map(({ drawn, posted, released }) => drawn - posted - released));
        const terms = [lot.free, held, sumOf(own.map(({ posted }) => posted)), lot.refunded, lot.transferred];
        expect(sumOf([...terms, lot.givenToDeficit])).toBe(lot.amount + lot.shortfall);
        expect(Math.min(...terms, lot.amount, lot.shortfall, lot.givenToDeficit)).toBeGreaterThanOrEqual(0);
      }
      office.pass();
      for (const { value: fund } of records.all('fund')) {
        const own = records.all('lot').filter(({ value }) => value.fundId === fund.id);
        const lacking = sumOf(own.map(({ value }) => value.shortfall));
        expect(fund.deficit).toBe(lacking - sumOf(own.map(({ value }) => value.givenToDeficit)));
        const free = sumOf(own.map(({ value }) => (value.reviewUntil === undefined ? value.free : 0)));
        expect(Math.min(free, fund.deficit)).toBe(0);
      }
    });
  });

  it('3. For every hold: drawn = posted + released + still held, draw by draw; nothing is drawn twice', () => {
    always((records) => {
      for (const { value: hold } of records.all('hold')) {
        for (const { lotId, drawn, posted, released } of hold.draws) {
          const still = booked(records, (one) => one.holdId === hold.id && one.lotId === lotId);
          expect(still).toBe(drawn - posted - released);
          expect(Math.min(drawn, posted, released, still)).toBeGreaterThanOrEqual(0);
        }
        expect(new Set(hold.draws.map(({ lotId }) => lotId)).size).toBe(hold.draws.length);
      }
      for (const { value: lot } of records.all('lot')) {
        const drawn = sumOf(drawsOf(records).map((draw) => (draw.lotId === lot.id ? draw.drawn - draw.released : 0)));
        expect(drawn).toBeLessThanOrEqual(lot.amount);
      }
    });
  });

  it('4. Replaying the journal from nothing gives exactly the balances on the records', () => {
    always((records) => {
      const draws = drawsOf(records);
      for (const { value: lot } of records.all('lot')) {
        const free = `fund:${lot.fundId}:free`;
        expect(booked(records, ({ account, lotId }) => account === free && lotId === lot.id)).toBe(lot.free);
        const spent = booked(
          records,
          ({ account, lotId }, entryId) =>
            lotId === lot.id && account === `fund:${lot.fundId}:held` && entryId.startsWith('session:'),
        );
        expect(0 - spent).toBe(sumOf(draws.map((draw) => (draw.lotId === lot.id ? draw.posted : 0))));
      }
      for (const { value: fund } of records.all('fund')) {
        expect(0 - booked(records, ({ account }) => account === `fund:${fund.id}:deficit`)).toBe(fund.deficit);
        const held = draws.filter(({ fundId }) => fundId === fund.id);
        expect(booked(records, ({ account }) => account === `fund:${fund.id}:held`)).toBe(
          sumOf(held.map(({ drawn, posted, released }) => drawn - posted - released)),
        );
      }
      for (const { value: therapist } of records.all('therapist')) {
        const sessions = records.all('session').filter(({ value }) => value.therapistId === therapist.id);
        const owed = sumOf(sessions.flatMap(({ value }) => value.takes.map(({ amount }) => amount)));
        expect(booked(records, ({ account }) => account === `therapist:${therapist.id}:payable`)).toBe(owed);
      }
    });
  });

  it('5. One payment, refund, dispute or session has at most one effect, however often, late or out of order it is reported', () => {
    const reports = fc.array(fc.tuple(fc.integer({ min: 1, max: 6 }), fc.nat(6)), { maxLength: 40, size: 'max' });
    let money = 0;
    fc.assert(
      fc.property(anyHistory, reports, (acts, late) => {
        const office = new PlainOffice();
        const { gifts, records } = office;
        for (const act of acts) office.doIt(act);
        for (const [n, age] of late) gifts.report(n, age);
        for (let n = 1; n <= gifts.count; n += 1) {
          // One report comes to an end: to a decision for each thing it says, and not to another.
          let decided = 0;
          while (gifts.report(n, 0) === 'done') expect(++decided).toBeLessThan(100);
        }
        expect(0 - booked(records, ({ account }) => account === 'clearing')).toBe(gifts.balance);
        money += Math.min(1, Math.max(0, gifts.balance));
        const settled = records.toString();
        for (const [n] of late) expect(gifts.report(n, 0)).toBe('nothing');
        expect(records.toString()).toBe(settled);
        const causes = [...records.journal.keys()].filter((id) => id.startsWith('donation:'));
        expect(causes.length).toBe(records.all('donation').filter(({ value }) => value.state === 'collected').length);
        const days = records.all('session').map(({ value }) => `${value.referralId} ${value.on}`);
        expect(new Set(days).size).toBe(days.length);
      }),
      { numRuns: 150 },
    );
    expect(money).toBeGreaterThan(100);
  });

  it('8. A restricted pound is only ever held for a place that satisfies the restriction, also after release and re-use', () => {
    const drawnAgain = new Set<string>();
    always((records) => {
      for (const { value: hold } of records.all('hold')) {
        const place = records.find('place', hold.placeId);
        for (const { fundId, lotId } of hold.draws) {
          const fund = records.find('fund', fundId);
          expect(records.find('lot', lotId)?.value.fundId).toBe(fundId);
          expect(place !== undefined && fund !== undefined && mayPay(fund.value, place.value.class)).toBe(true);
        }
      }
      for (const { value: lot } of records.all('lot')) {
        const uses = drawsOf(records).filter(({ lotId }) => lotId === lot.id);
        if (uses.some(({ released }) => released > 0) && uses.length > 1) drawnAgain.add(lot.id);
      }
    }, 120);
    expect(drawnAgain.size).toBeGreaterThan(2);
  });
});
