import { type FundId, type PlaceId, ReferralId } from '../../../events/values.ts';
import { loadHold, loadPlace, loadSessions, loadTasks } from '../../commands/load-case.ts';
import { allocationIdOf } from '../../domain/allocation.ts';
import type { Versioned } from '../../domain/decision.ts';
import { recordings } from '../../domain/session.ts';
import { TaskKind } from '../../domain/task.ts';
import type { Store } from '../../store/interface.ts';

/** Everything a case page shows of one referral. */
export interface CaseFile {
  readonly referral: Versioned<'referral'>;
  readonly assessment: Versioned<'assessment'> | undefined;
  readonly place: Versioned<'place'> | undefined;
  readonly hold: Versioned<'hold'> | undefined;
  readonly search: Versioned<'search'> | undefined;
  /** The latest first. */
  readonly offers: readonly Versioned<'allocation'>[];
  /** By day. */
  readonly sessions: readonly Versioned<'session'>[];
  /** Open ones, the most urgent first. */
  readonly tasks: readonly Versioned<'task'>[];
  readonly fundNames: ReadonlyMap<FundId, string>;
}

/** Offers shown; a case that was offered more often has a history that tells the rest. */
const mostOffers = 40;

/**
 * Reads a case by the id in an address; undefined when there is none.
 * @param placeId the place to show, where that is not the one of the turn that counts now
 */
export async function loadCaseFile(
  store: Store,
  typedId: string | undefined,
  placeId?: PlaceId,
): Promise<CaseFile | undefined> {
  const id = ReferralId.safeParse(typedId);
  if (!id.success) return undefined;
  const referralId = id.data;
  const [referral, assessment, search, sessions] = await Promise.all([
    store.get('referral', referralId),
    store.get('assessment', referralId),
    store.get('search', referralId),
    loadSessions(store, referralId),
  ]);
  if (referral === undefined) return undefined;
  const place = await (placeId === undefined ? loadPlace(store, referral) : store.get('place', placeId));
  const round = search?.value.round ?? 0;
  const firstShown = Math.max(1, round - mostOffers + 1);
  const rounds = Array.from({ length: round - firstShown + 1 }, (_, n) => round - n);
  const latest = Math.min(
    mostOffers,
    Math.max(round, place?.value.holds ?? 0, recordings(sessions.map(({ value }) => value))) + 1,
  );
  const occasions = Array.from({ length: latest + 1 }, (_, n) => n);
  const [hold, offers, tasks] = await Promise.all([
    loadHold(store, place),
    store.getMany(
      'allocation',
      rounds.map((each) => allocationIdOf(referralId, each)),
    ),
    loadTasks(store, `referral/${referralId}`, TaskKind.options, occasions),
  ]);
  const fundNames = await readFundNames(store, hold?.value.draws.map(({ fundId }) => fundId) ?? []);
  const byDue = tasks.toSorted((a, b) => (a.value.dueAt < b.value.dueAt ? -1 : 1));
  return { referral, assessment, place, hold, search, offers, sessions, tasks: byDue, fundNames };
}

/** The names of these funds, by id. */
export async function readFundNames(store: Store, ids: readonly FundId[]): Promise<ReadonlyMap<FundId, string>> {
  const funds = await store.getMany('fund', [...new Set(ids)]);
  return new Map(funds.map(({ value }) => [value.id, value.name]));
}
