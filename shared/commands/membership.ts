import { type AllocationId, PersonId, type TherapistId } from '../../events/values.ts';
import type { Actor } from '../domain/actor.ts';
import {
  announceLeaving as decideLeaving,
  stayAfterAll as decideStay,
  leavingTaskId,
} from '../domain/announce-leaving.ts';
import { changePractice as decideChange, type Practice } from '../domain/change-practice.ts';
import { create, type Decision, type Versioned } from '../domain/decision.ts';
import type { IdentityFields } from '../domain/identity.ts';
import {
  clientsTaskId,
  recordApplication as decideApplication,
  moveMembership as decideMove,
  type MembershipState,
} from '../domain/membership.ts';
import { type Outcome, refuse } from '../domain/outcome.ts';
import {
  correctCredential as decideCorrect,
  noteRenewalDue as decideNote,
  renewCredentials as decideRenew,
  isRenewalDue,
  renewalTaskId,
} from '../domain/renew.ts';
import type { Credential } from '../domain/therapist.ts';
import { withdrawOffer as decideWithdraw, mayTakeNobody } from '../domain/withdraw-offer.ts';
import type { Sealer } from '../vault/interface.ts';
import { loadOffer } from './answer-offer.ts';
import { decideAndCommit, decided, settled } from './decide-and-commit.ts';
import { decideAsSeen } from './decide-as-seen.ts';
import type { Deps } from './deps.ts';
import { missing } from './load-case.ts';
import type { Applicant } from './manage.ts';
import { readAll } from './read-all.ts';

/**
 * Writes down that a therapist asks to join; name and address go to the vault. The id is minted with the page, so that a
 * form sent twice is one application.
 */
export const recordApplication = (
  deps: Deps & { readonly sealer: Sealer },
  input: { readonly therapistId: TherapistId; readonly applicant: Applicant; readonly fields: IdentityFields },
  by: Actor,
): Promise<Outcome<TherapistId>> =>
  decideAndCommit(deps, async () => {
    const now = deps.now();
    const id = input.therapistId;
    if ((await deps.store.get('therapist', id)) !== undefined) return settled(id);
    const personId = PersonId.parse(deps.newId('psn'));
    const applicant = { ...input.applicant, id, personId, poolId: deps.settings.pool.id };
    const decision = decideApplication(applicant, by, now, deps.settings);
    if (!decision.ok) return decision;
    const { identity, key } = await deps.sealer.seal(personId, 'therapist', input.fields, now);
    const sealed = [create('identity', personId, identity), create('identity-key', personId, key)];
    const changes = [...decision.value.changes, ...sealed];
    return { ok: true, value: { decisions: [{ ...decision.value, changes }], value: id } };
  });

/** What somebody saw of a membership when they pressed the button. */
interface SeenTherapist {
  readonly therapistId: TherapistId;
  readonly seen: number;
}

/** Decides about a therapist as somebody saw them; what was changed since refuses. */
const onTherapist = (
  deps: Deps,
  { therapistId, seen }: SeenTherapist,
  decide: (therapist: Versioned<'therapist'>) => Promise<Outcome<Decision>>,
): Promise<Outcome<undefined>> =>
  decideAsSeen(deps, { kind: 'therapist', id: therapistId, seen }, async (therapist) =>
    decided(await decide(therapist), undefined),
  );

const isOpenTask = (task: Versioned<'task'>): boolean => task.value.state === 'open';

/** Takes a membership one step on. Open offers of who may take nobody now are taken back by whoever hears of it. */
export const moveMembership = (
  deps: Deps,
  input: SeenTherapist & { readonly to: MembershipState; readonly why: string },
  by: Actor,
): Promise<Outcome<undefined>> =>
  onTherapist(deps, input, async (therapist) => {
    const ends = input.to === 'left' || therapist.value.state === 'suspended';
    const ofLeaving = [renewalTaskId(therapist.value), leavingTaskId(therapist.value.id)];
    const ids = [clientsTaskId(therapist.value), ...(input.to === 'left' ? ofLeaving : [])];
    const tasks = ends ? (await deps.store.getMany('task', ids)).filter(isOpenTask) : [];
    return decideMove(therapist, input.to, input.why, tasks, by, deps.now(), deps.settings);
  });

/** A therapist says that they leave, or a coordinator to whom they said so. */
export const announceLeaving = (
  deps: Deps,
  input: { readonly therapistId: TherapistId; readonly why: string },
  by: Actor,
): Promise<Outcome<undefined>> =>
  decideAndCommit(deps, async () => {
    const [therapist, known] = await Promise.all([
      deps.store.get('therapist', input.therapistId),
      deps.store.get('task', leavingTaskId(input.therapistId)),
    ]);
    if (therapist === undefined) return missing('therapist');
    return decided(decideLeaving(therapist, input.why, known, by, deps.now(), deps.settings), undefined);
  });

