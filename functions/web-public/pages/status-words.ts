import type { Instant } from '../../../events/values.ts';
import { inWords } from '../../../shared/domain/date-words.ts';
import { endOfOfficeDay, officeDeadline } from '../../../shared/domain/office-days.ts';
import type { Referral } from '../../../shared/domain/referral.ts';
import type { CharitySettings } from '../../../shared/domain/settings.ts';
import type { Progress } from '../progress.ts';

/** Whose request it is, and what the office holds itself to. What a decision left behind is no part of it: it would show. */
export interface About {
  readonly referral: Referral;
  readonly settings: CharitySettings;
  readonly now: Instant;
}

export interface StepWords {
  readonly heading: string;
  /** Where it stands. */
  readonly now: string;
  /** What happens next, who does it, and when. */
  readonly next: readonly string[];
}

/** By when somebody is to speak with the person, or with the professional's client, for the first time. */
export const firstCallBy = (
  { clock, recentPoliceContact }: Referral,
  { office, deadlines }: CharitySettings,
): Instant =>
  recentPoliceContact
    ? endOfOfficeDay(clock.startedAt, office)
    : officeDeadline(clock.startedAt, deadlines.confirmReferral, office);

/** Whether we may call at all: nobody who gave us no time for it is called. */
export const mayBeCalled = ({ contact }: Referral): boolean => contact.times.length > 0;

const isLeftAlone = ({ contact }: Referral): boolean => contact.channel === 'none';

const callUs = ({ settings }: About): string =>
  `We do not contact you, as you asked. Please call us on ${settings.charity.phone} with your reference, whenever it is safe for you.`;

/** Something that somebody does by then; after that day, what to do if it did not happen. */
function doneBy({ settings, now }: About, by: Instant | undefined, who: string): readonly string[] {
  const { office, charity } = settings;
  if (by === undefined) return [`${who}, in the way that you told us is safe.`];
  const when = inWords(by, office.timeZone);
  if (now <= by) return [`${who} by ${when}, in the way that you told us is safe.`];
  return [
    `${who}, in the way that you told us is safe. We meant to do that by ${when}.`,
    `If nobody has reached you, please call us on ${charity.phone}. We may have tried, and not got through.`,
  ];
}

function received(about: About): StepWords {
  const { referral, settings } = about;
  const start = { heading: 'We have your request', now: 'It is with us, and nothing has been sent to anyone.' };
  if (!mayBeCalled(referral)) return { ...start, next: [callUs(about), 'Nothing more happens until you have called.'] };
  return { ...start, next: doneBy(about, firstCallBy(referral, settings), 'A member of our staff calls you') };
}

function confirmed(about: About): StepWords {
  const { referral, settings } = about;
  const { deadlines, office } = settings;
  const by = referral.confirmedAt && officeDeadline(referral.confirmedAt, deadlines.assess, office);
  return {
    heading: 'You have spoken with us',
    now: 'We know that it is you, and what is safe for you.',
    next: [
      ...(isLeftAlone(referral)
        ? [`An assessor waits to hear from you. ${callUs(about)}`]
        : doneBy(about, by, 'An assessor gets in touch to arrange a first talk')),
      'They listen, and work out with you what would help.',
    ],
  };
}

function assessed(about: About): StepWords {
  const { referral, settings } = about;
  const { deadlines, office } = settings;
  const by = referral.assessment && officeDeadline(referral.assessment.startedAt, deadlines.assess, office);
  return {
    heading: 'Your assessment',
    now: 'An assessor is looking at what would help you.',
    next: isLeftAlone(referral)
      ? [`They speak with you about what comes next. ${callUs(about)}`]
      : doneBy(about, by, 'A member of our staff speaks with you about what comes next'),
  };
}

const waiting = ({ settings: { charity } }: About): StepWords => ({
  heading: 'You are waiting for a place',
  now: 'Your assessment is done. Your therapy will be paid for by gifts, and the next places go to those whose need is most urgent and who have waited longest.',
  next: [
    'As soon as there is a place for you, we look for a therapist. We cannot promise a day, because it depends on what people give.',
    `If things get harder, please call us on ${charity.phone}.`,
  ],
});

const finding = ({ referral, settings }: About): StepWords => ({
  heading: 'We are looking for a therapist for you',
  now: 'Everything else is arranged. We ask therapists one after another, without telling them who you are.',
  next: [
    `We give ourselves ${settings.deadlines.findTherapist} working days for it.`,
    isLeftAlone(referral)
      ? `When one has agreed, this page says so: we do not contact you, as you asked. You can also call us on ${settings.charity.phone}.`
      : `When one has agreed, we tell you in the way that you told us is safe. If you have heard nothing after that time, please call us on ${settings.charity.phone}.`,
  ],
});

const found = ({ referral, settings: { charity } }: About): StepWords => ({
  heading: 'A therapist has been found',
  now: 'A therapist has agreed to see you.',
  next: [
    isLeftAlone(referral)
      ? `They do not contact you, as you asked. Please call us on ${charity.phone}, whenever it is safe: we arrange with you how you meet.`
      : `They get in touch in the way that you told us is safe. If you hear nothing within a week, please call us on ${charity.phone}.`,
    'If you would like a different therapist, call us too. You need not say why.',
  ],
});

/** Where a request stands, for the person whose it is. */
export const ownWords: Record<Progress, (about: About) => StepWords> = {
  received,
  confirmed,
  assessment: assessed,
  waiting,
  finding,
  found,
  began: ({ settings: { charity } }) => ({
    heading: 'Your therapy is under way',
    now: 'You and your therapist arrange everything between you.',
    next: [`If something is not right, you can always call us on ${charity.phone}.`],
  }),
  'not-now': ({ settings: { charity } }) => ({
    heading: 'Therapy may come later',
    now: 'We have spoken with you: something else comes first. We keep your request.',
    next: [
      `When things have changed for you, or if you would like to hear it once more, please call us on ${charity.phone}.`,
    ],
  }),
  'no-place': ({ settings: { charity } }) => ({
    heading: 'There is no sponsored place for you at the moment',
    now: 'We have spoken with you about why, and about what you can do now.',
    next: [
      `If things have changed for you, or if you would like to hear it once more, please call us on ${charity.phone}.`,
    ],
  }),
  ended: ({ settings: { charity } }) => ({
    heading: 'Your therapy with us has ended',
    now: 'There is nothing that you need to do.',
    next: [`If things get hard again, you can come back. Call us on ${charity.phone}, or ask again here.`],
  }),
  withdrawn: ({ settings: { charity } }) => ({
    heading: 'You took your request back',
    now: 'We are doing nothing more.',
    next: [`You can ask again at any time, here or on ${charity.phone}.`],
  }),
  'another-service': ({ settings: { charity } }) => ({
    heading: 'Another service can help you better',
    now: 'We have spoken with you about it, and about who can help.',
    next: [`If you would like to hear it once more, please call us on ${charity.phone}.`],
  }),
  closed: ({ settings: { charity } }) => ({
    heading: 'This request is closed',
    now: 'We are doing nothing more about it.',
    next: [`If you have a question about it, please call us on ${charity.phone}.`],
  }),
};
