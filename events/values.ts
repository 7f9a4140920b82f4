import * as z from 'zod';

/** Integer pence, GBP, never negative. Amounts that may be negative are postings, not prices. */
export const Pence = z.lazy(() => z.int().nonnegative().brand<'Pence'>());
export type Pence = z.infer<typeof Pence>;

/** A signed amount in pence: a posting of the journal. Debit is positive, credit negative. */
export const SignedPence = z.lazy(() => z.int().brand<'SignedPence'>());
export type SignedPence = z.infer<typeof SignedPence>;

/** A moment as ISO 8601 in UTC with milliseconds, so that comparing the text compares the time. */
export const Instant = z.lazy(() => z.iso.datetime({ precision: 3 }).brand<'Instant'>());
export type Instant = z.infer<typeof Instant>;

/** A calendar day of the office, `YYYY-MM-DD`. */
export const LocalDate = z.lazy(() => z.iso.date().brand<'LocalDate'>());
export type LocalDate = z.infer<typeof LocalDate>;

/** Ids are opaque: a prefix that says what they name, then characters that say nothing about anybody. */
const id = <Brand extends string>(prefix: string) =>
  z.lazy(() =>
    z
      .string()
      .regex(new RegExp(`^${prefix}_[0-9a-z]{8,80}$`))
      .brand<Brand>(),
  );

export const ReferralId = id<'ReferralId'>('ref');
export type ReferralId = z.infer<typeof ReferralId>;
export const PlaceId = id<'PlaceId'>('plc');
export type PlaceId = z.infer<typeof PlaceId>;
export const DonationId = id<'DonationId'>('don');
export type DonationId = z.infer<typeof DonationId>;
export const LotId = id<'LotId'>('lot');
export type LotId = z.infer<typeof LotId>;
export const FundId = id<'FundId'>('fnd');
export type FundId = z.infer<typeof FundId>;
/** Money on its way from one fund to another. */
export const TransferId = id<'TransferId'>('trf');
export type TransferId = z.infer<typeof TransferId>;
export const HoldId = id<'HoldId'>('hld');
export type HoldId = z.infer<typeof HoldId>;
/** One appointment of one client, whatever came of it. */
export const SessionId = id<'SessionId'>('ses');
export type SessionId = z.infer<typeof SessionId>;
export const AllocationId = id<'AllocationId'>('alc');
export type AllocationId = z.infer<typeof AllocationId>;
export const TherapistId = id<'TherapistId'>('thr');
export type TherapistId = z.infer<typeof TherapistId>;
/** A person in one role. Somebody who was helped and later gives is two people here. */
export const PersonId = id<'PersonId'>('psn');
export type PersonId = z.infer<typeof PersonId>;
export const StaffId = id<'StaffId'>('stf');
export type StaffId = z.infer<typeof StaffId>;
export const EmailId = id<'EmailId'>('eml');
export type EmailId = z.infer<typeof EmailId>;
export const TaskId = id<'TaskId'>('tsk');
export type TaskId = z.infer<typeof TaskId>;
/** What a place in hand asks for beyond the block it has: its next block, or a top-up. */
export const RequestId = id<'RequestId'>('req');
export type RequestId = z.infer<typeof RequestId>;
/** Worry about a person, told to the safeguarding lead. */
export const ConcernId = id<'ConcernId'>('cnc');
export type ConcernId = z.infer<typeof ConcernId>;
export const PoolId = id<'PoolId'>('pol');
export type PoolId = z.infer<typeof PoolId>;

/** A refund's id is ours (`rfd_…`), or the payment provider's own when it was made there. A dispute's is the provider's. */
const paymentId = <Brand extends string>() =>
  z.lazy(() =>
    z
      .string()
      .regex(/^[a-z]+_[0-9A-Za-z_]{8,250}$/)
      .brand<Brand>(),
  );

export const RefundId = paymentId<'RefundId'>();
export type RefundId = z.infer<typeof RefundId>;
export const DisputeId = paymentId<'DisputeId'>();
export type DisputeId = z.infer<typeof DisputeId>;
export const ReserveMoveId = id<'ReserveMoveId'>('rsm');
export type ReserveMoveId = z.infer<typeof ReserveMoveId>;

/** Neutral codes for what somebody asks help with. They never appear on a page. */
export const ClientGroup = z.enum([
  'worried-about-thoughts',
  'compulsive-pornography',
  'online-behaviour',
  'contact-behaviour',
  'partner-or-family',
  'survivor',
]);
export type ClientGroup = z.infer<typeof ClientGroup>;

export const Region = z.enum([
  'east-midlands',
  'east-of-england',
  'london',
  'north-east',
  'north-west',
  'northern-ireland',
  'scotland',
  'south-east',
  'south-west',
  'wales',
  'west-midlands',
  'yorkshire-and-the-humber',
]);
export type Region = z.infer<typeof Region>;

/** Urgent cases come first by a head start on the clock, not by a separate queue. */
export const PriorityBand = z.enum(['urgent', 'soon', 'routine']);
export type PriorityBand = z.infer<typeof PriorityBand>;

export const TherapyMode = z.enum(['online', 'in-person', 'either']);
export type TherapyMode = z.infer<typeof TherapyMode>;

/** How a gift arrived. */
export const GiftWay = z.enum(['checkout', 'bank-transfer', 'cheque', 'platform', 'grant', 'legacy']);
export type GiftWay = z.infer<typeof GiftWay>;

export const Role = z.enum([
  'client',
  'referrer',
  'donor',
  'therapist',
  'assessor',
  'coordinator',
  'coordinator-deputy',
  'finance-maker',
  'finance-checker',
  'safeguarding-lead',
  'safeguarding-deputy',
  'trustee',
  'system',
]);
export type Role = z.infer<typeof Role>;
