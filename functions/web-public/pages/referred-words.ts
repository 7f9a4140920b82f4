import { inWords } from '../../../shared/domain/date-words.ts';
import type { ReferredProgress } from '../progress.ts';
import { type About, firstCallBy, mayBeCalled, type StepWords } from './status-words.ts';

/** The same whatever happens after it, for nobody may see more with this code than the person agreed to. */
function withUs({ referral, settings, now }: About): StepWords {
  const { charity, office } = settings;
  const by = firstCallBy(referral, settings);
  const call = `they can call us on ${charity.phone}`;
  const first = !mayBeCalled(referral)
    ? `We do not contact the person, as was asked: ${call} with the reference, whenever it is safe. Nothing happens until they have.`
    : now <= by
      ? `We call the person by ${inWords(by, office.timeZone)}.`
      : `We meant to call the person by ${inWords(by, office.timeZone)}. If nobody has reached them, ${call}: we may have tried, and not got through.`;
  return {
    heading: 'The referral is with us',
    now: 'We speak with the person first, in the way that is safe for them, and about everything after that as well.',
    next: [
      first,
      `The person can hear more at any time: ${call}, and ask for a code of their own. With this code we tell no more than they agreed that the professional who referred them may know.`,
    ],
  };
}

/** Where a professional's referral stands, for whoever holds the code that the professional was given. */
export const referredWords: Record<ReferredProgress, (about: About) => StepWords> = {
  'with-us': withUs,
  assessed: ({ settings: { charity } }) => ({
    heading: 'The assessment is done',
    now: 'The person has been assessed.',
    next: [`We speak with the person about what comes next. They can call us at any time on ${charity.phone}.`],
  }),
  began: ({ settings: { charity } }) => ({
    heading: 'Support has begun',
    now: 'The person and their therapist are in touch.',
    next: [`If something is not right, the person can call us on ${charity.phone}.`],
  }),
  ended: ({ settings: { charity } }) => ({
    heading: 'Support has ended',
    now: 'We are doing nothing more about this referral.',
    next: [`If things get hard again, the person can call us on ${charity.phone}.`],
  }),
  withdrawn: ({ settings: { charity } }) => ({
    heading: 'The request was taken back',
    now: 'We are doing nothing more.',
    next: [`The person can ask again at any time, here or on ${charity.phone}.`],
  }),
};
