import type { LocalDate, Region } from '../../../events/values.ts';
import { readAll } from '../../../shared/commands/read-all.ts';
import { lapsesAfter } from '../../../shared/domain/renew.ts';
import { type Therapist, TherapistState } from '../../../shared/domain/therapist.ts';
import type { StaffDeps } from '../../../shared/staff/staff-deps.ts';

/** Who is with us, whether or not they may be offered anybody today. */
const withUs: readonly TherapistState[] = ['member', 'renewal-due'];

/** The states that can be asked for: those who are with us, or one of the table's. */
export const askedStates = ['with-us', ...TherapistState.options] as const;
export type AskedState = (typeof askedStates)[number];

/** Which therapists are asked for. What is undefined leaves nobody out. */
export interface TherapistQuestion {
  readonly state: AskedState;
  readonly region: Region | undefined;
  /** Only whose first credential lapses on this day or before, and those first. */
  readonly lapsesBy: LocalDate | undefined;
  /** Only who could be offered somebody today. */
  readonly hasRoom: boolean;
}

/** How much of what the therapists of one region can take is taken. */
export interface RegionRoom {
  readonly region: Region;
  readonly therapists: number;
  readonly capacity: number;
  readonly clients: number;
  readonly offers: number;
  /** Clients who could be offered today. */
  readonly free: number;
}

/** How many clients could be offered to a therapist today: nobody to who is no member, away, resting or without a valid paper. */
export function roomToday(therapist: Therapist, today: LocalDate): number {
  const { state, onLeave, askAgainAfter, capacity, clients, offers } = therapist;
  const isAway = onLeave !== undefined && onLeave.from <= today && today <= onLeave.through;
  const rests = askAgainAfter !== undefined && today <= askAgainAfter;
  if (state !== 'member' || isAway || rests || lapsesAfter(therapist) < today) return 0;
  return Math.max(0, capacity - clients - offers);
}

/** The therapists asked for: by region and then by id, or what lapses first in front where a lapse is asked for. */
export function chooseTherapists(
  therapists: readonly Therapist[],
  { region, lapsesBy, hasRoom }: TherapistQuestion,
  today: LocalDate,
): readonly Therapist[] {
  const order = (therapist: Therapist) =>
    `${lapsesBy === undefined ? '' : lapsesAfter(therapist)} ${therapist.region} ${therapist.id}`;
  return therapists
    .filter((therapist) => region === undefined || therapist.region === region)
    .filter((therapist) => lapsesBy === undefined || lapsesAfter(therapist) <= lapsesBy)
    .filter((therapist) => !hasRoom || roomToday(therapist, today) > 0)
    .toSorted((a, b) => (order(a) < order(b) ? -1 : 1));
}

/** One line for each region that somebody of these works in. */
export function roomByRegion(therapists: readonly Therapist[], today: LocalDate): readonly RegionRoom[] {
  const sum = (some: readonly Therapist[], of: (therapist: Therapist) => number) =>
    some.reduce((total, each) => total + of(each), 0);
  return [...new Set(therapists.map(({ region }) => region))].toSorted().map((region) => {
    const here = therapists.filter((therapist) => therapist.region === region);
    return {
      region,
      therapists: here.length,
      capacity: sum(here, ({ capacity }) => capacity),
      clients: sum(here, ({ clients }) => clients),
      offers: sum(here, ({ offers }) => offers),
      free: sum(here, (therapist) => roomToday(therapist, today)),
    };
  });
}

/** Everybody of the pool in the states asked for. */
export async function readTherapists({ store, settings }: StaffDeps, asked: AskedState): Promise<readonly Therapist[]> {
  const states = asked === 'with-us' ? withUs : [asked];
  const lists = await Promise.all(
    states.map((state) =>
      readAll((after) => store.list('therapist', `therapists/${settings.pool.id}/${state}`, { limit: 200, after })),
    ),
  );
  return lists.flat().map(({ value }) => value);
}
