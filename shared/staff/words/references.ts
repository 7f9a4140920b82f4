import {
  AllocationId,
  ConcernId,
  DonationId,
  FundId,
  type LotId,
  PlaceId,
  ReferralId,
  type RequestId,
  TherapistId,
  type TransferId,
} from '../../../events/values.ts';
import { receiptNumberOf } from '../../domain/donation.ts';
import { referralIdOfPlace } from '../../domain/place.ts';
import { referenceOf } from '../../domain/referral.ts';

/** `thr_2c7f3k9x4b8d4q1z` is shown as `T-9X4B8-D4Q1Z`: a therapist without a name. Only ever shown, never looked up. */
export const therapistReference = (id: TherapistId): string => {
  const code = id.slice('thr_'.length).slice(-10).toUpperCase();
  return `T-${code.slice(0, 5)}-${code.slice(5)}`;
};

/** Of the 16 characters that we mint for a gift; what made a later lot of it follows them. */
const giftCode = /^lot_([0-9a-z]{8,16})/;

/** A gift is known by its receipt number, without its donor; so is every lot that came of it. */
export const giftOfLot = (lotId: LotId): string =>
  receiptNumberOf(DonationId.parse(`don_${giftCode.exec(lotId)?.[1] ?? ''}`));

/** The case that `<entity>/<id>` is about: a referral, its place, or an offer of it. */
export function caseOf(about: string): ReferralId | undefined {
  const [entity, id] = about.split('/');
  if (entity === 'referral') return ReferralId.safeParse(id).data;
  if (entity === 'place') {
    const place = PlaceId.safeParse(id);
    return place.success ? referralIdOfPlace(place.data) : undefined;
  }
  const allocation = AllocationId.safeParse(id);
  // An offer is named after its case and its round.
  return entity === 'allocation' && allocation.success
    ? ReferralId.safeParse(allocation.data.replace(/^alc_/, 'ref_').replace(/x\d+$/, '')).data
    : undefined;
}

/** How something is named on a page; undefined when a page names no such thing. */
export function nameOfAbout(about: string): string | undefined {
  const referralId = caseOf(about);
  if (referralId !== undefined) return referenceOf(referralId);
  const [entity, id] = about.split('/');
  if (entity === 'fund') return 'A fund';
  const concernId = concernOf(about);
  if (concernId !== undefined) return concernReference(concernId);
  const therapistId = therapistOf(about);
  if (therapistId !== undefined) return therapistReference(therapistId);
  if (entity === 'payout') return `Payout ${id}`;
  if (entity === 'clearing') return 'The balance at the payment provider';
  const donation = DonationId.safeParse(id);
  return entity === 'donation' && donation.success ? `Gift ${receiptNumberOf(donation.data)}` : undefined;
}

/** The page about money that `donation/<id>`, `payout/<id>` or the balance at the provider leads to. */
export function moneyPathOf(about: string): string | undefined {
  const [entity, id] = about.split('/');
  if (entity === 'payout' || entity === 'clearing') return payoutsPath;
  const donation = DonationId.safeParse(id);
  return entity === 'donation' && donation.success ? giftPath(donation.data) : undefined;
}

/** The therapist that `therapist/<id>` is about. */
export function therapistOf(about: string): TherapistId | undefined {
  const [entity, id] = about.split('/');
  return entity === 'therapist' ? TherapistId.safeParse(id).data : undefined;
}

/** The concern that `concern/<id>` is about. */
export function concernOf(about: string): ConcernId | undefined {
  const [entity, id] = about.split('/');
  return entity === 'concern' ? ConcernId.safeParse(id).data : undefined;
}

/** `cnc_2c7f3k9x4b8d4q1z` is shown as `Concern 8D4Q1Z`: enough to tell two apart. */
export const concernReference = (id: ConcernId): string => `Concern ${id.slice(-6).toUpperCase()}`;

/** The fund that `fund/<id>` is about. */
export function fundOf(about: string): FundId | undefined {
  const [entity, id] = about.split('/');
  return entity === 'fund' ? FundId.safeParse(id).data : undefined;
}

/** What the payment provider paid to our bank, and whether the books agree. */
export const payoutsPath = '/console/journal/payouts';
export const concernsPath = '/console/concerns';
export const casePath = (id: ReferralId): string => `/console/cases/${id}`;
export const assessPath = (id: ReferralId): string => `${casePath(id)}/assess`;
export const placePath = (id: PlaceId): string => `/console/places/${id}`;
export const placeTracePath = (id: PlaceId): string => `/console/place-money/${id}`;
export const donationTracePath = (id: DonationId): string => `/console/donations/${id}/trace`;
export const therapistPath = (id: TherapistId): string => `/console/therapists/${id}`;
export const fundPath = (id: FundId): string => `/console/funds/${id}`;
export const transferPath = (id: TransferId): string => `/console/transfers/${id}`;
export const giftPath = (id: DonationId): string => `/console/donations/${id}`;
export const requestPath = (id: RequestId): string => `/console/requests/${id}`;
export const raiseConcernPath = (id: ReferralId): string => `${concernsPath}/new?case=${id}`;
export const concernPath = (id: ConcernId): string => `${concernsPath}/${id}`;
export const taskPath = (id: string): string => `/console/tasks/${id}`;
