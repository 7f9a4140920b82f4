import { answer, begin, type JourneyAnswers, professionalAnswers, selfAnswers } from '../support/refer-journey.ts';
import type { Visitor } from '../support/visitor.ts';
import { marked } from './marks.ts';

const wrong = marked['mistaken answers'];

const answersOf = (who: { name: string; email: string; phone: string; postcode: string }): JourneyAnswers => ({
  area: { postcode: who.postcode },
  name: { name: who.name },
  email: { email: who.email },
  phone: { phone: who.phone, times: ['weekday-mornings'] },
});

export const clientAnswers: JourneyAnswers = { ...selfAnswers, ...answersOf(marked.client) };

export const referrerAnswers: JourneyAnswers = {
  ...professionalAnswers,
  ...answersOf(marked['referred client']),
  'your-details': {
    referrerName: marked.referrer.name,
    organisation: marked.referrer.organisation,
    referrerEmail: marked.referrer.email,
    referrerPhone: marked.referrer.phone,
  },
};

/** To the last page before a request is sent, with things put where they do not belong on the way. */
export async function askWithMistakes(visitor: Visitor, answers: JourneyAnswers): Promise<void> {
  await begin(visitor, answers);
  await answer(visitor, answers, 'area');
  await visitor.submit({ postcode: wrong['for a number'] });
  await answer(visitor, answers, 'contact');
  await visitor.submit({ channel: wrong['for a choice'], unknown: wrong['in a field that no page has'] });
  await answer(visitor, answers);
}

const onFirst = (field: string, year: string) => ({
  [`${field}-day`]: '1',
  [`${field}-month`]: '1',
  [`${field}-year`]: year,
});

export const onToday = (field: string): Record<string, string> => {
  const [year = '', month = '', day = ''] = new Date().toISOString().slice(0, 10).split('-');
  return { [`${field}-day`]: day, [`${field}-month`]: month, [`${field}-year`]: year };
};

/** What a coordinator types of a therapist who joins. */
export const therapistForm = (who: { name: string; email: string; phone: string }, fee: string) => ({
  ...who,
  ...Object.assign(
    {},
    ...['training', 'accreditation', 'insurance', 'dbs', 'supervision'].flatMap((kind) => [
      onFirst(`${kind}-from`, '2025'),
      onFirst(`${kind}-through`, '2030'),
    ]),
  ),
  competences: ['thoughts', 'online'],
  meets: ['online'],
  area: 'LS6',
  fee,
  capacity: '3',
});

export const assessment = {
  suitability: 'suitable',
  groups: ['thoughts', 'online'],
  primary: 'thoughts',
  level: 'medium',
  mode: 'online',
  sessions: '12',
  whole: 'no',
  contribution: '10',
  band: 'routine',
};

export const giver = {
  ...marked.donor,
  giftAid: 'yes',
  noBenefit: 'yes',
};
