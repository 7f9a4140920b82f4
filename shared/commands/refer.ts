import { type Instant, PersonId, ReferralId } from '../../events/values.ts';
import { create, remove, type Versioned } from '../domain/decision.ts';
import type { IdentityFields } from '../domain/identity.ts';
import { later } from '../domain/office-days.ts';
import { type Outcome, refuse, refusePassed } from '../domain/outcome.ts';
import { submitReferral as decideSubmit, type ReferralAnswers } from '../domain/refer.ts';
import { referenceOf, referralIdFrom, referralIdOf } from '../domain/referral.ts';
import type { Sealer, Secrets } from '../vault/interface.ts';
import { decideAndCommit, settled } from './decide-and-commit.ts';
import type { Deps } from './deps.ts';

export interface IntakeDeps extends Deps {
  readonly sealer: Sealer;
  readonly secrets: Secrets;
}

/** A draft as its writer holds it: its code, the text that only the code opens, and how long it will be kept. */
export interface OpenDraft {
  readonly text: string;
  readonly version: number;
  readonly expiresAt: Instant;
}

/**
 * Saves a draft under its resume code; every save starts its days anew.
 * @param code the visitor's; it is not kept
 * @returns `changed-meanwhile` when another window saved the same draft in between
 */
export async function saveDraft(
  deps: IntakeDeps,
  code: string,
  text: string,
  seen: number | undefined,
): Promise<Outcome<undefined>> {
  const now = deps.now();
  const handle = deps.secrets.draftHandleOf(code);
  const before = await deps.store.get('draft', handle);
  if (before?.version !== seen) return refuse('changed-meanwhile', 'this draft was saved in another window');
  const after = {
    handle,
    sealed: await deps.secrets.sealDraft(code, text),
    savedAt: now,
    expiresAt: later(now, { days: deps.settings.retention.draftDays }),
  };
  const kept = await deps.store.keep({ kind: 'draft', id: handle, before, after });
  return kept ? { ok: true, value: undefined } : refuse('changed-meanwhile', 'this draft was saved in another window');
}

/** Opens a draft by its code. Missing, run out or mistyped look the same from outside. */
export async function openDraft(deps: IntakeDeps, code: string): Promise<Outcome<OpenDraft>> {
  const draft = await deps.store.get('draft', deps.secrets.draftHandleOf(code));
  if (draft === undefined || draft.value.expiresAt <= deps.now()) {
    return refuse('not-found', 'there is no draft under this code, or it was deleted');
  }
  const text = await deps.secrets.openDraft(code, draft.value.sealed);
  return { ok: true, value: { text, version: draft.version, expiresAt: draft.value.expiresAt } };
}

/** Deletes a draft at its writer's wish. */
export async function discardDraft(deps: IntakeDeps, code: string): Promise<void> {
  const draft = await deps.store.get('draft', deps.secrets.draftHandleOf(code));
  if (draft !== undefined) await deps.store.keep({ kind: 'draft', id: draft.id, before: draft, after: undefined });
}

export interface Submission {
  readonly answers: ReferralAnswers;
  readonly client: IdentityFields;
  readonly referrer: IdentityFields | undefined;
  readonly code: string;
}

/**
 * What the person gets to keep: with both they see where things stand, or withdraw. The access code is the code their
 * draft had, so that there is one code to keep, and a form sent twice answers the same.
 */
export interface Submitted {
  readonly reference: string;
  readonly accessCode: string;
}

/**
 * Submits a referral: its record, the sealed identities and the end of the draft become true together, so that a
 * doubled click makes one referral.
 */
export const submitReferral = (deps: IntakeDeps, submission: Submission): Promise<Outcome<Submitted>> =>
  decideAndCommit(deps, async () => {
    const now = deps.now();
    const draft = await deps.store.get('draft', deps.secrets.draftHandleOf(submission.code));
    const id = referralIdFrom(deps.secrets.draftHandleOf(submission.code));
    const submitted = { reference: referenceOf(id), accessCode: submission.code };
    if (draft === undefined) {
      const earlier = await findByCode(deps, submitted.reference, submission.code);
      return earlier.ok ? settled(submitted) : refusePassed('used-already', 'this draft was deleted');
    }
    const personId = PersonId.parse(deps.newId('psn'));
    const referrerId = submission.referrer === undefined ? undefined : PersonId.parse(deps.newId('psn'));
    const decision = decideSubmit(
      submission.answers,
      {
        id,
        poolId: deps.settings.pool.id,
        personId,
        referrerId,
        accessCodeHash: await deps.secrets.hashAccessCode(submission.code, id),
      },
      now,
    );
    if (!decision.ok) return decision;
    const people = [await deps.sealer.seal(personId, 'client', submission.client, now)];
    if (referrerId !== undefined && submission.referrer !== undefined) {
      people.push(await deps.sealer.seal(referrerId, 'referrer', submission.referrer, now));
    }
    const sealed = people.flatMap(({ identity, key }) => [
      create('identity', identity.personId, identity),
      create('identity-key', key.personId, key),
    ]);
    const changes = [...decision.value.changes, ...sealed, remove(draft)];
    return {
      ok: true,
      value: { decisions: [{ ...decision.value, changes }], value: submitted },
    };
  });

export interface FoundByCode {
  readonly referral: Versioned<'referral'>;
  /** It is the person's: not the one that a professional was given who referred them. */
  readonly isTheirs: boolean;
}

/** Nobody's: comparing with it takes as long as with somebody's. */
const nobody = ReferralId.parse('ref_0000000000');

/**
 * Finds a referral by its reference and a code of it. A wrong one of either looks the same from outside, and takes as
 * long; so does a referral with one code or two.
 */
export async function findByCode(
  deps: Pick<IntakeDeps, 'store' | 'secrets'>,
  reference: string,
  accessCode: string,
): Promise<Outcome<FoundByCode>> {
  const id = referralIdOf(reference);
  const referral = id === undefined ? undefined : await deps.store.get('referral', id);
  const matches = (hash: string | undefined) =>
    deps.secrets.accessCodeMatches(accessCode, referral?.value.id ?? nobody, hash ?? '');
  const [isFirst, isOwn] = await Promise.all([
    matches(referral?.value.accessCodeHash),
    matches(referral?.value.ownCodeHash),
  ]);
  if (referral === undefined || !(isFirst || isOwn)) {
    return refuse('not-found', 'the reference and the access code do not belong together');
  }
  return { ok: true, value: { referral, isTheirs: isOwn || referral.value.door === 'self' } };
}
