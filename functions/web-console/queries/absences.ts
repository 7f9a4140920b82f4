import type { Delegation } from '../../../shared/domain/staff.ts';
import type { Store } from '../../../shared/store/interface.ts';

const shown = 30;

/** The coordinator's absences, the latest first. */
export async function readAbsences(store: Store): Promise<readonly Delegation[]> {
  const { items } = await store.list('delegation', 'delegations/coordinator', { limit: shown, newestFirst: true });
  return items.map(({ value }) => value);
}
