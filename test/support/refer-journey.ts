import type { Typed, Visitor } from './visitor.ts';

/** Somebody's answers, by the address of each question. Whoever is asked less, leaves the rest unread. */
export type JourneyAnswers = Readonly<Record<string, Typed>>;

export const selfAnswers: JourneyAnswers = {
  who: { who: 'self' },
  about: { about: ['thoughts', 'online'] },
  area: { postcode: 'ls6 2ab' },
  meeting: { mode: 'either' },
  recently: { recently: 'no' },
  name: { name: 'Robin Testperson' },
  contact: { channel: 'email' },
  email: { email: 'robin.testperson@example.org' },
  message: { mayReveal: 'nothing' },
  call: { mayCall: 'yes' },
  phone: { phone: '07700 900 982', times: ['weekday-mornings', 'weekday-afternoons'] },
  voicemail: { voicemail: 'neutral' },
};

export const professionalAnswers: JourneyAnswers = {
  ...selfAnswers,
  who: { who: 'professional' },
  agreement: { agreed: 'yes', how: 'face-to-face', when: 'today' },
  'your-details': {
    referrerName: 'Dr Morgan Sampleton',
    organisation: 'Exampleton Surgery',
    referrerEmail: 'morgan.sampleton@example.org',
    referrerPhone: '0113 496 0000',
  },
  news: { signals: ['arrived', 'began'] },
  contact: { channel: 'phone' },
};

const doors: Readonly<Record<string, string>> = { close: '/refer/family', professional: '/refer/professional' };

/** From the first page of their door past the question of age to the first of the others. */
export async function begin(visitor: Visitor, answers: JourneyAnswers = selfAnswers): Promise<Visitor> {
  await visitor.open(doors[String(answers.who?.who)] ?? '/refer');
  await visitor.follow('Start now');
  await visitor.submit({ adult: 'yes' });
  return visitor.follow('Continue');
}

/** Answers whatever is asked, until `until` (a question's last part of the address) or checking them all. */
export async function answer(visitor: Visitor, answers: JourneyAnswers, until = 'check'): Promise<Visitor> {
  for (let pages = 0; pages < 20 && visitor.path !== `/refer/${until}`; pages += 1) {
    const question = visitor.path.replace('/refer/', '');
    const typed = answers[question];
    if (typed === undefined) throw new Error(`Nothing is known to answer to ${visitor.path}.`);
    await visitor.submit(typed);
  }
  return visitor;
}

export async function reachCheck(visitor: Visitor, answers: JourneyAnswers = selfAnswers): Promise<Visitor> {
  return answer(await begin(visitor, answers), answers);
}

export interface Sent {
  readonly reference: string;
  readonly code: string;
}

/** Sends a whole request; answers what the person gets to keep. */
export async function sendRequest(visitor: Visitor, answers: JourneyAnswers = selfAnswers): Promise<Sent> {
  await reachCheck(visitor, answers);
  await visitor.submit();
  return keptFrom(visitor);
}

/** Reference and access code, as the last page shows them. */
export function keptFrom(visitor: Visitor): Sent {
  const reference = /SP-[0-9A-Z]{5}-[0-9A-Z]{5}/.exec(visitor.text)?.[0];
  const code = codeOn(visitor);
  if (reference === undefined) throw new Error(`There is no reference on ${visitor.path}.`);
  return { reference, code };
}

export function codeOn(visitor: Visitor): string {
  const code = /[0-9A-Z]{4}(-[0-9A-Z]{4}){4}/.exec(visitor.text)?.[0];
  if (code === undefined) throw new Error(`There is no code on ${visitor.path}.`);
  return code;
}