export const stayAfterAll = (deps: Deps, therapistId: TherapistId, by: Actor): Promise<Outcome<undefined>> =>
  decideAndCommit(deps, async () => {
    const [therapist, task] = await Promise.all([
      deps.store.get('therapist', therapistId),
      deps.store.get('task', leavingTaskId(therapistId)),
    ]);
    return therapist === undefined
      ? missing('therapist')
      : decided(decideStay(therapist, task, by, deps.now()), undefined);
  });

/** Records new papers of a therapist; with all of them in order a renewal is done. */
export const renewCredentials = (
  deps: Deps,
  input: SeenTherapist & { readonly papers: readonly Credential[] },
  by: Actor,
): Promise<Outcome<undefined>> =>
  onTherapist(deps, input, async (therapist) => {
    const tasks = (await deps.store.getMany('task', [renewalTaskId(therapist.value)])).filter(isOpenTask);
    return decideRenew(therapist, input.papers, tasks, by, deps.now(), deps.settings);
  });

/** Corrects the dates of a paper that were mistyped. */
export const correctCredential = (
  deps: Deps,
  input: SeenTherapist & {
    readonly wrong: Credential;
    readonly right: Pick<Credential, 'validFrom' | 'validThrough'>;
    readonly why: string;
  },
  by: Actor,
): Promise<Outcome<undefined>> =>
  onTherapist(deps, input, async (therapist) => {
    const tasks = (await deps.store.getMany('task', [renewalTaskId(therapist.value)])).filter(isOpenTask);
    const { wrong, right, why } = input;
    return decideCorrect(therapist, wrong, right, why, tasks, by, deps.now(), deps.settings);
  });

/** Changes what a therapist is trained for, their fee, room and reach, how and where they meet, for what is offered from now on. */
export const changePractice = (
  deps: Deps,
  input: SeenTherapist & { readonly practice: Practice; readonly why: string },
  by: Actor,
): Promise<Outcome<undefined>> =>
  onTherapist(deps, input, async (therapist) =>
    decideChange(therapist, input.practice, input.why, by, deps.now(), deps.settings),
  );

/** Notes that a member's papers lapse soon, if they do. */
export const noteRenewalDue = (deps: Deps, therapistId: TherapistId): Promise<Outcome<undefined>> =>
  decideAndCommit(deps, async () => {
    const therapist = await deps.store.get('therapist', therapistId);
    if (therapist === undefined) return missing('therapist');
    if (!isRenewalDue(therapist.value, deps.now(), deps.settings)) return settled(undefined);
    const known = await deps.store.get('task', renewalTaskId(therapist.value));
    return decided(decideNote(therapist, known, deps.now(), deps.settings), undefined);
  });

const withdrawOffer = (deps: Deps, allocationId: AllocationId): Promise<Outcome<undefined>> =>
  decideAndCommit(deps, async () => {
    const offered = await loadOffer(deps.store, allocationId);
    if (offered === undefined) return missing('offer');
    return decided(decideWithdraw(offered, deps.now()), undefined);
  });

const openOffers = ['offered', 'acknowledged', 'answered'] as const;

/**
 * Takes back every open offer of a therapist who may take nobody now. A list may be a moment behind: as long as the
 * therapist counts an offer that is in none, it is refused, and tried again.
 */
export async function withdrawOffers(deps: Deps, therapistId: TherapistId): Promise<Outcome<undefined>> {
  const { store } = deps;
  for (const state of openOffers) {
    const therapist = await store.get('therapist', therapistId);
    if (therapist === undefined) return missing('therapist');
    if (!mayTakeNobody(therapist.value) || therapist.value.offers === 0) return { ok: true, value: undefined };
    const open = await readAll((after) => store.list('allocation', `allocations/${state}`, { limit: 200, after }));
    for (const { value } of open.filter((offer) => offer.value.therapistId === therapistId)) {
      const withdrawn = await withdrawOffer(deps, value.id);
      // Answered, or taken back, in the meantime is as good.
      if (!withdrawn.ok && !withdrawn.refusal.passed) return withdrawn;
    }
  }
  const after = await store.get('therapist', therapistId);
  return after !== undefined && mayTakeNobody(after.value) && after.value.offers > 0
    ? refuse('wrong-state', 'an offer of this therapist is in no list yet')
    : { ok: true, value: undefined };
}
