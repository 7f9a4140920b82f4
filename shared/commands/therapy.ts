import type { PlaceId, ReferralId } from '../../events/values.ts';
import type { Actor } from '../domain/actor.ts';
import type { Decision } from '../domain/decision.ts';
import type { Outcome } from '../domain/outcome.ts';
import {
  changeTherapist as decideChange,
  endTherapy as decideEnd,
  pausePlace as decidePause,
  reduceBlock as decideReduce,
  resumePlace as decideResume,
  type LivingCase,
  type TherapyEnd,
} from '../domain/place-life.ts';
import { noteSilence as decideSilence, silenceTaskId } from '../domain/silent-therapy.ts';
import { decideAndCommit, decided } from './decide-and-commit.ts';
import type { Deps } from './deps.ts';
import { changedSince, missing, nextOccasion } from './load-case.ts';
import { loadTherapy, nobodyTreats } from './load-therapy.ts';

/** What somebody saw of a case in therapy: its place, or, of a client who pays the whole, its referral. */
export interface SeenTherapy {
  readonly referralId: ReferralId;
  readonly seen: number;
}

const onTherapy = (
  deps: Deps,
  { referralId, seen }: SeenTherapy,
  decide: (theCase: LivingCase) => Outcome<Decision> | Promise<Outcome<Decision>>,
): Promise<Outcome<undefined>> =>
  decideAndCommit(deps, async () => {
    const theCase = await loadTherapy(deps.store, referralId);
    if (theCase === undefined) return nobodyTreats;
    const same = changedSince(theCase.place ?? theCase.referral, seen);
    return same.ok ? decided(await decide(theCase), undefined) : same;
  });

const callOf = ({ store }: Deps, { referralId }: SeenTherapy): Promise<number> =>
  nextOccasion(store, 'tell-outcome', `referral/${referralId}`);

type Why = SeenTherapy & { readonly why: string };

/** Therapy rests for now. */
export const pausePlace = (deps: Deps, input: Why, by: Actor): Promise<Outcome<undefined>> =>
  onTherapy(deps, input, (theCase) => decidePause(theCase, input.why, by, deps.now()));

/** Therapy goes on. */
export const resumePlace = (deps: Deps, input: SeenTherapy, by: Actor): Promise<Outcome<undefined>> =>
  onTherapy(deps, input, (theCase) => decideResume(theCase, by, deps.now()));

/** Therapy ends, as it was meant to or before its time. */
export const endTherapy = (
  deps: Deps,
  input: Why & Omit<TherapyEnd, 'reason'>,
  by: Actor,
): Promise<Outcome<undefined>> =>
  onTherapy(deps, input, async (theCase) => {
    const { to, why: reason, spokenTo } = input;
    const occasion = spokenTo ? undefined : await callOf(deps, input);
    return decideEnd(theCase, { to, reason, spokenTo }, by, deps.now(), deps.settings, occasion);
  });

/** Another therapist is sought. */
export const changeTherapist = (deps: Deps, input: Why, by: Actor): Promise<Outcome<undefined>> =>
  onTherapy(deps, input, async (theCase) =>
    decideChange(theCase, input.why, by, deps.now(), deps.settings, await callOf(deps, input)),
  );

/** Tells a coordinator of a place in use of which nothing was recorded for long. */
export const noteSilence = (deps: Deps, placeId: PlaceId): Promise<Outcome<undefined>> =>
  decideAndCommit(deps, async () => {
    const place = await deps.store.get('place', placeId);
    if (place === undefined) return missing('place');
    const known = await deps.store.get('task', silenceTaskId(place.value));
    return decided(decideSilence(place, known, deps.now(), deps.settings), undefined);
  });

/** Some sessions of the block are not needed. */
export const reduceBlock = (
  deps: Deps,
  input: Why & { readonly fewer: number },
  by: Actor,
): Promise<Outcome<undefined>> =>
  onTherapy(deps, input, (theCase) => decideReduce(theCase, input.fewer, input.why, by, deps.now()));
