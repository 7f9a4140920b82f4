import * as z from 'zod';
import type { Fact } from '../../../events/catalogue.ts';
import { EmailId, type Instant } from '../../../events/values.ts';
import type { DeadLetter } from '../../../shared/runtime/dead-letters.ts';
import { mostTries } from '../../../shared/runtime/give-up.ts';
import { parseJson, readBody } from '../../../shared/runtime/read-body.ts';
import { readWakeUp } from '../../../shared/runtime/wake-up.ts';
import { nameOfAbout } from '../../../shared/staff/words/references.ts';
import { shortTime } from '../../../shared/staff/words/times.ts';
import type { BoxName } from '../dead-letter-boxes.ts';
import { readGivenUp } from '../relay-again.ts';

interface BoxWords {
  readonly title: string;
  /** Whom it hurts that something lies here. */
  readonly hurts: string;
  /** What the button does. */
  readonly again: string;
}

const sendAgain = 'Send again';

export const boxWords: Readonly<Record<BoxName, BoxWords>> = {
  referral: {
    title: 'Referrals',
    hurts: 'A person who asked for help, or withdrew, is not answered.',
    again: sendAgain,
  },
  assessment: {
    title: 'Assessments',
    hurts: 'Somebody who was assessed stands in no waiting list.',
    again: sendAgain,
  },
  donation: {
    title: 'Donations',
    hurts: 'A gift was paid and is not booked. No money is lost: the payment provider has it.',
    again: sendAgain,
  },
  allocation: {
    title: 'Money for places',
    hurts: 'Free money may not reach the waiting list.',
    again: sendAgain,
  },
  offers: {
    title: 'Offers to therapists',
    hurts: 'An approved case is offered to nobody, or a therapist waits for an answer.',
    again: sendAgain,
  },
  mail: { title: 'Mail', hurts: 'Somebody waits for a mail, perhaps with a deadline.', again: sendAgain },
  'mail-reports': {
    title: 'What became of mail',
    hurts: 'A mail may never have arrived, and nobody is asked to reach the person another way.',
    again: sendAgain,
  },
  'facts-not-relayed': {
    title: 'What nobody was told of',
    hurts: 'Something happened, and what should follow does not.',
    again: 'Tell them again',
  },
  'sweeps-not-started': {
    title: 'Schedules that did not start',
    hurts: 'Deadlines passed unseen for a while. The next run makes it good.',
    again: 'It has run since: take it off',
  },
};

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** `Place reservation expired`, of `uk.sponsored-places.place.reservation-expired.v1`. */
const nameOf = ({ type }: Fact): string => capital(type.split('.').slice(2, -1).join(' ').replaceAll('-', ' '));

const Report = z.lazy(() =>
  z.object({ kind: z.enum(['delivered', 'bounced', 'complained']), email: z.tuple([EmailId]) }),
);
const reportWords = {
  delivered: 'A mail arrived',
  bounced: 'A mail was refused',
  complained: 'A mail was called unwanted',
} as const;

interface LetterWords {
  /** The event’s name. */
  readonly what: string;
  /** Its id, or the message’s own. */
  readonly id: string;
  /** The record it is about, by its reference. */
  readonly about: string | undefined;
  /** When it happened; unknown of what cannot be read. */
  readonly happened: Instant | undefined;
}

/** What a letter says, as far as it can be read. A letter carries ids, and names nobody; of another nothing is shown. */
export function letterWords(box: BoxName, { messageId, body }: DeadLetter): LetterWords {
  const own = { id: messageId, about: undefined, happened: undefined };
  const reading = readBody(body);
  if (reading.ok) {
    const { fact } = reading;
    return { what: nameOf(fact), id: fact.id, about: nameOfAbout(fact.subject), happened: fact.time };
  }
  if (box === 'sweeps-not-started') return { ...own, what: 'A schedule could not call its function' };
  const givenUp = box === 'facts-not-relayed' ? readGivenUp(body) : undefined;
  if (givenUp !== undefined) {
    return { ...own, what: `What was decided from ${shortTime(givenUp.from)} to ${shortTime(givenUp.to)}` };
  }
  if (box === 'allocation' && readWakeUp(body).ok) return { ...own, what: 'Look again at the pool' };
  const report = Report.safeParse(parseJson(body));
  if (box === 'mail-reports' && report.success) {
    return { ...own, what: reportWords[report.data.kind], id: report.data.email[0] };
  }
  return { ...own, what: 'It cannot be read' };
}

/** Why a letter could never be read: its kind only, for the rest may quote what is in it. */
const unreadable: readonly (readonly [start: string, words: string])[] = [
  ['not JSON', 'It is damaged.'],
  ['not an envelope', 'It is no message of ours.'],
  ['unknown fact type', 'This version does not know such a message.'],
  ['no report', 'It is no report of a mail of ours.'],
];

const silent: Partial<Record<BoxName, string>> = {
  'facts-not-relayed': 'The relay could not send them on in twenty tries.',
  'sweeps-not-started': 'The function was missing, or the schedule was not allowed to call it.',
};

/** Why it lies here: what its worker said at its last try. */
export function whyWords(box: BoxName, { reason, tries }: DeadLetter): string {
  if (reason === undefined) return silent[box] ?? 'Nothing was said: each try was cut off before its end.';
  if (tries !== undefined) return capital(reason);
  return unreadable.find(([start]) => reason.startsWith(start))?.[1] ?? 'What it carries is not as it should be.';
}

/** How often it was tried. What cannot be read is not tried; of what was cut off the queue has counted. */
export function triesWords({ reason, tries }: DeadLetter): string {
  if (tries !== undefined) return String(tries);
  return reason === undefined ? String(mostTries) : 'Not at all';
}
