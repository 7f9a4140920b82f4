import type { AllocationId, LocalDate } from '../../events/values.ts';
import { system } from '../domain/actor.ts';
import type { GivenAnswer } from '../domain/allocation.ts';
import {
  asTherapist,
  acknowledgeOffer as decideAcknowledge,
  giveBack as decideGiveBack,
  endOffer,
  isPast,
  type OfferedCase,
} from '../domain/answer-offer.ts';
import {
  type Change,
  change,
  create,
  type Decision,
  nothingElse,
  rely,
  remove,
  type Versioned,
} from '../domain/decision.ts';
import { later } from '../domain/office-days.ts';
import { accept, type Outcome, refuse, refusePassed } from '../domain/outcome.ts';
import type { LastingPurpose, Token, TokenPurpose } from '../domain/visit.ts';
import {
  askAgainAfter as decideAskAgain,
  confirmAnswer as decideConfirm,
  takeAnswerBack as decideTakeBack,
  giveAnswer,
} from '../domain/waiting-answer.ts';
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
  decision.ok ? accept({ decision: withChanges(decision.value, remove(link)), value: undefined }) : decision;

const withChanges = (decision: Decision, ...changes: readonly Change[]): Decision => ({
  ...decision,
  changes: [...decision.changes, ...changes],
});

/** How long after its answer a link still tells what became of it. */
const hoursOfAnswered = 24;

/**
 * Keeps an answer that may be taken back for a few minutes, see `domain/waiting-answer.ts`. The link is used up by it: from
 * now on the same link takes the answer back, and tells what became of it, and nothing else.
 */
const keepAnswer = (deps: LinkDeps, token: string, given: GivenAnswer): Promise<Outcome<undefined>> =>
  answer(deps, token, 'answer-offer', async (offered, link) => {
    const now = deps.now();
    const decision = giveAnswer(offered, given, now, deps.settings);
    if (!decision.ok) return decision;
    const expiresAt = later(now, { hours: hoursOfAnswered });
    const after: Token = { ...link.value, purpose: 'take-answer-back', expiresAt };
    return accept({ decision: withChanges(decision.value, change(link, after)), value: undefined });
  });

export const acceptOffer = (deps: LinkDeps, token: string): Promise<Outcome<undefined>> =>
  keepAnswer(deps, token, { to: 'accepted' });

/** @param said the reason, if they want to say one, and until when nothing new shall be offered to them */
export const declineOffer = (
  deps: LinkDeps,
  token: string,
  { reason, askAgainAfter: day }: Omit<Extract<GivenAnswer, { to: 'declined' }>, 'to'> = {},
): Promise<Outcome<undefined>> =>
  keepAnswer(deps, token, { to: 'declined', ...(reason && { reason }), ...(day && { askAgainAfter: day }) });

/** The link answers again, for as long as there is time to. */
export const takeAnswerBack = (deps: LinkDeps, token: string): Promise<Outcome<undefined>> =>
  answer(deps, token, 'take-answer-back', async (offered, link) => {
    const decision = decideTakeBack(offered, deps.now());
    if (!decision.ok) return decision;
    const { respondBy: expiresAt } = offered.allocation.value;
    const after: Token = { ...link.value, purpose: 'answer-offer', expiresAt };
    return accept({ decision: withChanges(decision.value, change(link, after)), value: undefined });
  });

/** An answer that nobody took back in time becomes true. An acceptance waits while the referral is paused. */
export const confirmAnswer = (deps: Deps, allocationId: AllocationId): Promise<Outcome<undefined>> =>
  decideAndCommit(deps, async () => {
    const offered = await loadOffer(deps.store, allocationId);
    if (offered === undefined) return missing('offer');
    const confirmed = decideConfirm(offered, deps.now(), deps.settings);
    return !confirmed.ok && confirmed.refusal.code === 'paused' ? settled(undefined) : decided(confirmed, undefined);
  });

/** The tokens of the pages that are a therapist's own once the case is. */
export interface OwnPages {
  readonly 'see-client': string;
  readonly 'record-sessions': string;
}

/**
 * Opens their own pages to the therapist who has accepted, by the link they answered with: that is used up by it.
 * @returns refusals: `wrong-state` while the acceptance waits; `closed` when the case is not theirs
 */
export const openOwnPages = (deps: LinkDeps, token: string): Promise<Outcome<OwnPages>> =>
  answer(deps, token, 'take-answer-back', async (offered, link) => {
    const { id, referralId, state, answer: waits } = offered.allocation.value;
    if (waits !== undefined) return refuse('wrong-state', 'the answer is not true yet');
    if (state !== 'accepted' || isPast(offered)) return refusePassed('closed', 'the case is not with this therapist');
    const now = deps.now();
    const mint = (purpose: LastingPurpose) => {
      const { token: opens, hash } = deps.secrets.mintToken();
      const expiresAt = later(now, { days: deps.settings.links[purpose] });
      const { personId } = link.value;
      const after: Token = { hash, purpose, personId, allocationId: id, mintedAt: now, expiresAt };
      return { opens, made: create('token', hash, after) };
    };
    const [client, sessions] = [mint('see-client'), mint('record-sessions')];
    const decision: Decision = {
      about: `referral/${referralId}`,
      did: 'open-own-pages',
      why: 'by the link they accepted with',
      by: asTherapist(offered.therapist.value.id),
      at: now,
      ...nothingElse,
      relies: [rely(offered.allocation)],
      changes: [remove(link), client.made, sessions.made],
    };
    return accept({ decision, value: { 'see-client': client.opens, 'record-sessions': sessions.opens } });
  });

/**
 * By the link to their own pages a therapist says through which day nothing new shall be offered to them; without a day
 * they may be asked again.
 */
export const askAgainAfter = (deps: LinkDeps, token: string, day: LocalDate | undefined): Promise<Outcome<undefined>> =>
  answer(deps, token, 'record-sessions', async ({ therapist }) => {
    const decision = decideAskAgain(therapist, day, asTherapist(therapist.value.id), deps.now(), deps.settings);
    return decision.ok ? accept({ decision: decision.value, value: undefined }) : decision;
  });

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
    // The list may be a moment behind: an answer came in the last minute, and becomes true, or is taken back, first.
    if (offered.allocation.value.answer !== undefined) return settled(undefined);
    const ended = endOffer(offered, 'expired', system, deps.now());
    return !ended.ok && ended.refusal.code === 'paused' ? settled(undefined) : decided(ended, undefined);
  });
