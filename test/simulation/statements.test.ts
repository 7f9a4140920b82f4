import { describe, expect, it } from 'vitest';
import { LocalDate } from '../../events/values.ts';
import { addUpLedger } from '../../shared/commands/add-up-ledger.ts';
import { readPeriod } from '../../shared/commands/read-ledger.ts';
import { columns, netAssets, statementOfActivities } from '../../shared/domain/activities.ts';
import { fundStatement } from '../../shared/domain/fund-statement.ts';
import type { Kind, Records } from '../../shared/domain/records.ts';
import { readDonationTrace } from '../../shared/staff/queries/trace.ts';
import { setTheScene } from './actors/scene.ts';
import { bringUnderWay } from './actors/under-way.ts';
import { createRandom } from './random.ts';
import { newCoverage } from './town/coverage.ts';
import { nextTurn, takeTurn } from './town/history.ts';
import { comeToRest } from './town/quiescence.ts';
import { Town } from './town/town.ts';

const steps = 500;
const sum = (numbers: Iterable<number>): number => [...numbers].reduce((total, number) => total + number, 0);

/** A history with every fault, in which a sweep adds the ledger up now and then; and what it came to. */
async function live(seed: number) {
  const town = new Town({ seed, coverage: newCoverage() });
  const random = createRandom(seed);
  const deps = { store: town.memory, settings: town.settings, now: () => town.now(), pause: async () => undefined };
  await setTheScene(town);
  await bringUnderWay(town, random);
  for (let turn = 1; town.steps < steps; turn += 1) {
    await takeTurn(town, nextTurn(town, random));
    if (turn % 40 === 0) await addUpLedger(deps);
  }
  await comeToRest(town);
  const { records, journal } = town.memory.export();
  const all = <K extends Kind>(kind: K): readonly Records[K][] =>
    // Records of a kind hold values of that kind: the store parsed them with its schema.
    records.filter((record) => record.kind === kind).map(({ value }) => value as Records[K]);
  return { deps, journal, all };
}

/** A period that begins and ends inside what was booked, and is neither whole months nor everything. */
function somePeriod(days: readonly LocalDate[]): { readonly from: LocalDate; readonly through: LocalDate } {
  const sorted = days.toSorted();
  const at = (part: number): LocalDate => LocalDate.parse(sorted[Math.floor((sorted.length - 1) * part)]);
  return { from: at(0.3), through: at(0.8) };
}

describe('the books of a simulated charity', () => {
  it.each([11, 12, 13, 14])('reconcile with its records, lot by lot and fund by fund (seed %i)', async (seed) => {
    const { deps, journal, all } = await live(seed);
    const funds = all('fund');
    const draws = all('hold').flatMap((hold) => hold.draws);
    const whole = { from: LocalDate.parse('2000-01-01'), through: LocalDate.parse('2100-01-01') };
    const { ledger, entries } = await readPeriod(deps, whole);
    expect(entries).toBe(journal.length);
    for (const { id, deficit } of funds) {
      const { closing, rows } = fundStatement(id, ledger);
      expect(rows.filter(({ movement }) => movement === 'unknown')).toEqual([]);
      expect(closing).toEqual({
        free: sum(
          all('lot')
            .filter(({ fundId }) => fundId === id)
            .map(({ free }) => free),
        ),
        held: sum(draws.filter(({ fundId }) => fundId === id).map((draw) => draw.drawn - draw.posted - draw.released)),
        deficit,
      });
    }
    const { carriedForward } = statementOfActivities(ledger, funds);
    expect(sum(columns.map((column) => carriedForward[column]))).toBe(netAssets([...ledger.before, ...ledger.during]));
  });

  it.each([15, 16])('split at any days into opening, movements and closing (seed %i)', async (seed) => {
    const { deps, journal, all } = await live(seed);
    const period = somePeriod(journal.map(({ effectiveOn }) => effectiveOn));
    const { ledger } = await readPeriod(deps, period);
    for (const { id } of all('fund')) {
      const { opening, rows, closing } = fundStatement(id, ledger);
      for (const [part, sign] of [
        ['free', -1],
        ['held', -1],
        ['deficit', 1],
      ] as const) {
        const booked = (isIn: (on: LocalDate) => boolean): number =>
          sum(
            journal
              .filter(({ effectiveOn }) => isIn(effectiveOn))
              .flatMap(({ postings }) => postings.filter(({ account }) => account === `fund:${id}:${part}`))
              .map(({ amount }) => amount * sign),
          );
        expect(opening[part] - booked((on) => on < period.from)).toBe(0);
        expect(closing[part] - booked((on) => on <= period.through)).toBe(0);
        expect(opening[part] + sum(rows.map((row) => row[part]))).toBe(closing[part]);
      }
    }
  });

  it.each([17, 19])('lead from every gift to its places and back to the funds (seed %i)', async (seed) => {
    const { deps, all } = await live(seed);
    const lots = all('lot');
    const draws = all('hold').flatMap((hold) => hold.draws);
    const traced = { free: 0, held: 0, spent: 0, lots: 0 };
    for (const { id } of all('donation')) {
      const reading = await readDonationTrace(deps, id);
      expect(reading?.isWhole).toBe(true);
      const trace = reading?.trace;
      expect(
        trace?.lots.every(({ reconciles }) => reconciles),
        id,
      ).toBe(true);
      traced.free += trace?.free ?? 0;
      traced.held += trace?.held ?? 0;
      traced.spent += trace?.spent ?? 0;
      traced.lots += trace?.lots.length ?? 0;
    }
    expect(traced).toEqual({
      free: sum(lots.map(({ free }) => free)),
      held: sum(draws.map((draw) => draw.drawn - draw.posted - draw.released)),
      spent: sum(draws.map(({ posted }) => posted)),
      lots: lots.length,
    });
    expect(traced.held + traced.spent).toBeGreaterThan(0);
  });
});
