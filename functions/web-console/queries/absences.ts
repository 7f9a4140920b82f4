import type { Versioned } from '../../../shared/domain/decision.ts';
import type { Store } from '../../../shared/store/interface.ts';

const shown = 30;

/** The coordinator's absences, the latest first. */
export async function readAbsences(store: Store): Promise<readonly Versioned<'delegation'>[]> {
  const { items } = await store.list('delegation', 'delegations/coordinator', { limit: shown, newestFirst: true });
  return items;
}
