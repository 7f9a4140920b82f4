import type { AllocationId } from '../../events/values.ts';
import { system } from '../domain/actor.ts';
import {
  asTherapist,
  acceptOffer as decideAccept,
  acknowledgeOffer as decideAcknowledge,
  giveBack as decideGiveBack,
  endOffer,
  type OfferedCase,
} from '../domain/answer-offer.ts';
import { create, type Decision, remove, type Versioned } from '../domain/decision.ts';
import { later } from '../domain/office-days.ts';
import { type Outcome, refuse } from '../domain/outcome.ts';
import type { Token, TokenPurpose } from '../domain/visit.ts';
import type { Store } from '../store/interface.ts';
import type { Secrets } from '../vault/interface.ts';
import { decideAndCommit, decided, settled } from './decide-and-commit.ts';
import type { Deps } from './deps.ts';
import { loadHold, loadTasks, missing, nextOccasion } from './load-case.ts';

export interface LinkDeps extends Deps {
  readonly secrets: Secrets;
}

/** Reads what a link's token stands for. Opening it changes nothing, however often a scanner does. */
export async function openLink(
  deps: Pick<LinkDeps, 'store' | 'secrets' | 'now'>,
  token: string,
  purpose: TokenPurpose,
): Promise<Outcome<Versioned<'token'>>> {
  const found = await deps.store.get('token', deps.secrets.hashToken(token));
  if (found === undefined || found.value.purpose !== purpose)
    return refuse('not-found', 'this link was used, or is none of ours');
  if (found.value.expiresAt <= deps.now()) return refuse('expired', 'this link has run out');
  return { ok: true, value: found };
}

/** Everything an answer must find true, read together. */
export async function loadOffer(store: Store, allocationId: AllocationId): Promise<OfferedCase | undefined> {
  const allocation = await store.get('allocation', allocationId);
  if (allocation === undefined) return undefined;
  const { referralId, therapistId, placeId } = allocation.value;
  const [referral, search, therapist, place] = await Promise.all([
    store.get('referral', referralId),
    store.get('search', referralId),
    store.get('therapist', therapistId),
    placeId === undefined ? undefined : store.get('place', placeId),
  ]);
  if (referral === undefined || search === undefined || therapist === undefined) return undefined;
  return { allocation, referral, search, therapist, place, hold: await loadHold(store, place) };
}

/** Answers by the button on the page of a link: the answer and the using-up of the link are one transaction. */
const answer = <T>(
  deps: LinkDeps,
  token: string,
  purpose: TokenPurpose,
  decide: (
    offered: OfferedCase,
    link: Versioned<'token'>,
  ) => Promise<Outcome<{ readonly decision: Decision; readonly value: T }>>,
): Promise<Outcome<T>> =>
  decideAndCommit(deps, async () => {
    const link = await openLink(deps, token, purpose);
    if (!link.ok) return link;
    const offered = await loadOffer(deps.store, link.value.value.allocationId);
    if (offered === undefined) return missing('offer');
    const made = await decide(offered, link.value);
    if (!made.ok) return made;
    return { ok: true, value: { decisions: [made.value.decision], value: made.value.value } };
  });

const usingUp = (
  decision: Outcome<Decision>,
  link: Versioned<'token'>,
): Outcome<{ decision: Decision; value: undefined }> =>
  decision.ok
    ? {
        ok: true,
        value: {
          decision: { ...decision.value, changes: [...decision.value.changes, remove(link)] },
          value: undefined,
        },
      }
    : decision;

/** @returns the token of the page on which the therapist now sees the client. */
export const acceptOffer = (deps: LinkDeps, token: string): Promise<Outcome<{ readonly seeClient: string }>> =>
  answer(deps, token, 'answer-offer', async (offered, link) => {
    const now = deps.now();
    const decision = decideAccept(offered, now, deps.settings);
    if (!decision.ok) return decision;
    const { token: seeClient, hash } = deps.secrets.mintToken();
    const next: Token = {
      hash,
      purpose: 'see-client',
      personId: offered.therapist.value.personId,
      allocationId: offered.allocation.value.id,
      mintedAt: now,
      expiresAt: later(now, { days: deps.settings.links['see-client'] }),
    };
    const changes = [...decision.value.changes, remove(link), create('token', hash, next)];
    return { ok: true, value: { decision: { ...decision.value, changes }, value: { seeClient } } };
  });

export const declineOffer = (deps: LinkDeps, token: string): Promise<Outcome<undefined>> =>
  answer(deps, token, 'answer-offer', async (offered, link) =>
    usingUp(endOffer(offered, 'declined', asTherapist(offered.therapist.value.id), deps.now()), link),
  );

/** "I will decide later": the link goes on working. */
export const acknowledgeOffer = (deps: LinkDeps, token: string): Promise<Outcome<undefined>> =>
  answer(deps, token, 'answer-offer', async (offered) => {
    const decision = decideAcknowledge(offered, deps.now());
    return decision.ok ? { ok: true, value: { decision: decision.value, value: undefined } } : decision;
  });

export const giveBack = (deps: LinkDeps, token: string): Promise<Outcome<undefined>> =>
  answer(deps, token, 'see-client', async (offered, link) => {
    const { referralId, round } = offered.allocation.value;
    const [calls, occasion] = await Promise.all([
      loadTasks(deps.store, `referral/${referralId}`, ['call-client'], [round]),
      nextOccasion(deps.store, 'tell-outcome', `referral/${referralId}`),
    ]);
    return usingUp(decideGiveBack(offered, calls, deps.now(), deps.settings, occasion), link);
  });

/** The answer time ran out: the case goes to the next therapist. While it is paused the offer stays as it is. */
export const expireOffer = (deps: Deps, allocationId: AllocationId): Promise<Outcome<undefined>> =>
  decideAndCommit(deps, async () => {
    const offered = await loadOffer(deps.store, allocationId);
    if (offered === undefined) return missing('offer');
    const ended = endOffer(offered, 'expired', system, deps.now());
    return !ended.ok && ended.refusal.code === 'paused' ? settled(undefined) : decided(ended, undefined);
  });
