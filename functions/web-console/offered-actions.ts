import type { Actor } from '../../shared/domain/actor.ts';
import { mayHaveOwnCode } from '../../shared/domain/own-code.ts';
import { sessionsLeft } from '../../shared/domain/place.ts';
import { isOpen, type Referral, referralStates } from '../../shared/domain/referral.ts';
import { type Purpose, release } from '../../shared/domain/release.ts';
import { isInHand } from '../../shared/domain/settle-session.ts';
import { isUnwound } from '../../shared/domain/unwind.ts';
import { isApprover, isAssessor, isOffice, isSafeguarding } from '../../shared/staff/permissions.ts';
import type { CaseFile } from '../../shared/staff/queries/case-file.ts';
import type { CaseActionName } from './case-actions.ts';

const toConfirm: readonly Referral['state'][] = ['submitted', 'awaiting-consent'];
const beforeAssessment: readonly Referral['state'][] = [...toConfirm, 'awaiting-assessment'];

/** What is closed; nobody who has died is among them. */
const canReopen: readonly Referral['state'][] = referralStates.edges
  .filter(({ from, to }) => to === 'awaiting-assessment' && !isOpen(from))
  .map(({ from }) => from);

/** Whether a therapist has the case now. */
const isWithTherapist = ({ offers }: CaseFile): boolean => offers.some(({ value }) => value.state === 'accepted');

/** Whether therapy has ended: what took place before is still recorded, for some days. */
const hasEnded = ({ referral, offers }: CaseFile): boolean =>
  (referral.value.state === 'completed' || referral.value.state === 'ended-early') &&
  offers.some(({ value }) => value.state === 'ended');

type Fits = (file: CaseFile, actor: Actor) => boolean;

const fits: Record<CaseActionName, Fits> = {
  confirm: ({ referral }, actor) => isOffice(actor) && toConfirm.includes(referral.value.state),
  close: ({ referral }, actor) => isOffice(actor) && beforeAssessment.includes(referral.value.state),
  take: ({ referral }, actor) => isAssessor(actor) && referral.value.state === 'awaiting-assessment',
  ready: (file, actor) => isAssessor(actor) && file.referral.value.state === 'suitable-not-ready' && isUnwound(file),
  'not-ready': ({ referral }, actor) => isAssessor(actor) && referral.value.state === 'assessed-suitable',
  reopen: (file, actor) => isApprover(actor) && canReopen.includes(file.referral.value.state) && isUnwound(file),
  hold: ({ referral }, actor) =>
    isApprover(actor) && isOpen(referral.value.state) && referral.value.onHold === undefined,
  'lift-hold': ({ referral }, actor) => isApprover(actor) && referral.value.onHold !== undefined,
  'pause-for-safeguarding': ({ referral }, actor) =>
    isSafeguarding(actor) && referral.value.safeguardingPause === undefined,
  'lift-safeguarding': ({ referral }, actor) => isSafeguarding(actor) && referral.value.safeguardingPause !== undefined,
  withdraw: ({ referral }, actor) => isOffice(actor) && isOpen(referral.value.state),
  'search-again': ({ search }, actor) => isApprover(actor) && search?.value.state === 'none-left',
  'record-session': (file, actor) => isApprover(actor) && (isWithTherapist(file) || hasEnded(file)),
  'correct-session': ({ sessions }, actor) => isApprover(actor) && sessions.length > 0,
  'review-session': ({ sessions }, actor) =>
    isApprover(actor) && sessions.some(({ value }) => value.payment === 'in-review'),
  'pause-therapy': ({ place }, actor) => isApprover(actor) && place?.value.state === 'in-use',
  'resume-therapy': ({ place }, actor) => isApprover(actor) && place?.value.state === 'paused',
  'end-therapy': (file, actor) =>
    isApprover(actor) && file.referral.value.state === 'in-therapy' && isWithTherapist(file),
  'change-therapist': (file, actor) =>
    isApprover(actor) && isWithTherapist(file) && file.place?.value.state !== 'paused',
  'reduce-block': ({ place }, actor) =>
    isApprover(actor) && place !== undefined && isInHand(place.value) && sessionsLeft(place.value) > 0,
  'record-death': ({ referral }, actor) => (isApprover(actor) || isSafeguarding(actor)) && isOpen(referral.value.state),
};

/**
 * The steps that a case page offers this person now. What is not offered is refused all the same by the command when
 * somebody posts it.
 */
export const isOffered = (name: CaseActionName, file: CaseFile, actor: Actor): boolean => fits[name](file, actor);

/** Whether the next step is this person's assessment. */
export const mayAssess = ({ referral }: CaseFile, actor: Actor): boolean =>
  isAssessor(actor) &&
  referral.value.state === 'assessment-started' &&
  referral.value.assessment?.assessorId === actor.id;

/** Whether this person may give who was referred a code of their own, now. */
export const mayGiveCode = ({ referral }: CaseFile, actor: Actor): boolean =>
  release(actor, 'call-client').ok && mayHaveOwnCode(referral.value);

const ofCase: readonly Purpose[] = ['call-client', 'call-referrer', 'safeguarding'];

/** What this person may read contact details for, here: release, don't share. */
export const purposesFor = ({ referral }: CaseFile, actor: Actor): readonly Purpose[] =>
  ofCase.filter(
    (purpose) => release(actor, purpose).ok && (purpose !== 'call-referrer' || referral.value.referrer !== undefined),
  );

/** Whose details a purpose opens. */
export const personFor = ({ referral }: CaseFile, purpose: Purpose) =>
  purpose === 'call-referrer' ? referral.value.referrer?.personId : referral.value.personId;
