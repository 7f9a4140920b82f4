import type { Instant, ReferralId } from '../../../events/values.ts';
import { staffRoles } from '../../../shared/staff/permissions.ts';
import { staffMark } from '../../../shared/staff/words/roles.ts';
import type { AuditEntry, Page, Store } from '../../../shared/store/interface.ts';

/** Looks of staff at identities; all that staff did; or all, also what the system did by itself. */
export const trailKinds = ['reads', 'staff', 'all'] as const;

/** Which part of the trail. */
export interface TrailQuestion {
  readonly what: (typeof trailKinds)[number];
  /** Decisions about one case only. */
  readonly referralId: ReferralId | undefined;
  /** Of one member of staff only, by the mark that pages show. */
  readonly mark: string | undefined;
  readonly from: Instant;
  /** No longer counts. */
  readonly until: Instant;
}

/** Where the trail goes on, further back. */
export interface TrailPlace {
  /** A day in UTC; of no meaning for one case. */
  readonly day: string;
  readonly after: string | undefined;
}

export interface TrailPage {
  /** The latest first. */
  readonly entries: readonly AuditEntry[];
  readonly next: TrailPlace | undefined;
}

type Trail = Pick<Store, 'history' | 'decisionsOf'>;

/** Read at once from the table. */
const aRead = 50;
/** Reads for one page: who is hard to find is looked for further back on the next. */
const mostReads = 40;

const dayBefore = (day: string): string => new Date(Date.parse(day) - 24 * 60 * 60 * 1000).toISOString().slice(0, 10);

/** Where to begin: at the end of the time asked for. */
export const startOfTrail = ({ until }: TrailQuestion): TrailPlace => ({
  day: new Date(Date.parse(until) - 1).toISOString().slice(0, 10),
  after: undefined,
});

function isAskedFor({ what, mark, from, until }: TrailQuestion, { at, by, did }: AuditEntry): boolean {
  if (at < from || at >= until) return false;
  if (mark !== undefined && staffMark(by.id) !== mark) return false;
  if (what === 'all') return true;
  const isByStaff = by.roles.some((role) => staffRoles.some((each) => each === role));
  return isByStaff && (what === 'staff' || did === 'read-identity');
}

async function readOnce(store: Trail, question: TrailQuestion, place: TrailPlace): Promise<TrailPage> {
  const { referralId, from, until } = question;
  const request = { limit: aRead, newestFirst: true, through: until, after: place.after };
  const page: Page<AuditEntry> =
    referralId === undefined
      ? await store.decisionsOf(place.day, request)
      : await store.history(`referral/${referralId}`, request);
  const entries = page.items.filter((entry) => isAskedFor(question, entry));
  const isPast = page.items.some(({ at }) => at < from);
  if (page.next !== undefined && !isPast) return { entries, next: { ...place, after: page.next } };
  const isLast = referralId !== undefined || place.day <= from.slice(0, place.day.length);
  return { entries, next: isLast ? undefined : { day: dayBefore(place.day), after: undefined } };
}

/** Some entries from a place on: at least so many, if there are and are not too far back. */
export async function readTrail(
  store: Trail,
  question: TrailQuestion,
  place: TrailPlace,
  enough: number,
  reads = mostReads,
): Promise<TrailPage> {
  const entries: AuditEntry[] = [];
  let next: TrailPlace | undefined = place;
  for (let read = 0; read < reads && entries.length < enough && next !== undefined; read += 1) {
    const page: TrailPage = await readOnce(store, question, next);
    entries.push(...page.entries);
    next = page.next;
  }
  return { entries, next };
}
