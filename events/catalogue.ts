import * as z from 'zod';
import * as allocation from './allocation.ts';
import * as assessment from './assessment.ts';
import * as concern from './concern.ts';
import * as deficit from './deficit.ts';
import * as dispute from './dispute.ts';
import * as donation from './donation.ts';
import * as email from './email.ts';
import { Envelope } from './envelope.ts';
import * as fund from './fund.ts';
import * as place from './place.ts';
import * as referral from './referral.ts';
import * as refund from './refund.ts';
import * as request from './request.ts';
import * as reserve from './reserve.ts';
import * as session from './session.ts';
import * as therapist from './therapist.ts';
import * as transfer from './transfer.ts';

/** The queues of the workflow. `allocation` is first-in-first-out, one group a pool; the others are standard. */
export const queues = ['referral', 'assessment', 'donation', 'allocation', 'offers', 'mail'] as const;
export type QueueName = (typeof queues)[number];

interface Entry {
  readonly data: z.ZodType;
  /** The queues that hear this fact. A fact that no queue hears is history and stays in the audit trail. */
  readonly heardBy: readonly QueueName[];
}

/** Every fact the system may state, and who hears it: the only registry. A changed shape is a new version. */
export const catalogue = {
  'uk.sponsored-places.referral.submitted.v1': { data: referral.ReferralSubmitted, heardBy: ['referral'] },
  'uk.sponsored-places.referral.confirmed.v1': { data: referral.ReferralConfirmed, heardBy: ['referral'] },
  'uk.sponsored-places.referral.withdrawn.v1': { data: referral.ReferralWithdrawn, heardBy: ['referral'] },
  'uk.sponsored-places.referral.died.v1': { data: referral.ReferralDied, heardBy: ['referral'] },
  'uk.sponsored-places.referral.closed.v1': { data: referral.ReferralClosed, heardBy: ['referral'] },
  'uk.sponsored-places.referral.reopened.v1': { data: referral.ReferralReopened, heardBy: [] },
  'uk.sponsored-places.referral.paused.v1': { data: referral.ReferralPaused, heardBy: ['offers'] },
  'uk.sponsored-places.referral.resumed.v1': { data: referral.ReferralResumed, heardBy: ['offers'] },
  'uk.sponsored-places.concern.raised.v1': { data: concern.ConcernRaised, heardBy: ['referral'] },
  'uk.sponsored-places.assessment.recorded.v1': { data: assessment.AssessmentRecorded, heardBy: ['assessment'] },
  'uk.sponsored-places.donation.pledged.v1': { data: donation.DonationPledged, heardBy: [] },
  'uk.sponsored-places.payment.reported.v1': { data: donation.PaymentReported, heardBy: ['donation'] },
  'uk.sponsored-places.donation.collected.v1': { data: donation.DonationCollected, heardBy: ['allocation'] },
  'uk.sponsored-places.donation.failed.v1': { data: donation.DonationFailed, heardBy: [] },
  'uk.sponsored-places.donation.expired.v1': { data: donation.DonationExpired, heardBy: [] },
  'uk.sponsored-places.donation.corrected.v1': { data: donation.DonationCorrected, heardBy: ['allocation'] },
  'uk.sponsored-places.donation.cleared.v1': { data: donation.DonationCleared, heardBy: ['allocation'] },
  'uk.sponsored-places.donation.gift-aid-received.v1': { data: donation.GiftAidReceived, heardBy: ['allocation'] },
  'uk.sponsored-places.refund.requested.v1': { data: refund.RefundRequested, heardBy: [] },
  'uk.sponsored-places.refund.declined.v1': { data: refund.RefundDeclined, heardBy: [] },
  'uk.sponsored-places.refund.decided.v1': { data: refund.RefundDecided, heardBy: ['donation'] },
  'uk.sponsored-places.refund.succeeded.v1': { data: refund.RefundSucceeded, heardBy: [] },
  'uk.sponsored-places.refund.failed.v1': { data: refund.RefundFailed, heardBy: ['allocation'] },
  'uk.sponsored-places.dispute.opened.v1': { data: dispute.DisputeOpened, heardBy: [] },
  'uk.sponsored-places.dispute.withdrawn.v1': { data: dispute.DisputeWithdrawn, heardBy: [] },
  'uk.sponsored-places.dispute.returned.v1': { data: dispute.DisputeReturned, heardBy: ['allocation'] },
  'uk.sponsored-places.dispute.won.v1': { data: dispute.DisputeWon, heardBy: [] },
  'uk.sponsored-places.dispute.lost.v1': { data: dispute.DisputeLost, heardBy: [] },
  'uk.sponsored-places.fund.deficit-arose.v1': { data: deficit.FundDeficitArose, heardBy: ['allocation'] },
  'uk.sponsored-places.fund.deficit-cleared.v1': { data: deficit.FundDeficitCleared, heardBy: [] },
  'uk.sponsored-places.fund.deficit-covered.v1': { data: deficit.FundDeficitCovered, heardBy: ['allocation'] },
  'uk.sponsored-places.reserve.move-requested.v1': { data: reserve.ReserveMoveRequested, heardBy: [] },
  'uk.sponsored-places.reserve.move-declined.v1': { data: reserve.ReserveMoveDeclined, heardBy: [] },
  'uk.sponsored-places.reserve.set-aside.v1': { data: reserve.ReserveSetAside, heardBy: [] },
  'uk.sponsored-places.reserve.repaid.v1': { data: reserve.ReserveRepaid, heardBy: [] },
  'uk.sponsored-places.fund.opened.v1': { data: fund.FundOpened, heardBy: [] },
  'uk.sponsored-places.fund.changed.v1': { data: fund.FundChanged, heardBy: [] },
  'uk.sponsored-places.fund.closed.v1': { data: fund.FundClosed, heardBy: [] },
  'uk.sponsored-places.transfer.requested.v1': { data: transfer.TransferRequested, heardBy: [] },
  'uk.sponsored-places.transfer.agreed.v1': { data: transfer.TransferAgreed, heardBy: [] },
  'uk.sponsored-places.transfer.declined.v1': { data: transfer.TransferDeclined, heardBy: [] },
  'uk.sponsored-places.transfer.withdrawn.v1': { data: transfer.TransferWithdrawn, heardBy: [] },
  'uk.sponsored-places.transfer.moved.v1': { data: transfer.TransferMoved, heardBy: ['allocation'] },
  'uk.sponsored-places.place.requested.v1': { data: place.PlaceRequested, heardBy: ['allocation'] },
  'uk.sponsored-places.place.reserved.v1': { data: place.PlaceReserved, heardBy: [] },
  'uk.sponsored-places.place.reservation-expired.v1': { data: place.PlaceReservationExpired, heardBy: ['allocation'] },
  'uk.sponsored-places.place.approved.v1': { data: place.PlaceApproved, heardBy: [] },
  'uk.sponsored-places.place.rejected.v1': { data: place.PlaceRejected, heardBy: ['allocation'] },
  'uk.sponsored-places.place.cancelled.v1': { data: place.PlaceCancelled, heardBy: ['allocation'] },
  'uk.sponsored-places.place.allocated.v1': { data: place.PlaceAllocated, heardBy: [] },
  'uk.sponsored-places.place.returned.v1': { data: place.PlaceReturned, heardBy: ['allocation'] },
  'uk.sponsored-places.request.asked.v1': { data: request.RequestAsked, heardBy: ['allocation'] },
  'uk.sponsored-places.request.reserved.v1': { data: request.RequestReserved, heardBy: [] },
  'uk.sponsored-places.request.expired.v1': { data: request.RequestExpired, heardBy: ['allocation'] },
  'uk.sponsored-places.request.approved.v1': { data: request.RequestApproved, heardBy: ['referral'] },
  'uk.sponsored-places.request.rejected.v1': { data: request.RequestRejected, heardBy: ['allocation'] },
  'uk.sponsored-places.request.cancelled.v1': { data: request.RequestCancelled, heardBy: ['allocation'] },
  'uk.sponsored-places.place.begun.v1': { data: place.PlaceBegun, heardBy: ['allocation'] },
  'uk.sponsored-places.place.paused.v1': { data: place.PlacePaused, heardBy: [] },
  'uk.sponsored-places.place.resumed.v1': { data: place.PlaceResumed, heardBy: [] },
  'uk.sponsored-places.place.block-reduced.v1': { data: place.PlaceBlockReduced, heardBy: ['allocation'] },
  'uk.sponsored-places.place.therapist-changed.v1': { data: place.PlaceTherapistChanged, heardBy: [] },
  'uk.sponsored-places.place.completed.v1': { data: place.PlaceCompleted, heardBy: ['allocation'] },
  'uk.sponsored-places.place.ended-early.v1': { data: place.PlaceEndedEarly, heardBy: ['allocation'] },
  'uk.sponsored-places.session.recorded.v1': { data: session.SessionRecorded, heardBy: [] },
  'uk.sponsored-places.session.corrected.v1': { data: session.SessionCorrected, heardBy: ['allocation'] },
  'uk.sponsored-places.session.reviewed.v1': { data: session.SessionReviewed, heardBy: ['allocation'] },
  'uk.sponsored-places.therapist.sought.v1': { data: allocation.TherapistSought, heardBy: ['offers'] },
  'uk.sponsored-places.therapist.joined.v1': { data: therapist.TherapistJoined, heardBy: [] },
  'uk.sponsored-places.therapist.renewal-due.v1': { data: therapist.TherapistRenewalDue, heardBy: [] },
  'uk.sponsored-places.therapist.renewed.v1': { data: therapist.TherapistRenewed, heardBy: [] },
  'uk.sponsored-places.therapist.suspended.v1': { data: therapist.TherapistSuspended, heardBy: ['offers'] },
  'uk.sponsored-places.therapist.reinstated.v1': { data: therapist.TherapistReinstated, heardBy: [] },
  'uk.sponsored-places.therapist.leaving-announced.v1': {
    data: therapist.TherapistLeavingAnnounced,
    heardBy: ['offers'],
  },
  'uk.sponsored-places.therapist.left.v1': { data: therapist.TherapistLeft, heardBy: ['offers'] },
  'uk.sponsored-places.allocation.offered.v1': { data: allocation.AllocationOffered, heardBy: [] },
  'uk.sponsored-places.allocation.acknowledged.v1': { data: allocation.AllocationAcknowledged, heardBy: [] },
  'uk.sponsored-places.allocation.accepted.v1': { data: allocation.AllocationAccepted, heardBy: [] },
  'uk.sponsored-places.allocation.declined.v1': { data: allocation.AllocationDeclined, heardBy: ['offers'] },
  'uk.sponsored-places.allocation.expired.v1': { data: allocation.AllocationExpired, heardBy: ['offers'] },
  'uk.sponsored-places.allocation.revoked.v1': { data: allocation.AllocationRevoked, heardBy: [] },
  'uk.sponsored-places.allocation.given-back.v1': { data: allocation.AllocationGivenBack, heardBy: ['offers'] },
  'uk.sponsored-places.email.requested.v1': { data: email.EmailRequested, heardBy: ['mail'] },
  'uk.sponsored-places.email.sent.v1': { data: email.EmailSent, heardBy: [] },
  'uk.sponsored-places.email.delivered.v1': { data: email.EmailDelivered, heardBy: [] },
  'uk.sponsored-places.email.bounced.v1': { data: email.EmailBounced, heardBy: [] },
  'uk.sponsored-places.email.complained.v1': { data: email.EmailComplained, heardBy: [] },
  'uk.sponsored-places.email.overtaken.v1': { data: email.EmailOvertaken, heardBy: [] },
} as const satisfies Record<string, Entry>;

