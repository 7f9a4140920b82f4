import type { Answers, Who } from '../answers.ts';
import { aboutStep } from './about.tsx';
import { agreementStep } from './agreement.tsx';
import { areaStep } from './area.tsx';
import { callStep } from './call.tsx';
import { contactStep } from './contact.tsx';
import { emailStep } from './email.tsx';
import { meetingStep } from './meeting.tsx';
import { messageStep } from './message.tsx';
import { nameStep } from './name.tsx';
import { phoneStep } from './phone.tsx';
import { recentlyStep } from './recently.tsx';
import { referrerStep } from './referrer.tsx';
import { signalsStep } from './signals.tsx';
import type { Step } from './step.ts';
import { voicemailStep } from './voicemail.tsx';
import { whoStep } from './who.tsx';

/** The questions, in their order. Which of them are asked follows from the answers before. */
export const steps: readonly Step[] = [
  whoStep,
  agreementStep,
  referrerStep,
  signalsStep,
  aboutStep,
  areaStep,
  meetingStep,
  recentlyStep,
  nameStep,
  contactStep,
  emailStep,
  messageStep,
  callStep,
  phoneStep,
  voicemailStep,
];

const startPaths: Record<Who, string> = {
  self: '/refer',
  close: '/refer/family',
  professional: '/refer/professional',
};

/** Where each door begins. */
export const startPathOf = (door: Who = 'self'): string => startPaths[door];
export const agePath = '/refer/age';
export const checkPath = '/refer/check';
export const pathOf = (step: Step): string => `/refer/${step.slug}`;

const askedOf = (answers: Answers): readonly Step[] => steps.filter((step) => step.applies(answers));

/** Where to go on: the first question without an answer, or checking them all. */
export function nextPath(answers: Answers): string {
  const next = askedOf(answers).find((step) => !step.isAnswered(answers));
  return next === undefined ? checkPath : pathOf(next);
}

/** The question before this one, of those that are asked. */
export function backPath(answers: Answers, step: Step): string {
  const asked = askedOf(answers);
  const before = asked[asked.indexOf(step) - 1];
  return before === undefined ? agePath : pathOf(before);
}

/** The last question, for the way back from checking. */
export function lastPath(answers: Answers): string {
  const last = askedOf(answers).at(-1);
  return last === undefined ? agePath : pathOf(last);
}

/** Whether this question may be opened now: it is asked, and everything before it is answered. */
export function isOpenTo(answers: Answers, step: Step): boolean {
  const asked = askedOf(answers);
  const place = asked.indexOf(step);
  return place !== -1 && asked.slice(0, place).every((earlier) => earlier.isAnswered(answers));
}

/** The answers with the way to change each, for those questions that are asked. */
export const answeredRows = (answers: Answers) =>
  askedOf(answers).flatMap((step) => step.rows(answers).map((row) => ({ ...row, changePath: pathOf(step) })));
