import type { AllocationState, Search } from '../../domain/allocation.ts';
import type { DonationState } from '../../domain/donation.ts';
import type { EmailState } from '../../domain/email.ts';
import type { GiftAidState } from '../../domain/gift-aid.ts';
import type { PlaceState, Unusable } from '../../domain/place.ts';
import type { ReferralState } from '../../domain/referral.ts';
import type { TherapistState } from '../../domain/therapist.ts';
import type { TagProps } from '../../web/components/tag.tsx';

/** A state as people say it; the colour supports the word. */
export interface StateWords {
  readonly text: string;
  readonly colour: TagProps['colour'];
}

export const referralStateWords: Record<ReferralState, StateWords> = {
  draft: { text: 'Being written', colour: 'grey' },
  submitted: { text: 'To be confirmed', colour: 'orange' },
  'awaiting-consent': { text: 'Waits for consent', colour: 'orange' },
  'awaiting-assessment': { text: 'Waits for assessment', colour: 'yellow' },
  'assessment-started': { text: 'Being assessed', colour: 'teal' },
  'assessed-suitable': { text: 'Suitable', colour: 'green' },
  'suitable-not-ready': { text: 'Suitable, not ready yet', colour: 'yellow' },
  'not-suitable': { text: 'Another service can help better', colour: 'grey' },
  'in-therapy': { text: 'In therapy', colour: 'green' },
  completed: { text: 'Completed', colour: 'grey' },
  'ended-early': { text: 'Ended early', colour: 'grey' },
  'not-eligible': { text: 'Closed: outside what we can offer', colour: 'grey' },
  unverified: { text: 'Closed: never confirmed', colour: 'grey' },
  duplicate: { text: 'Closed: another request goes on', colour: 'grey' },
  'referred-on': { text: 'Closed: another service helps', colour: 'grey' },
  withdrawn: { text: 'Withdrawn by the person', colour: 'grey' },
  died: { text: 'The person has died', colour: 'grey' },
};

/** “Reserved”, “approved” and “allocated” are three different things, and never stand for one another. */
export const placeStateWords: Record<PlaceState, StateWords> = {
  requested: { text: 'Waits for money', colour: 'yellow' },
  reserved: { text: 'Reserved', colour: 'orange' },
  approved: { text: 'Approved', colour: 'teal' },
  allocated: { text: 'Accepted', colour: 'green' },
  'in-use': { text: 'In use', colour: 'green' },
  paused: { text: 'Paused', colour: 'grey' },
  completed: { text: 'Completed', colour: 'grey' },
  'ended-early': { text: 'Ended early', colour: 'grey' },
  rejected: { text: 'Rejected', colour: 'grey' },
  cancelled: { text: 'Cancelled', colour: 'grey' },
};

/** What the state means: said once, beside the tag. */
export const placeStateMeaning: Record<PlaceState, string> = {
  requested: 'On the waiting list, without money.',
  reserved: 'Money is set aside for the next block. A coordinator has not approved it yet.',
  approved: 'A coordinator has approved it. No therapist has accepted yet.',
  allocated: 'A therapist has accepted. Therapy has not begun yet.',
  'in-use': 'Therapy has begun.',
  paused: 'Therapy has begun, and rests for now.',
  completed: 'Therapy has come to its end.',
  'ended-early': 'Therapy has ended before its time.',
  rejected: 'A coordinator has said no. The money went back.',
  cancelled: 'It is no longer wanted. The money went back.',
};

export const unusableWords: Record<Unusable, string> = {
  expired: 'nobody approved it in time; a coordinator must confirm that it waits on',
  'no-therapist': 'no therapist was found in time; a coordinator must confirm that it waits on',
  'set-aside': 'money could not be reserved for it; a coordinator must look at it',
  paused: 'the case is on hold or paused',
};

export const searchStateWords: Record<Search['state'], StateWords> = {
  seeking: { text: 'Looking', colour: 'teal' },
  offered: { text: 'Offered', colour: 'teal' },
  accepted: { text: 'Accepted', colour: 'green' },
  'none-left': { text: 'Nobody left to ask', colour: 'red' },
  stopped: { text: 'Stopped', colour: 'grey' },
};

export const allocationStateWords: Record<AllocationState, StateWords> = {
  offered: { text: 'Offered', colour: 'teal' },
  acknowledged: { text: 'Will decide later', colour: 'teal' },
  accepted: { text: 'Accepted', colour: 'green' },
  declined: { text: 'Declined', colour: 'grey' },
  expired: { text: 'No answer in time', colour: 'grey' },
  revoked: { text: 'Taken back', colour: 'grey' },
  'given-back': { text: 'Given back', colour: 'grey' },
  ended: { text: 'Therapy ended', colour: 'grey' },
};

export const therapistStateWords: Record<TherapistState, StateWords> = {
  applied: { text: 'Applied', colour: 'grey' },
  references: { text: 'References in order', colour: 'grey' },
  trained: { text: 'Trained', colour: 'grey' },
  member: { text: 'Member', colour: 'green' },
  'renewal-due': { text: 'Renewal due', colour: 'orange' },
  suspended: { text: 'Suspended', colour: 'red' },
  left: { text: 'Left', colour: 'grey' },
};

export const donationStateWords: Record<DonationState, StateWords> = {
  pledged: { text: 'Begun', colour: 'grey' },
  pending: { text: 'Waits for payment', colour: 'yellow' },
  collected: { text: 'Received', colour: 'green' },
  failed: { text: 'Payment failed', colour: 'red' },
  expired: { text: 'Payment page closed unused', colour: 'grey' },
};

export const giftAidWords: Record<GiftAidState, string> = {
  'not-declared': 'Not declared',
  declared: 'Declared',
  queued: 'To be claimed',
  claimed: 'Claimed',
  received: 'Received',
  adjusted: 'Adjusted',
};

export const emailStateWords: Record<EmailState, StateWords> = {
  requested: { text: 'To be sent', colour: 'yellow' },
  sending: { text: 'Being sent', colour: 'yellow' },
  sent: { text: 'Sent', colour: 'green' },
  delivered: { text: 'Delivered', colour: 'green' },
  complained: { text: 'Marked as unwanted', colour: 'red' },
  bounced: { text: 'Bounced', colour: 'red' },
  overtaken: { text: 'Not sent', colour: 'grey' },
};
