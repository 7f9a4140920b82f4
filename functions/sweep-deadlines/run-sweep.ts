import type * as z from 'zod';
import { type SweepDeps, sweepDeadlines, sweepMail, sweepPools } from '../../shared/commands/sweep.ts';
import type { Metrics } from '../../shared/runtime/metrics.ts';
import type { Sweep } from './sweep-input.ts';

/** Does what its schedule names. */
export async function runSweep(
  sweep: z.infer<typeof Sweep>['sweep'],
  deps: SweepDeps,
  metrics: Metrics,
): Promise<void> {
  if (sweep === 'deadlines') await sweepDeadlines(deps);
  if (sweep === 'mail') await sweepMail(deps);
  if (sweep !== 'pools') return;
  const { stuck } = await sweepPools(deps);
  metrics.count('WaitingListsStuck', stuck ? 1 : 0);
}
