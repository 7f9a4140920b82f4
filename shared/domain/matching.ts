import type { Instant, LocalDate, TherapistId } from '../../events/values.ts';
import type { Criterion, Reasons, Search } from './allocation.ts';
import { dayInWords } from './date-words.ts';
import { pounds } from './money-words.ts';
import { localDay } from './office-days.ts';
import { distanceKm } from './postcode.ts';
import type { CharitySettings } from './settings.ts';
import { missingCredentials, type Therapist } from './therapist.ts';

type Preferences = CharitySettings['matching'];

/** A therapist who may take the case, and why at this position. */
interface Ranked {
  readonly therapist: Therapist;
  readonly reasons: Reasons;
}

interface Excluded {
  readonly therapistId: TherapistId;
  /** Every constraint that stands in the way, as a sentence. */
  readonly by: string[];
}

interface Matching {
  /** Best first. */
  readonly ranked: readonly Ranked[];
  readonly excluded: readonly Excluded[];
}

/** What a constraint looks at besides the therapist. */
interface Case {
  readonly search: Search;
  readonly today: LocalDate;
  readonly expectedThrough: LocalDate;
}

/** A hard constraint: the sentence that excludes this therapist, or undefined when nothing stands in the way. */
type Constraint = (therapist: Therapist, theCase: Case) => string | undefined;

const isMember: Constraint = ({ state }) => (state === 'member' ? undefined : `is not a member, but ${state}`);

const isOfPool: Constraint = ({ poolId }, { search }) =>
  poolId === search.poolId ? undefined : 'works for another organisation';

const hasValidCredentials: Constraint = (therapist, { today, expectedThrough }) => {
  const missing = missingCredentials(therapist, today, expectedThrough).map((kind) => (kind === 'dbs' ? 'DBS' : kind));
  return missing.length === 0
    ? undefined
    : `has no valid ${missing.join(', ')} from ${dayInWords(today)} to ${dayInWords(expectedThrough)}`;
};

// The sentence is read on pages, where the codes of client groups never appear.
const isCompetent: Constraint = ({ competences }, { search: { needs } }) =>
  [needs.primaryGroup, ...needs.groups].every((group) => competences.includes(group))
    ? undefined
    : 'is not trained for all that this person asks help with';

const hasRoom: Constraint = ({ clients, offers, capacity }) =>
  clients + offers < capacity ? undefined : `has no room: ${clients} clients and ${offers} offers of ${capacity}`;

const isHere: Constraint = ({ onLeave }, { today }) =>
  onLeave !== undefined && onLeave.from <= today && today <= onLeave.through
    ? `is on leave until ${dayInWords(onLeave.through)}`
    : undefined;

const mayBeAsked: Constraint = ({ askAgainAfter }, { today }) =>
  askAgainAfter !== undefined && today <= askAgainAfter
    ? `asked to be offered nothing new until after ${dayInWords(askAgainAfter)}`
    : undefined;

const isStaying: Constraint = ({ leavingSince }) => (leavingSince === undefined ? undefined : 'leaves the service');

const meetsOnline = ({ modes }: Therapist): boolean => modes.includes('online');

const meetsInPerson = ({ modes, area, reachKm }: Therapist, search: Pick<Search, 'area'>): boolean =>
  modes.includes('in-person') && (distanceKm(search.area, area) ?? Number.POSITIVE_INFINITY) <= reachKm;

const canMeet: Constraint = (therapist, { search }) => {
  const { mode } = search.needs;
  if (mode !== 'in-person' && meetsOnline(therapist)) return undefined;
  if (mode !== 'online' && meetsInPerson(therapist, search)) return undefined;
  return mode === 'online' ? 'does not work online' : 'cannot meet in person within reach';
};

const isWithinCap: Constraint = ({ fee }, { search }) =>
  fee <= search.feeCap ? undefined : `asks ${pounds(fee)} a session, more than ${pounds(search.feeCap)}`;

const isNewToCase: Constraint = ({ id }, { search }) => (search.past.includes(id) ? 'had this case before' : undefined);

const hasNoConflict: Constraint = ({ id, personId }, { search }) =>
  search.conflicted.includes(id) || search.conflicted.includes(personId) ? 'assessed or approved this case' : undefined;

const constraints: readonly Constraint[] = [
  isOfPool,
  isMember,
  hasValidCredentials,
  isCompetent,
  hasRoom,
  isHere,
  mayBeAsked,
  isStaying,
  canMeet,
  isWithinCap,
  isNewToCase,
  hasNoConflict,
];

const dayLength = 24 * 60 * 60 * 1000;

const share = (part: number, whole: number): number => (whole <= 0 ? 0 : Math.min(1, Math.max(0, part / whole)));

