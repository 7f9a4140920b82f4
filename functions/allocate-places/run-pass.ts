import type { PoolId } from '../../events/values.ts';
import type { Deps } from '../../shared/commands/deps.ts';
import { runAllocationPass } from '../../shared/commands/run-allocation-pass.ts';
import type { Reply } from '../../shared/runtime/reply.ts';
import type { WakePool } from '../../shared/runtime/wake-up.ts';
import type { Invocation } from '../../shared/runtime/wrap-handler.ts';

/** What one turn with its transaction may take at worst, and the wake-up after it: with less left, the next call goes on. */
const aTurnMs = 10_000;

/** One pass over a pool; one that was not through, or ran out of time, wakes the next. */
export async function runPass(
  deps: Deps,
  wake: WakePool,
  poolId: PoolId,
  { millisecondsLeft }: Invocation,
): Promise<Reply> {
  const { again } = await runAllocationPass(deps, poolId, { mayGoOn: () => millisecondsLeft() > aTurnMs });
  if (again) await wake(poolId, deps.newId('pass'));
  return { ok: true };
}
