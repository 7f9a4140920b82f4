import type { PoolId } from '../../events/values.ts';
import type { Deps } from '../../shared/commands/deps.ts';
import { runAllocationPass } from '../../shared/commands/run-allocation-pass.ts';
import type { Reply } from '../../shared/runtime/reply.ts';
import type { WakePool } from '../../shared/runtime/wake-up.ts';

/** One pass over a pool; one that was not through wakes the next. */
export async function runPass(deps: Deps, wake: WakePool, poolId: PoolId): Promise<Reply> {
  const { again } = await runAllocationPass(deps, poolId);
  if (again) await wake(poolId, deps.newId('pass'));
  return { ok: true };
}
