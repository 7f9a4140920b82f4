import type { Refusal } from '../../shared/domain/outcome.ts';
import { isLasting, type LastingPurpose, type MailedPurpose } from '../../shared/domain/visit.ts';

export interface Said {
  readonly title: string;
  readonly says: readonly string[];
  readonly status: 400 | 404 | 409 | 410;
}

/** What a therapist is told who gives a case back when the day for it is over: it is theirs, and a person helps. */
export const tooLateToGiveBack: Said = {
  title: 'The time to give this case back here is over',
  says: [
    'The case is still with you. If you cannot work with this person, please call us: we find somebody else together.',
  ],
  status: 410,
};

/** What a therapist is told whose link has run out while what it leads to is still theirs: there is a button for a new one. */
export const linkHasRunOut: Said = {
  title: 'This link has run out',
  says: [
    'Only the link has: a case that is with you is still yours, and nothing about it has changed.',
    'Press the button and we send a new link to the e-mail address that we have of you.',
  ],
  status: 410,
};

/** The same for everybody who asks, whatever stands behind their link: an old one tells nothing of a case. */
export const newLinkAsked: Omit<Said, 'status'> = {
  title: 'Please look in your e-mail',
  says: [
    'If there is something for you behind that link, a new one is on its way to the e-mail address that we have of you. It should be there in a few minutes.',
    'We send one a day. If it does not come, please look among unwanted mail, or call us.',
  ],
};

const noLongerOpen: Readonly<Record<MailedPurpose, string>> = {
  'answer-offer': 'The time to answer has run out, or the case was taken back. Nothing is expected of you.',
  'see-client': 'It was given back, has ended, or has gone to somebody else. Nothing more is expected of you.',
  'record-sessions':
    'It is not with you now: it has ended, or has gone to somebody else. Your other clients are still yours.',
};

/** Whose link ran out while the case is still theirs; the time to answer an offer is over for good. */
export const mayRenew = ({ code }: Refusal, purpose: MailedPurpose): purpose is LastingPurpose =>
  code === 'expired' && isLasting(purpose);

/** What a therapist is told when the link they came by, or the answer they gave, was not taken: and what to do next. */
export function sayRefusal({ code }: Refusal, purpose: MailedPurpose): Said {
  switch (code) {
    case 'not-found':
    case 'used-already':
      return {
        title: 'This link has been used or is not complete',
        says: [
          isLasting(purpose)
            ? 'Pages close half an hour after you opened the link, so that nobody finds them on a shared computer.'
            : 'You may have answered already: then there is nothing more to do.',
          isLasting(purpose)
            ? 'To go on, please open the link in our latest mail again.'
            : 'If not, please open the link in our latest mail again.',
        ],
        status: 404,
      };
    case 'expired':
    case 'closed':
      return { title: 'This case is no longer open', says: [noLongerOpen[purpose]], status: 410 };
    case 'paused':
      return {
        title: 'This case is on hold',
        says: ['It cannot be accepted just now. Please try the link again later, until the time to answer.'],
        status: 409,
      };
    case 'not-eligible':
      return {
        title: 'We cannot give you this case at the moment',
        says: [
          'One of your papers ends before this therapy would, or your list of clients is full as far as we know.',
          'Please call us: it is often put right in a few minutes.',
        ],
        status: 409,
      };
    default:
      return {
        title: 'Your answer was not taken',
        says: [
          'Something about this case changed while you were looking at it. Please open the link in our mail again.',
        ],
        status: 409,
      };
  }
}

/** What a therapist is told beside the day after which they may be asked again. */
export const dayRefusal = ({ because }: Refusal): string => `${because.charAt(0).toUpperCase()}${because.slice(1)}`;

/** What a therapist is told when a session could not be recorded or corrected. */
export function sessionRefusal({ code, because }: Refusal): string {
  switch (code) {
    case 'invalid':
      return `${because.charAt(0).toUpperCase()}${because.slice(1)}. Nothing was saved.`;
    case 'changed-meanwhile':
      return 'This was changed after you opened the page. Nothing was saved. You now see it as it is.';
    case 'used-already':
      return 'This page has recorded a session already. Nothing was saved twice.';
    default:
      return 'This could not be recorded now. Nothing was saved. Please call us: we put it right together.';
  }
}

/** Why more sessions could not be asked for. */
export function nextBlockRefusal({ code, because }: Refusal): string {
  switch (code) {
    case 'invalid':
    case 'wrong-state':
      return `${because.charAt(0).toUpperCase()}${because.slice(1)}. Nothing was asked for.`;
    case 'changed-meanwhile':
      return 'This was changed after you opened the page. Nothing was asked for. You now see it as it is.';
    case 'used-already':
      return 'More sessions are asked for already. Nothing was asked for twice.';
    default:
      return 'This cannot be asked for now. Please call us: we look at it together.';
  }
}