export type FactType = keyof typeof catalogue;
export type FactData<T extends FactType> = z.infer<(typeof catalogue)[T]['data']>;

/** One fact in its envelope, its data known by its type. */
export type Fact = { [T in FactType]: Omit<Envelope, 'type' | 'data'> & { type: T; data: FactData<T> } }[FactType];

const isFactType = (type: string): type is FactType => Object.hasOwn(catalogue, type);

/** Why a message is no fact of ours: it can never be understood, so it is quarantined rather than retried. */
export type Unreadable = { readonly ok: false; readonly reason: string };

/**
 * Reads a fact from anything a queue or stream may carry.
 * @returns the fact, or the reason why it is none: not an envelope, an unknown type, or data of the wrong shape.
 */
export function readFact(input: unknown): { readonly ok: true; readonly fact: Fact } | Unreadable {
  const envelope = Envelope.safeParse(input);
  if (!envelope.success) return { ok: false, reason: `not an envelope: ${z.prettifyError(envelope.error)}` };
  const { type, data } = envelope.data;
  if (!isFactType(type)) return { ok: false, reason: `unknown fact type ${type}` };
  const parsed = catalogue[type].data.safeParse(data);
  if (!parsed.success) return { ok: false, reason: `${type}: ${z.prettifyError(parsed.error)}` };
  // The pair of type and data has just been parsed against one catalogue entry; the compiler cannot see the pairing.
  return { ok: true, fact: { ...envelope.data, type, data: parsed.data } as Fact };
}
