import type { Instant } from '../../events/values.ts';
import { later } from '../domain/office-days.ts';
import { accept, type Outcome } from '../domain/outcome.ts';
import { type PublicFigures, quarterOf, reckonFigures, renewFigures } from '../domain/public-figures.ts';
import { type Referral, ReferralState } from '../domain/referral.ts';
import type { Store } from '../store/interface.ts';
import { decideAndCommit, settled } from './decide-and-commit.ts';
import type { Deps } from './deps.ts';
import { readAll } from './read-all.ts';

const aPage = 200;
/** Who asked longer ago than this and begins now is one of very few: the lists need not be read to their end for them. */
const daysBack = 3 * 365;

/** Everybody whom an assessor has ever taken up stands in one of these. */
const statesThatCount = ReferralState.options.filter((state) => state !== 'draft' && state !== 'submitted');

/** Those who asked since then, state by state: the lists are in the order of asking, so their old ends are not read. */
async function readAsked(store: Store, since: Instant): Promise<readonly Referral[]> {
  const asked: Referral[] = [];
  for (const state of statesThatCount) {
    let after: string | undefined;
    do {
      const page = await store.list('referral', `referrals/${state}`, { limit: aPage, after, newestFirst: true });
      const recent = page.items.map(({ value }) => value).filter(({ clock }) => clock.startedAt >= since);
      asked.push(...recent);
      after = recent.length < page.items.length ? undefined : page.next;
    } while (after !== undefined);
  }
  return asked;
}

/** Who waits for money and could use it now. */
async function countWaiting(store: Store, pool: string): Promise<number> {
  const places = await readAll((after) => store.list('place', `places/${pool}/requested`, { limit: aPage, after }));
  return places.filter(({ value }) => value.state === 'requested' && value.unusable.length === 0).length;
}

/** Reckons what anybody may read, unless that was done in this quarter. To be called often: it costs one read then. */
export async function renewPublicFigures(deps: Deps): Promise<Outcome<'renewed' | 'fresh'>> {
  const { store, settings } = deps;
  const now = deps.now();
  const last = await readPublicFigures(deps);
  if (last !== undefined && last.quarter >= quarterOf(now, settings.office)) return accept('fresh');
  const referrals = await readAsked(store, later(now, { days: -daysBack }));
  const waiting = await countWaiting(store, settings.pool.id);
  const figures = reckonFigures({ referrals, waiting, settings, now });
  return decideAndCommit(deps, async () => {
    const before = await store.get('public-figures', settings.pool.id);
    if (before !== undefined && before.value.quarter >= figures.quarter) return settled('fresh' as const);
    return accept({ decisions: [renewFigures(before, figures)], value: 'renewed' as const });
  });
}

/** What was reckoned last; undefined before the first time. */
export const readPublicFigures = async ({
  store,
  settings,
}: Pick<Deps, 'store' | 'settings'>): Promise<PublicFigures | undefined> =>
  (await store.get('public-figures', settings.pool.id))?.value;
