import { type ConcernId, PersonId, type ReferralId } from '../../events/values.ts';
import { type Actor, system } from '../domain/actor.ts';
import type { Authority, ConcernKind } from '../domain/concern.ts';
import { create } from '../domain/decision.ts';
import type { IdentityFields } from '../domain/identity.ts';
import type { Outcome } from '../domain/outcome.ts';
import { pauseReferral as decidePause } from '../domain/pause.ts';
import {
  acknowledgeConcern as decideAcknowledge,
  liftHold as decideLift,
  raiseConcern as decideRaise,
  receiveConcern as decideReceive,
  tellDeputy as decideTellDeputy,
  tellOfConcern as decideTellOf,
  decideConcern as decideWhatIsDone,
} from '../domain/raise-concern.ts';
import { taskIdOf } from '../domain/task.ts';
import type { Store } from '../store/interface.ts';
import { decideAndCommit, decided, settled } from './decide-and-commit.ts';
import { decideAsSeen } from './decide-as-seen.ts';
import type { Deps } from './deps.ts';
import { missing } from './load-case.ts';
import { loadForPause } from './manage.ts';
import type { IntakeDeps } from './refer.ts';

const loadTask = (store: Store, id: ConcernId) => store.get('task', taskIdOf('safeguarding-concern', `concern/${id}`));

/**
 * A professional tells of a young person or of a child who may be at risk. Of that person nothing is kept; who is to be
 * called back goes to the vault. The id is minted with the page, so that a form sent twice is one concern.
 */
export const tellOfConcern = (
  deps: Pick<IntakeDeps, 'store' | 'settings' | 'now' | 'newId' | 'pause' | 'sealer'>,
  input: { readonly concernId: ConcernId; readonly kind: ConcernKind; readonly professional: IdentityFields },
): Promise<Outcome<undefined>> =>
  decideAndCommit(deps, async () => {
    if ((await deps.store.get('concern', input.concernId)) !== undefined) return settled(undefined);
    const now = deps.now();
    const personId = PersonId.parse(deps.newId('psn'));
    const { identity, key } = await deps.sealer.seal(personId, 'referrer', input.professional, now);
    const decision = decideTellOf(input.concernId, input.kind, personId, now, deps.settings);
    const sealed = [create('identity', personId, identity), create('identity-key', personId, key)];
    const changes = [...decision.changes, ...sealed];
    return { ok: true, value: { decisions: [{ ...decision, changes }], value: undefined } };
  });

/**
 * A member of staff raises a concern about somebody: in the same moment nothing new is promised and no mail is sent for
 * them, unless that stands still already. Care that has begun goes on.
 */
export const raiseConcern = (
  deps: Deps,
  input: { readonly concernId: ConcernId; readonly kind: ConcernKind; readonly referralId: ReferralId },
  by: Actor,
): Promise<Outcome<undefined>> =>
  decideAndCommit(deps, async () => {
    const { concernId, kind, referralId } = input;
    if ((await deps.store.get('concern', concernId)) !== undefined) return settled(undefined);
    const { referral, place, following } = await loadForPause(deps, referralId);
    if (referral === undefined) return missing('referral');
    const now = deps.now();
    const raised = decideRaise(concernId, kind, referralId, by, now, deps.settings);
    if (!raised.ok || referral.value.safeguardingPause !== undefined) return decided(raised, undefined);
    const why = 'A concern was raised';
    const paused = decidePause(referral, place, 'safeguarding', why, system, now, deps.settings, following);
    return paused.ok ? { ok: true, value: { decisions: [raised.value, paused.value], value: undefined } } : paused;
  });

/** The desk hears of a concern. */
export const receiveConcern = (deps: Deps, concernId: ConcernId): Promise<Outcome<undefined>> =>
  decideAndCommit(deps, async () => {
    const [concern, task, absences] = await Promise.all([
      deps.store.get('concern', concernId),
      loadTask(deps.store, concernId),
      deps.store.list('delegation', 'delegations/safeguarding-lead', { limit: 50, newestFirst: true }),
    ]);
    if (concern === undefined) return missing('concern');
    if (task !== undefined) return settled(undefined);
    const now = deps.now();
    const leadIsAway = absences.items.some(({ value }) => value.from <= now && now < value.until);
    return decided({ ok: true, value: decideReceive(concern, leadIsAway, now) }, undefined);
  });

/** Tells the deputy of a concern that nobody has acknowledged in time. */
export const tellDeputy = (deps: Deps, concernId: ConcernId): Promise<Outcome<undefined>> =>
  decideAndCommit(deps, async () => {
    const concern = await deps.store.get('concern', concernId);
    return concern === undefined ? missing('concern') : decided(decideTellDeputy(concern, deps.now()), undefined);
  });

/** `seen` is the version on the page that somebody acted on. */
interface Seen {
  readonly concernId: ConcernId;
  readonly seen: number;
}

export const acknowledgeConcern = (deps: Deps, input: Seen, by: Actor): Promise<Outcome<undefined>> =>
  decideAsSeen(deps, { kind: 'concern', id: input.concernId, seen: input.seen }, async (concern) => {
    const task = await loadTask(deps.store, input.concernId);
    return decided(decideAcknowledge(concern, task, by, deps.now(), deps.settings), undefined);
  });

export const decideConcern = (
  deps: Deps,
  input: Seen & { readonly decision: string; readonly because: string; readonly told: readonly Authority[] },
  by: Actor,
): Promise<Outcome<undefined>> =>
  decideAsSeen(deps, { kind: 'concern', id: input.concernId, seen: input.seen }, async (concern) => {
    const { concernId, seen: _, ...what } = input;
    return decided(decideWhatIsDone(concern, await loadTask(deps.store, concernId), what, by, deps.now()), undefined);
  });

/** Lets the ordinary periods of keeping run again for what a concern is about. */
export const liftHold = (deps: Deps, input: Seen & { readonly why: string }, by: Actor): Promise<Outcome<undefined>> =>
  decideAsSeen(deps, { kind: 'concern', id: input.concernId, seen: input.seen }, async (concern) =>
    decided(decideLift(concern, input.why, by, deps.now()), undefined),
  );
