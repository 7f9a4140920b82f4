import { type Instant, PersonId, ReferralId, type TaskId, type TherapistId } from '../../events/values.ts';
import type { Actor } from '../domain/actor.ts';
import { closeTask } from '../domain/change-task.ts';
import { type Change, create, type Decision, nothingElse, remove, type Versioned } from '../domain/decision.ts';
import { delegateRole as decideDelegate, endAbsence as decideEndAbsence } from '../domain/delegate-role.ts';
import { enrolTherapist as decideEnrol } from '../domain/enrol.ts';
import type { IdentityFields } from '../domain/identity.ts';
import { addressMended } from '../domain/mail-report.ts';
import { type Outcome, refuse, refusePassed } from '../domain/outcome.ts';
import { pauseReferral as decidePause, resumeReferral as decideResume, type Overlay } from '../domain/pause.ts';
import { type Delegation, rolesNow, type StaffMember } from '../domain/staff.ts';
import type { Therapist } from '../domain/therapist.ts';
import { markTold } from '../domain/told-step.ts';
import type { Sealer } from '../vault/interface.ts';
import { decideAndCommit, decided, settled } from './decide-and-commit.ts';
import { decideAsSeen } from './decide-as-seen.ts';
import type { Deps } from './deps.ts';
import { changedSince, loadCallsToTell, loadPlace, loadRequests, missing } from './load-case.ts';

/** A member of staff as an actor: with the roles they may act in at this moment. */
export async function actorOf(deps: Pick<Deps, 'store' | 'now'>, { id, roles }: StaffMember): Promise<Actor> {
  const delegations = await deps.store.list('delegation', 'delegations/coordinator', { limit: 50, newestFirst: true });
  return {
    id,
    roles: rolesNow(
      roles,
      delegations.items.map((delegation) => delegation.value),
      deps.now(),
    ),
  };
}

/** Records an absence during which the deputy may act. */
export const delegateRole = (
  deps: Deps,
  input: { readonly role: Delegation['role']; readonly from: Instant; readonly until: Instant; readonly why: string },
  by: Actor,
): Promise<Outcome<undefined>> =>
  decideAndCommit(deps, async () => {
    const { why, ...absence } = input;
    const delegation: Delegation = { ...absence, by: by.id, recordedAt: deps.now() };
    return decided(decideDelegate(delegation, by, deps.newId('dlg'), why), undefined);
  });

/** Ends an absence at once. `seen` is the version on the page that said it stands. */
export const endAbsence = (
  deps: Deps,
  input: { readonly id: string; readonly seen: number },
  by: Actor,
): Promise<Outcome<undefined>> =>
  decideAsSeen(deps, { kind: 'delegation', id: input.id, seen: input.seen }, async (delegation) =>
    decided(decideEndAbsence(delegation, by, deps.now()), undefined),
  );

export type Applicant = Omit<Therapist, 'id' | 'personId' | 'poolId' | 'state' | 'clients' | 'offers'>;

/**
 * Adds a therapist whose application is complete; name and address go to the vault. The id is minted with the page, so
 * that a form sent twice is one therapist.
 */
export const enrolTherapist = (
  deps: Deps & { readonly sealer: Sealer },
  input: { readonly therapistId: TherapistId; readonly applicant: Applicant; readonly fields: IdentityFields },
  by: Actor,
): Promise<Outcome<TherapistId>> =>
  decideAndCommit(deps, async () => {
    const now = deps.now();
    const id = input.therapistId;
    if ((await deps.store.get('therapist', id)) !== undefined) return settled(id);
    const personId = PersonId.parse(deps.newId('psn'));
    const decision = decideEnrol(
      { ...input.applicant, id, personId, poolId: deps.settings.pool.id },
      by,
      now,
      deps.settings,
    );
    if (!decision.ok) return decision;
    const { identity, key } = await deps.sealer.seal(personId, 'therapist', input.fields, now);
    const changes = [
      ...decision.value.changes,
      create('identity', personId, identity),
      create('identity-key', personId, key),
    ];
    return { ok: true, value: { decisions: [{ ...decision.value, changes }], value: id } };
  });

