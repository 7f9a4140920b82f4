import type { PlaceId, RequestId } from '../../events/values.ts';
import type { Actor } from '../domain/actor.ts';
import type { Versioned } from '../domain/decision.ts';
import {
  answerPrecedence as decideAnswer,
  askPrecedence as decideAsk,
  reportBlocking as decideReport,
  shrinkBlock as decideShrink,
  withdrawPrecedence as decideWithdraw,
  type Entry,
  overrideOccasion,
} from '../domain/manage-entry.ts';
import type { Outcome } from '../domain/outcome.ts';
import { shrinkNextBlock as decideShrinkNext } from '../domain/shrink-request.ts';
import { type TaskKind, taskIdOf } from '../domain/task.ts';
import type { Store } from '../store/interface.ts';
import type { SeenPlace } from './approve.ts';
import { decideAndCommit, decided, settled } from './decide-and-commit.ts';
import { decideAsSeen } from './decide-as-seen.ts';
import type { Deps } from './deps.ts';
import { changedSince, loadRequests, loadTasks, missing } from './load-case.ts';
import type { SeenRequest } from './requests.ts';

type Attempt = ReturnType<Parameters<typeof decideAndCommit<undefined>>[1]>;

const onPlace = (
  deps: Deps,
  { placeId, seen }: SeenPlace,
  decide: (place: Versioned<'place'>) => Attempt,
): Promise<Outcome<undefined>> => decideAsSeen(deps, { kind: 'place', id: placeId, seen }, decide);

/** The open tasks of these kinds about this entry. */
const entryTasks = (
  store: Store,
  { value }: Versioned<'place'>,
  kinds: readonly TaskKind[],
): Promise<readonly Versioned<'task'>[]> =>
  loadTasks(
    store,
    `referral/${value.referralId}`,
    kinds,
    Array.from({ length: value.holds + 1 }, (_, n) => n + 1),
  );

/** A coordinator asks that a place go before all other new ones. */
export const askPrecedence = (
  deps: Deps,
  input: SeenPlace & { readonly why: string },
  by: Actor,
): Promise<Outcome<undefined>> =>
  onPlace(deps, input, async (place) => {
    const about = `referral/${place.value.referralId}`;
    const known = await deps.store.get('task', taskIdOf('decide-override', about, overrideOccasion(place.value)));
    return decided(decideAsk(place, known, input.why, by, deps.now(), deps.settings), undefined);
  });

/** A second person grants an override, or declines it. */
export const answerPrecedence = (
  deps: Deps,
  input: SeenPlace & { readonly answer: 'grant' | 'decline' },
  by: Actor,
): Promise<Outcome<undefined>> =>
  onPlace(deps, input, async (place) => {
    const tasks = await entryTasks(deps.store, place, ['decide-override', 'money-blocked']);
    return decided(decideAnswer(place, input.answer, tasks, by, deps.now()), undefined);
  });

/** A coordinator takes a granted override back. */
export const withdrawPrecedence = (
  deps: Deps,
  input: SeenPlace & { readonly why: string },
  by: Actor,
): Promise<Outcome<undefined>> =>
  onPlace(deps, input, async (place) => decided(decideWithdraw(place, input.why, by, deps.now()), undefined));

/** A coordinator agrees that a new place begins with a smaller block. */
export const shrinkBlock = (
  deps: Deps,
  input: SeenPlace & { readonly sessions: number; readonly why: string },
  by: Actor,
): Promise<Outcome<undefined>> =>
  onPlace(deps, input, async (place) => {
    const tasks = await entryTasks(deps.store, place, ['money-blocked']);
    return decided(decideShrink(place, input.sessions, input.why, tasks, by, deps.now()), undefined);
  });

/** A coordinator agrees that a place in hand asks for a smaller next block. */
export const shrinkNextBlock = (
  deps: Deps,
  input: SeenRequest & { readonly sessions: number; readonly why: string },
  by: Actor,
): Promise<Outcome<undefined>> =>
  decideAndCommit(deps, async () => {
    const request = await deps.store.get('request', input.requestId);
    const place = request === undefined ? undefined : await deps.store.get('place', request.value.placeId);
    if (request === undefined || place === undefined) return missing('request');
    const same = changedSince(request, input.seen);
    if (!same.ok) return same;
    const [tasks, others] = await Promise.all([
      entryTasks(deps.store, place, ['money-blocked']),
      loadRequests(deps.store, place),
    ]);
    const { sessions, why } = input;
    return decided(decideShrinkNext(request, sessions, why, tasks, others, by, deps.now()), undefined);
  });

/** Opens the task of an entry that has held money back for long; it is there already: nothing to do. */
export const reportBlocking = (
  deps: Deps,
  { placeId, requestId }: { readonly placeId: PlaceId; readonly requestId?: RequestId },
): Promise<Outcome<undefined>> =>
  decideAndCommit(deps, async () => {
    const [place, request] = await Promise.all([
      deps.store.get('place', placeId),
      requestId === undefined ? undefined : deps.store.get('request', requestId),
    ]);
    if (place === undefined) return missing('place');
    const entry: Entry = { place, request };
    const { referralId, holds } = place.value;
    const known = await deps.store.get('task', taskIdOf('money-blocked', `referral/${referralId}`, holds + 1));
    if (known !== undefined) return settled(undefined);
    return decided(decideReport(entry, deps.now(), deps.settings), undefined);
  });
