/**
 * Trigger: a schedule, every quarter of an hour.
 * Writes: the sums of the journal by month, by which statements are made; what it has replayed of the journal and what it
 *   found; both in a table of their own. A task for finance for each difference. It reads all money and changes none.
 * Emits: nothing.
 * A failure hurts: nobody at once; but a penny that goes astray is not seen, no month can be closed, and statements
 *   take longer.
 * Redrive: not needed; the next run goes on where this one stopped.
 */
import * as z from 'zod';
import { addUpLedger } from '../../shared/commands/add-up-ledger.ts';
import { auditLedger } from '../../shared/commands/audit-ledger.ts';
import { AuditTakenOver } from '../../shared/commands/audit-state.ts';
import { composeDeps } from '../../shared/compose/compose-deps.ts';
import { observe } from '../../shared/compose/compose-worker.ts';
import { readConfig } from '../../shared/runtime/config.ts';
import { handleSchedule } from '../../shared/runtime/handle-schedule.ts';
import { Config } from './config.ts';

const deps = composeDeps(readConfig(Config));
const observers = observe();

/** Of the two minutes it may live; the rest is for the step in hand. */
const workingMilliseconds = 80_000;

export const handler = handleSchedule({
  ...observers,
  input: z.lazy(() => z.strictObject({})),
  run: async () => {
    await addUpLedger(deps);
    const begun = performance.now();
    try {
      const audit = await auditLedger(deps, { mayGoOn: () => performance.now() - begun < workingMilliseconds });
      observers.metrics.count('LedgerDifferences', audit.differences.length);
      for (const { about, term, journal, record } of audit.differences)
        observers.log.error('ledger differs', { about, term, journal, record });
    } catch (failure) {
      // The schedule called twice, or a slow run meets the next: the other one does the work, and counts.
      if (!(failure instanceof AuditTakenOver)) throw failure;
    }
  },
});
