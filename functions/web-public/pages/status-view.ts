import type { Instant } from '../../../events/values.ts';
import type { CharitySettings } from '../../../shared/domain/settings.ts';
import type { Standing } from '../../../shared/domain/told-step.ts';
import { type Progress, progressOf, type ReferredProgress, referredProgressOf } from '../progress.ts';
import { referredWords } from './referred-words.ts';
import { mayBeCalled, ownWords, type StepWords } from './status-words.ts';

/** What the page of one request shows. */
export interface StatusView extends StepWords {
  /**
   * What taking the request back does, while it can be taken back. Offered too to who may be told nothing yet: a missing
   * button would tell.
   */
  readonly takingBack: readonly string[];
  /** They wait for therapy, or to hear whether they get it: how long that takes is worth knowing. */
  readonly isWaiting: boolean;
  readonly isWithdrawn: boolean;
}

const nothingMore = 'We then do nothing more.';

const takingBack: Record<Progress, string | undefined> = {
  received: `${nothingMore} Nobody is assessed.`,
  confirmed: `${nothingMore} Nobody is assessed.`,
  assessment: nothingMore,
  waiting: `${nothingMore} If money is being kept for your therapy, it goes to the next person.`,
  finding: `${nothingMore} The money that is kept for your therapy goes to the next person.`,
  found: 'Your therapist is told that it does not come about, and not why. The money goes to the next person.',
  began:
    'Your therapy through us then ends. Your therapist is told that it has ended, and not why. If you only want a break, or a different therapist, please call us instead.',
  'not-now': nothingMore,
  'no-place': nothingMore,
  ended: undefined,
  withdrawn: undefined,
  'another-service': undefined,
  closed: undefined,
};

const referredTakingBack: Record<ReferredProgress, string | undefined> = {
  'with-us': `${nothingMore} If anything has been arranged for the person, it ends.`,
  assessed: `${nothingMore} If anything has been arranged for the person, it ends.`,
  began: 'The support of the person through us then ends.',
  ended: undefined,
  withdrawn: undefined,
};

/** Said before a request is taken back, and after. */
const comfort = (standing: Standing, whom: string): readonly string[] => [
  'It is quite all right to change one’s mind, now or later, and to ask again at any time.',
  ...(mayBeCalled(standing.referral)
    ? [
        `Somebody calls ${whom} once more, at a time that is safe, to ask how ${whom === 'you' ? 'you are' : 'they are'}.`,
      ]
    : []),
];

/**
 * Where things stand, in words for whoever holds the reference and the code.
 * @param isTheirs the code is the person's own, not a professional's
 */
export function statusView(standing: Standing, settings: CharitySettings, now: Instant, isTheirs: boolean): StatusView {
  const { referral } = standing;
  const about = { referral, settings, now };
  if (!isTheirs) {
    const progress = referredProgressOf(standing);
    const effect = referredTakingBack[progress];
    return {
      ...referredWords[progress](about),
      takingBack: effect === undefined ? [] : [effect, ...comfort(standing, 'the person')],
      isWaiting: progress === 'with-us' || progress === 'assessed',
      isWithdrawn: progress === 'withdrawn',
    };
  }
  const progress = progressOf(standing);
  const effect = takingBack[progress];
  return {
    ...ownWords[progress](about),
    takingBack: effect === undefined ? [] : [effect, ...comfort(standing, 'you')],
    isWaiting: ['received', 'confirmed', 'assessment', 'waiting'].includes(progress),
    isWithdrawn: progress === 'withdrawn',
  };
}
