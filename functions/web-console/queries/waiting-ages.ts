import { type Instant, PriorityBand } from '../../../events/values.ts';
import type { Place } from '../../../shared/domain/place.ts';
import { rawWait } from '../../../shared/domain/waiting-list.ts';
import { readUpTo, type Some } from '../../../shared/staff/queries/read-up-to.ts';
import type { Store } from '../../../shared/store/interface.ts';

/** Enough for every list we know; beyond it the page says that there are more. */
const mostPlaces = 2_000;
const week = 7 * 24 * 60 * 60 * 1000;

/** So many weeks and not yet so many as the next. */
const ageFrom = [0, 4, 8, 13, 26, 52] as const;

/** How many have waited so long, by the priority they have. */
export interface WaitingAge {
  /** In weeks; the last has no end. */
  readonly from: number;
  readonly until: number | undefined;
  readonly people: Readonly<Record<PriorityBand, number>>;
}

/** Everybody who waits, by how long and how urgently: pauses are not taken out, for they have been lived through too. */
export function agesOf(places: readonly Pick<Place, 'clock' | 'band'>[], now: Instant): readonly WaitingAge[] {
  return ageFrom.map((from, index): WaitingAge => {
    const until = ageFrom[index + 1];
    const within = places.filter(({ clock }) => {
      const waited = Math.max(0, rawWait(clock, now));
      return waited >= from * week && (until === undefined || waited < until * week);
    });
    const count = (band: PriorityBand): number => within.filter((place) => place.band === band).length;
    return { from, until, people: { urgent: count('urgent'), soon: count('soon'), routine: count('routine') } };
  });
}

/** Who waits for money, usable now or not. */
export async function readWaitingAges(store: Store, pool: string, now: Instant): Promise<Some<WaitingAge>> {
  const { items, more } = await readUpTo(mostPlaces, (page) => store.list('place', `places/${pool}/requested`, page));
  return {
    items: agesOf(
      items.map(({ value }) => value),
      now,
    ),
    more,
  };
}

/** The most urgent first. */
export const bandsInOrder: readonly PriorityBand[] = PriorityBand.options;
