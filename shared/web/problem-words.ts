import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** What can go wrong with a request as such. What the domain refuses is said by the page itself. */
export type ProblemKind =
  | 'not-found'
  | 'method-not-allowed'
  | 'too-large'
  | 'form-expired'
  | 'too-many'
  | 'sign-in-needed'
  | 'sign-in-again'
  | 'sign-in-failed'
  | 'not-allowed'
  | 'failed';

export interface Problem {
  readonly kind: ProblemKind;
  readonly status: ContentfulStatusCode;
  /** The page's heading: what happened. */
  readonly title: string;
  /** What it means for the person, then what to do next. */
  readonly paragraphs: readonly string[];
  /** To quote when asking us. */
  readonly reference: string;
  /** The one thing to do next, where there is one. */
  readonly action?: { readonly text: string; readonly href: string } | undefined;
}

const problems: Record<ProblemKind, Pick<Problem, 'status' | 'title' | 'paragraphs'>> = {
  'not-found': {
    status: 404,
    title: 'We cannot find that page',
    paragraphs: [
      'If you typed the address, please check it. If you followed a link, it may be too old or already used.',
      'Nothing that you have told us is lost.',
    ],
  },
  'method-not-allowed': {
    status: 405,
    title: 'This page cannot be used in that way',
    paragraphs: ['Nothing has been changed.', 'Please go back to the page before and use its links and buttons.'],
  },
  'too-large': {
    status: 413,
    title: 'That was too much to send at once',
    paragraphs: ['What you sent has not been saved.', 'Please go back, shorten what you wrote, and send it again.'],
  },
  'form-expired': {
    status: 403,
    title: 'Please send that once more',
    paragraphs: [
      'We could not be sure that it came from our own page. The page may have been open for a long time, or your browser may be blocking cookies. What you sent has not been saved.',
      'Please go back, reload the page, and send it again. We use a cookie only to protect you from forged forms.',
    ],
  },
  'too-many': {
    status: 429,
    title: 'Please wait a little',
    paragraphs: [
      'This page has been used very often in a short time from where you are. It may not have been you: many people can share one connection. We slow everybody there down for a while, so that no machine can try and try. What you just sent has not been saved.',
      'Please try again in a quarter of an hour. If it still does not work then, wait for an hour.',
    ],
  },
  'sign-in-needed': {
    status: 401,
    title: 'You have been signed out',
    paragraphs: [
      'We sign people out after 30 minutes without use, and after 12 hours at the latest. What you just sent has not been saved.',
      'Please sign in again.',
    ],
  },
  'sign-in-again': {
    status: 403,
    title: 'Please sign in once more',
    paragraphs: [
      'This step is a sensitive one, so we ask you to show again that it is you. What you just sent has not been saved.',
      'Afterwards you come back to the page you were on.',
    ],
  },
  'sign-in-failed': {
    status: 400,
    title: 'Signing in did not work',
    paragraphs: [
      'It was cancelled, took too long, or was started in another window. You are not signed in.',
      'Please start again.',
    ],
  },
  'not-allowed': {
    status: 403,
    title: 'This page is not part of your role',
    paragraphs: [
      'You are signed in, but this page belongs to other work than yours.',
      'If you think that you should have it, please ask a coordinator.',
    ],
  },
  failed: {
    status: 500,
    title: 'Sorry, something went wrong on our side',
    paragraphs: [
      'It is nothing that you did. If you were sending something, we may or may not have saved it: please look before you send it again.',
      'Please try again in a few minutes. If it happens again, tell us the reference below.',
    ],
  },
};

/** The problem in words, for a page of your own. */
export function describeProblem(kind: ProblemKind, reference: string, action?: Problem['action']): Problem {
  return { kind, ...problems[kind], reference, ...(action === undefined ? {} : { action }) };
}
