import type { CharitySettings } from '../../../shared/domain/settings.ts';
import type { Standing } from '../../../shared/domain/told-step.ts';
import { type Progress, progressOf, type ReferredProgress, referredProgressOf } from '../progress.ts';

export interface StatusWords {
  readonly heading: string;
  /** Where it stands. */
  readonly now: string;
  /** What happens next, and who does it. */
  readonly next: string;
  /** Whether the request can still be taken back. Offered too to who may be told nothing yet: a missing button would tell. */
  readonly mayTakeBack: boolean;
}

type Words = (settings: CharitySettings) => Omit<StatusWords, 'mayTakeBack'>;

const own: Record<Progress, Words> = {
  received: () => ({
    heading: 'We have your request',
    now: 'It is with us, and nothing has been sent to anyone.',
    next: 'A member of our staff speaks with you, in the way that you told us is safe.',
  }),
  confirmed: () => ({
    heading: 'You have spoken with us',
    now: 'We know that it is you, and what is safe for you.',
    next: 'An assessor gets in touch to arrange a first talk. They listen, and work out with you what would help.',
  }),
  assessment: () => ({
    heading: 'Your assessment',
    now: 'An assessor is looking at what would help you.',
    next: 'A member of our staff speaks with you about what comes next.',
  }),
  waiting: ({ charity }) => ({
    heading: 'You are waiting for a place',
    now: 'Your assessment is done. Your therapy will be paid for by gifts, and the next places go to those whose need is most urgent and who have waited longest.',
    next: `As soon as there is a place for you, we look for a therapist. We cannot promise a day, because it depends on what people give. If things get harder, please call us on ${charity.phone}.`,
  }),
  finding: () => ({
    heading: 'We are looking for a therapist for you',
    now: 'Everything else is arranged. We ask therapists one after another, without telling them who you are.',
    next: 'When one has agreed, we tell you in the way that you told us is safe.',
  }),
  found: ({ charity }) => ({
    heading: 'A therapist has been found',
    now: 'A therapist has agreed to see you.',
    next: `They get in touch in the way that you told us is safe. If you hear nothing within a week, or would like a different therapist, please call us on ${charity.phone}. You need not say why.`,
  }),
  began: ({ charity }) => ({
    heading: 'Your therapy is under way',
    now: 'You and your therapist arrange everything between you.',
    next: `If something is not right, you can always call us on ${charity.phone}.`,
  }),
  'not-now': ({ charity }) => ({
    heading: 'Therapy may come later',
    now: 'We have spoken with you: something else comes first. We keep your request.',
    next: `When things have changed for you, or if you would like to hear it once more, please call us on ${charity.phone}.`,
  }),
  'no-place': ({ charity }) => ({
    heading: 'There is no sponsored place for you at the moment',
    now: 'We have spoken with you about why, and about what you can do now.',
    next: `If things have changed for you, or if you would like to hear it once more, please call us on ${charity.phone}.`,
  }),
  ended: ({ charity }) => ({
    heading: 'Your therapy with us has ended',
    now: 'There is nothing that you need to do.',
    next: `If things get hard again, you can come back. Call us on ${charity.phone}, or ask again here.`,
  }),
  withdrawn: ({ charity }) => ({
    heading: 'You took your request back',
    now: 'We are doing nothing more.',
    next: `You can ask again at any time, here or on ${charity.phone}.`,
  }),
  'another-service': ({ charity }) => ({
    heading: 'Another service can help you better',
    now: 'We have spoken with you about it, and about who can help.',
    next: `If you would like to hear it once more, please call us on ${charity.phone}.`,
  }),
  closed: ({ charity }) => ({
    heading: 'This request is closed',
    now: 'We are doing nothing more about it.',
    next: `If you have a question about it, please call us on ${charity.phone}.`,
  }),
};

const referred: Record<ReferredProgress, Words> = {
  'with-us': ({ charity }) => ({
    heading: 'The referral is with us',
    now: 'We speak with the person first, in the way that is safe for them, and about everything after that as well.',
    next: `The person can hear more at any time: they can call us on ${charity.phone}. With this code we tell no more than they agreed that the professional who referred them may know.`,
  }),
  assessed: ({ charity }) => ({
    heading: 'The assessment is done',
    now: 'The person has been assessed.',
    next: `We speak with the person about what comes next. They can call us at any time on ${charity.phone}.`,
  }),
  began: ({ charity }) => ({
    heading: 'Support has begun',
    now: 'The person and their therapist are in touch.',
    next: `If something is not right, the person can call us on ${charity.phone}.`,
  }),
  ended: ({ charity }) => ({
    heading: 'Support has ended',
    now: 'We are doing nothing more about this referral.',
    next: `If things get hard again, the person can call us on ${charity.phone}.`,
  }),
  withdrawn: ({ charity }) => ({
    heading: 'The request was taken back',
    now: 'We are doing nothing more.',
    next: `The person can ask again at any time, here or on ${charity.phone}.`,
  }),
};

const isOver = (progress: Progress | ReferredProgress): boolean =>
  ['ended', 'withdrawn', 'another-service', 'closed'].includes(progress);

/** Where things stand, in words for whoever holds the reference and the code. */
export function statusWords(standing: Standing, settings: CharitySettings): StatusWords {
  if (standing.referral.door === 'professional') {
    const progress = referredProgressOf(standing);
    return { ...referred[progress](settings), mayTakeBack: !isOver(progress) };
  }
  const progress = progressOf(standing);
  return { ...own[progress](settings), mayTakeBack: !isOver(progress) };
}
