import type { Allocation, Search } from './allocation.ts';
import type { Assessment } from './assessment.ts';
import type { Dispute } from './dispute.ts';
import type { Donation, GivingLink, PaymentReport } from './donation.ts';
import type { Email } from './email.ts';
import type { Fund, FundAddress, Lot } from './fund.ts';
import type { Hold } from './hold.ts';
import type { Identity, IdentityKey } from './identity.ts';
import type { LedgerMonth, LotUse } from './ledger.ts';
import type { LedgerAudit, LedgerChunk, LedgerSegment } from './ledger-audit.ts';
import type { Place } from './place.ts';
import type { Referral } from './referral.ts';
import type { Refund } from './refund.ts';
import type { Request } from './request.ts';
import type { ReserveMove, RiskReserve } from './risk-reserve.ts';
import type { Delegation } from './staff.ts';
import type { Task } from './task.ts';
import type { Therapist } from './therapist.ts';
import type { Transfer } from './transfer.ts';
import type { Draft, SignInSession, Token } from './visit.ts';

/** Every kind of record there is, by name. Journal and audit entries are not records: they are never changed. */
export interface Records {
  referral: Referral;
  assessment: Assessment;
  place: Place;
  request: Request;
  therapist: Therapist;
  search: Search;
  allocation: Allocation;
  task: Task;
  delegation: Delegation;
  fund: Fund;
  'fund-address': FundAddress;
  transfer: Transfer;
  lot: Lot;
  hold: Hold;
  donation: Donation;
  refund: Refund;
  dispute: Dispute;
  'risk-reserve': RiskReserve;
  'reserve-move': ReserveMove;
  'giving-link': GivingLink;
  'payment-report': PaymentReport;
  'ledger-audit': LedgerAudit;
  'ledger-chunk': LedgerChunk;
  'ledger-segment': LedgerSegment;
  'ledger-month': LedgerMonth;
  'lot-use': LotUse;
  email: Email;
  identity: Identity;
  'identity-key': IdentityKey;
  draft: Draft;
  token: Token;
  'sign-in-session': SignInSession;
}

export type Kind = keyof Records;
