import type { FunctionName } from '../../../infra/functions.ts';
import { addUpLedger } from '../../../shared/commands/add-up-ledger.ts';
import { auditLedger } from '../../../shared/commands/audit-ledger.ts';
import { AuditTakenOver } from '../../../shared/commands/audit-state.ts';
import { settlePayouts } from '../../../shared/commands/settle-payouts.ts';
import { sweepDeadlines, sweepMail, sweepPayments, sweepPools } from '../../../shared/commands/sweep.ts';
import { accept, type Outcome, refuse } from '../../../shared/domain/outcome.ts';
import { createRandom } from '../random.ts';
import type { Act } from './act.ts';
import type { Deed, Town } from './town.ts';
import type { TownDeps } from './town-deps.ts';

const hour = 3_600_000;

/** Webhooks are tried for three days; a day more finds what was lost at their end. */
const daysOfReports = 4;

/** So few entries a step that a history has several stretches. */
const entriesAStep = 150;

/** One run of the audit, which may be told to stop half-way. What it calls a difference is none: the books are watched. */
async function audit(deps: TownDeps, town: Town, mayGoOn: () => boolean): Promise<Outcome<unknown>> {
  await addUpLedger(deps);
  try {
    const { differences } = await auditLedger(deps, { mayGoOn, entriesAStep });
    for (const difference of differences)
      town.watch.faults.push(`a false alarm of the ledger audit: ${JSON.stringify(difference)}`);
    return accept(undefined);
  } catch (failure) {
    if (failure instanceof AuditTakenOver) return refuse('changed-meanwhile', failure.message);
    throw failure;
  }
}

interface Schedule {
  readonly name: string;
  readonly role: FunctionName;
  /** How often it comes beside what people do; or after how many hours of the town's clock it must. */
  readonly comes: { readonly weight: number } | { readonly everyHours: number };
  run(deps: TownDeps, town: Town, seed: number): Promise<Outcome<unknown>>;
}

const always = () => true;

const ofSweep =
  (run: (deps: TownDeps) => Promise<unknown>): Schedule['run'] =>
  async (deps) =>
    accept(await run(deps));

const schedules: readonly Schedule[] = [
  { name: 'sweep deadlines', role: 'sweep-deadlines', comes: { weight: 1.2 }, run: ofSweep(sweepDeadlines) },
  { name: 'sweep pools', role: 'sweep-deadlines', comes: { weight: 0.3 }, run: ofSweep(sweepPools) },
  { name: 'sweep mail', role: 'sweep-deadlines', comes: { weight: 0.3 }, run: ofSweep(sweepMail) },
  {
    name: 'sweep payments',
    role: 'settle-payments',
    comes: { everyHours: 48 },
    run: ofSweep((deps) => sweepPayments(deps, daysOfReports)),
  },
  { name: 'settle payouts', role: 'settle-payments', comes: { everyHours: 24 }, run: ofSweep(settlePayouts) },
  {
    name: 'audit the ledger',
    role: 'audit-ledger',
    comes: { everyHours: 120 },
    run: (deps, town, seed) => {
      const random = createRandom(seed);
      const isCutShort = seed > 0 && random.below(4) === 0;
      return audit(deps, town, isCutShort ? () => random.below(12) > 0 : always);
    },
  },
];

const deedOf = ({ name, role, run }: Schedule, town: Town, seed: number): Deed => ({
  name,
  role,
  again: true,
  run: (deps) => run(deps, town, seed),
});

const isDueNow = ({ name, comes }: Schedule, { time, ranAt }: Town): boolean =>
  'everyHours' in comes && time - (ranAt.get(name) ?? 0) >= comes.everyHours * hour;

/** Whether a schedule must come before anything else takes long: none stands still for weeks, whoever stays away. */
export const isScheduleDue = (town: Town): boolean => schedules.some((schedule) => isDueNow(schedule, town));

/** All schedules as acts of the town. Two calls of one schedule at once are nothing unusual. */
export const scheduled: readonly Act[] = schedules.map((schedule) => {
  const { name, comes } = schedule;
  return {
    name,
    weight: (town) => {
      if ('weight' in comes) return comes.weight;
      return isDueNow(schedule, town) ? 10 : 0;
    },
    prepare(town, random) {
      town.ranAt.set(name, town.time);
      return deedOf(schedule, town, 1 + random.below(2 ** 31));
    },
  };
});

/** Every schedule once, or those named, one after another, each to its end. */
export async function runSchedules(town: Town, names = schedules.map(({ name }) => name)): Promise<void> {
  for (const name of names) {
    const schedule = schedules.find((one) => one.name === name);
    if (schedule === undefined) throw new Error(`there is no schedule ${name}`);
    town.ranAt.set(name, town.time);
    await town.doTogether([deedOf(schedule, town, 0)], createRandom(1));
  }
}
