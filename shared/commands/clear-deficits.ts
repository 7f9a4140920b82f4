import { clearDeficit, lotsToClearFrom } from '../domain/clear-deficit.ts';
import type { Versioned } from '../domain/decision.ts';
import { drawableFrom } from '../domain/fund.ts';
import { localDay } from '../domain/office-days.ts';
import type { Deps } from './deps.ts';

/**
 * Clears what these funds owe from their own free lots, each as far as one transaction reaches: a step of every pass,
 * before it funds anybody.
 * @returns whether anything was tried: then the pass looks at the truth again, whether it was written or lost a race
 */
export async function clearDeficits(deps: Deps, funds: readonly Versioned<'fund'>[]): Promise<boolean> {
  const today = localDay(deps.now(), deps.settings.office);
  let tried = false;
  for (const fund of funds) {
    if (fund.value.deficit === 0) continue;
    const { items } = await deps.store.range('lot', `open-lots/${fund.value.id}`, 'lots', {
      limit: lotsToClearFrom,
      ...drawableFrom(today),
    });
    const decision = clearDeficit(fund, items, deps.now(), today);
    if (decision === undefined) continue;
    tried = true;
    const committed = await deps.store.commit([decision]);
    if (!committed.ok) await deps.pause(Math.random() * 50);
  }
  return tried;
}