/** Closes a task with what came of it. The role it was for, or a deputy acting for it, may close it. */
export const completeTask = (
  deps: Deps,
  input: { readonly taskId: TaskId; readonly seen: number; readonly result: string },
  by: Actor,
): Promise<Outcome<undefined>> =>
  decideAndCommit(deps, async () => {
    const task = await deps.store.get('task', input.taskId);
    if (task === undefined) return missing('task');
    const { role, state, kind } = task.value;
    if (state === 'done') return refusePassed('used-already', 'this task is done already');
    const same = changedSince(task, input.seen);
    if (!same.ok) return same;
    const mayClose = by.roles.includes(role) || (role === 'coordinator' && by.roles.includes('coordinator-deputy'));
    if (!mayClose) return refuse('not-allowed', `this task is for: ${role}`);
    const told = kind === 'tell-outcome' ? await hearTold(deps, task) : nothingToTell;
    const mended =
      kind === 'mail-refused' && input.result === addressMended ? await trustAddress(deps, input.taskId) : [];
    const decision: Decision = {
      about: task.value.about as Decision['about'],
      did: `complete-task ${kind}`,
      why: input.result,
      by,
      at: deps.now(),
      ...nothingElse,
      changes: [closeTask(task, by, deps.now(), input.result), ...told.changes, ...mended],
      facts: told.facts,
    };
    return decided({ ok: true, value: decision }, undefined);
  });

/** The address takes mail again: the mark that says otherwise goes. */
async function trustAddress({ store }: Deps, taskId: TaskId): Promise<readonly Change[]> {
  const { items } = await store.list('refused-address', `refused-addresses/${taskId}`, { limit: 5 });
  return items.map((refused) => remove(refused));
}

const nothingToTell: ReturnType<typeof markTold> = { changes: [], facts: [] };

/** Somebody has told the person. As long as another call is due, there is something that they have not been told. */
async function hearTold({ store, now }: Deps, task: Versioned<'task'>): Promise<ReturnType<typeof markTold>> {
  const id = ReferralId.parse(task.value.about.split('/')[1]);
  const [referral, calls] = await Promise.all([store.get('referral', id), loadCallsToTell(store, id)]);
  const isLast = calls.every((call) => call.id === task.id);
  return referral !== undefined && isLast ? markTold(referral, now()) : nothingToTell;
}

/** A referral with what a pause of it touches. */
export async function loadForPause({ store }: Deps, referralId: ReferralId) {
  const [referral, search] = await Promise.all([store.get('referral', referralId), store.get('search', referralId)]);
  const place = await loadPlace(store, referral);
  const live = search?.value.live;
  const [requests, offer] = await Promise.all([
    loadRequests(store, place),
    live === undefined ? undefined : store.get('allocation', live),
  ]);
  const therapist = offer === undefined ? undefined : await store.get('therapist', offer.value.therapistId);
  return { referral, place, following: { requests, offer, offeredIn: therapist?.value.region } };
}

/** Stops new commitments for one person, with a reason. */
export const pauseReferral = (
  deps: Deps,
  input: { readonly referralId: ReferralId; readonly overlay: Overlay; readonly why: string },
  by: Actor,
): Promise<Outcome<undefined>> =>
  decideAndCommit(deps, async () => {
    const { referral, place, following } = await loadForPause(deps, input.referralId);
    if (referral === undefined) return missing('referral');
    return decided(
      decidePause(referral, place, input.overlay, input.why, by, deps.now(), deps.settings, following),
      undefined,
    );
  });

export const resumeReferral = (
  deps: Deps,
  input: { readonly referralId: ReferralId; readonly overlay: Overlay },
  by: Actor,
): Promise<Outcome<undefined>> =>
  decideAndCommit(deps, async () => {
    const { referral, place, following } = await loadForPause(deps, input.referralId);
    if (referral === undefined) return missing('referral');
    return decided(decideResume(referral, place, input.overlay, by, deps.now(), deps.settings, following), undefined);
  });
