import type { EmailId, Instant, LocalDate, Pence } from '../../events/values.ts';
import type { EmailTemplate } from '../domain/email.ts';
import type { Signal } from '../domain/referral.ts';

/** What each mail says besides its fixed words. Sums are pence; links carry a token of their own. */
export interface LetterData {
  'donor-thank-you': {
    readonly donorName: string | undefined;
    readonly amount: Pence;
    readonly fundName: string;
    readonly collectedOn: LocalDate;
    readonly receiptNumber: string;
    readonly giftAidDeclared: boolean;
    readonly byCard: boolean;
  };
  'donor-refund': {
    readonly donorName: string | undefined;
    readonly amount: Pence;
    readonly receiptNumber: string;
    readonly giftAidDeclared: boolean;
    readonly byCard: boolean;
  };
  'therapist-offer': {
    readonly therapistName: string;
    readonly offerUrl: string;
    readonly respondBy: Instant;
    readonly sessions: number;
    readonly online: boolean;
  };
  'therapist-accepted': {
    readonly therapistName: string;
    readonly clientUrl: string;
    readonly sessionsUrl: string;
    readonly giveBackUntil: Instant;
  };
  'therapist-offer-withdrawn': { readonly therapistName: string };
  'therapist-case-ended': { readonly therapistName: string; readonly reference: string };
  'therapist-answer-confirmed': {
    readonly therapistName: string;
    readonly answer: 'declined' | 'given-back';
    /** Through which day nothing new is offered to them, and where they may change that. */
    readonly rest: { readonly through: LocalDate; readonly url: string } | undefined;
  };
  'therapist-new-link': {
    readonly therapistName: string;
    readonly leadsTo: 'see-client' | 'record-sessions';
    readonly url: string;
    readonly days: number;
  };
  /** Says where to look, and nothing of what it is. */
  'safeguarding-alert': { readonly url: string; readonly minutes: number; readonly toDeputy: boolean };
  /** `mayReveal` is the client's own choice; with `nothing` neither subject nor text says what this is about. */
  'client-therapist-found': {
    readonly mayReveal: 'nothing' | 'service';
    readonly reference: string;
    readonly statusUrl: string;
  };
  'referrer-signal': {
    readonly referrerName: string;
    readonly reference: string;
    readonly signal: Signal;
    /** All that the person agreed to their being told. */
    readonly agreed: readonly Signal[];
  };
}

/** What one mail says, and to which address. */
export type LetterContent = {
  [T in EmailTemplate]: { readonly template: T; readonly data: LetterData[T]; readonly to: string };
}[EmailTemplate];

/** One mail ready to render. The Message-ID stays the same however often it is tried. */
export type Letter = LetterContent & { readonly messageId: string; readonly emailId: EmailId };

/** The one way mail leaves. Renders the template (HTML and text twins) and hands it to the mail service. */
export interface Mailer {
  /** @throws when the service did not take the mail: it may be tried again with the same Message-ID. */
  send(letter: Letter): Promise<void>;
}