/** What lies between a client and a consulting room: nobody travels who meets online, and who may choose need not. */
export interface Journey {
  readonly made: 'never' | 'by-choice' | 'always';
  /** Undefined where a district is not known. */
  readonly km: number | undefined;
}

/** The one rule of distance: matching weighs by it, and offers say it. */
export function journeyTo(therapist: Therapist, search: Pick<Search, 'needs' | 'area'>): Journey {
  const { mode } = search.needs;
  if (mode === 'online') return { made: 'never', km: undefined };
  const km = distanceKm(search.area, therapist.area);
  if (mode === 'in-person' || !meetsOnline(therapist)) return { made: 'always', km };
  return meetsInPerson(therapist, search) ? { made: 'by-choice', km } : { made: 'never', km: undefined };
}

function distance(therapist: Therapist, search: Search, { farKm }: Preferences): Pick<Criterion, 'value' | 'cost'> {
  const { made, km } = journeyTo(therapist, search);
  if (made === 'never') return { value: 'need not be travelled', cost: 0 };
  if (made === 'by-choice') return { value: `about ${km} km, where they do not meet online`, cost: 0 };
  return { value: `about ${km ?? farKm} km`, cost: share(km ?? farKm, farKm) };
}

function lastOffered(
  { lastOfferedAt }: Therapist,
  now: Instant,
  { rotationDays }: Preferences,
): Pick<Criterion, 'value' | 'cost'> {
  if (lastOfferedAt === undefined) return { value: 'never', cost: 0 };
  const days = Math.max(0, (Date.parse(now) - Date.parse(lastOfferedAt)) / dayLength);
  const whole = Math.floor(days);
  return { value: whole === 1 ? '1 day ago' : `${whole} days ago`, cost: 1 - share(days, rotationDays) };
}

function mode(therapist: Therapist, search: Search): Pick<Criterion, 'value' | 'cost'> {
  const wished = search.needs.mode;
  if (wished !== 'either') return { value: wished === 'online' ? 'online' : 'in person', cost: 0 };
  if (meetsOnline(therapist) && meetsInPerson(therapist, search)) return { value: 'the client may choose', cost: 0 };
  return { value: meetsOnline(therapist) ? 'online only' : 'in person only', cost: 1 };
}

/** The weak preferences, each with its cost between 0 and 1. */
const criteriaOf = (therapist: Therapist, search: Search, preferences: Preferences, now: Instant): Criterion[] => [
  { name: 'distance', weight: preferences.weights.distance, ...distance(therapist, search, preferences) },
  {
    name: 'load',
    value: `${therapist.clients + therapist.offers} of ${therapist.capacity}`,
    cost: share(therapist.clients + therapist.offers, therapist.capacity),
    weight: preferences.weights.load,
  },
  {
    name: 'fee',
    value: `${pounds(therapist.fee)} of at most ${pounds(search.feeCap)}`,
    cost: share(therapist.fee, search.feeCap),
    weight: preferences.weights.fee,
  },
  { name: 'last offered', weight: preferences.weights.lastOffered, ...lastOffered(therapist, now, preferences) },
  { name: 'mode', weight: preferences.weights.mode, ...mode(therapist, search) },
];

/**
 * Ranks the therapists who may take a case, lowest cost first, ties by therapist id; the order in which they are given
 * does not matter. Whoever breaks a hard constraint is not ranked, and every constraint that excludes them is named.
 * @param expectedThrough the day the therapy should be over: credentials must hold from today until then.
 */
export function rankTherapists(
  search: Search,
  therapists: readonly Therapist[],
  preferences: Preferences,
  now: Instant,
  expectedThrough: LocalDate,
): Matching {
  const theCase: Case = { search, today: localDay(now, { timeZone: 'Europe/London' }), expectedThrough };
  const sorted = therapists.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const judged = sorted.map((therapist) => ({
    therapist,
    by: constraints.map((constraint) => constraint(therapist, theCase)).filter((sentence) => sentence !== undefined),
  }));
  const excluded = judged
    .filter(({ by }) => by.length > 0)
    .map(({ therapist, by }): Excluded => ({ therapistId: therapist.id, by }));
  const ranked = judged
    .filter(({ by }) => by.length === 0)
    .map(({ therapist }): Ranked => {
      const criteria = criteriaOf(therapist, search, preferences, now);
      const sum = criteria.reduce((total, criterion) => total + criterion.cost * criterion.weight, 0);
      // Rounded, so that what should be a tie is one and not decided by the last bit of a sum.
      const cost = Math.round(sum * 1e9) / 1e9;
      return { therapist, reasons: { criteria, cost, considered: therapists.length, excluded } };
    });
  // A stable sort of what is already in the order of ids: ties stay in that order.
  return { ranked: ranked.toSorted((a, b) => a.reasons.cost - b.reasons.cost), excluded };
}
