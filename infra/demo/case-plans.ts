import type { ClientGroup, Pence, PriorityBand } from '../../events/values.ts';
import { Pence as PenceOf } from '../../events/values.ts';
import type { Needs } from '../../shared/domain/assessment.ts';
import type { Chance } from './chance.ts';
import { aTown, type Town } from './people.ts';

/** How somebody's story ends, if it does not go on as most do: until it is told to its end, or to today. */
export type Turn =
  /** Why it is closed is one of the reasons that the case page offers. */
  | { readonly at: 'intake'; readonly closes: 'not-theirs' | 'twice' | 'elsewhere' | 'outside' }
  | { readonly at: 'intake'; readonly closes: 'withdrawn' }
  /** Nobody has come to it yet. */
  | {
      readonly at: 'desk';
      readonly in: 'submitted' | 'awaiting-consent' | 'awaiting-assessment' | 'assessment-started';
    }
  | { readonly at: 'assessment'; readonly becomes: 'not-suitable' | 'suitable-not-ready' }
  | { readonly at: 'waiting'; readonly becomes: 'withdrawn' | 'on-hold' | 'safeguarding' | 'rejected' }
  | { readonly at: 'therapy'; readonly becomes: 'ended-early' | 'paused' | 'died' | 'changed' };

/** Somebody who asks for help: what they bring, and how it will go. */
export interface CasePlan {
  readonly number: number;
  /** How long before the story's end they ask. */
  readonly daysAgo: number;
  readonly byProfessional: boolean;
  /** What they bring; the first is what most matters. */
  readonly groups: readonly [ClientGroup, ...ClientGroup[]];
  readonly level: Needs['level'];
  readonly town: Town;
  readonly inPerson: boolean;
  readonly byPhone: boolean;
  readonly isUrgentCall: boolean;
  readonly canPayWhole: boolean;
  readonly contribution: Pence;
  readonly band: PriorityBand;
  readonly sessions: number;
  readonly turn: Turn | undefined;
}

/** Turns that a reader of the demonstration should find one of, and how long ago each began. */
const turns: readonly (readonly [number, Turn])[] = [
  [480, { at: 'intake', closes: 'outside' }],
  [430, { at: 'intake', closes: 'twice' }],
  [395, { at: 'intake', closes: 'not-theirs' }],
  [350, { at: 'intake', closes: 'elsewhere' }],
  [310, { at: 'intake', closes: 'withdrawn' }],
  [290, { at: 'assessment', becomes: 'not-suitable' }],
  [52, { at: 'assessment', becomes: 'suitable-not-ready' }],
  [110, { at: 'waiting', becomes: 'rejected' }],
  [75, { at: 'waiting', becomes: 'withdrawn' }],
  [48, { at: 'waiting', becomes: 'on-hold' }],
  [44, { at: 'waiting', becomes: 'safeguarding' }],
  [400, { at: 'therapy', becomes: 'ended-early' }],
  [260, { at: 'therapy', becomes: 'ended-early' }],
  [340, { at: 'therapy', becomes: 'changed' }],
  [210, { at: 'therapy', becomes: 'paused' }],
  [230, { at: 'therapy', becomes: 'died' }],
  [8, { at: 'desk', in: 'assessment-started' }],
  [6, { at: 'desk', in: 'awaiting-assessment' }],
  [5, { at: 'desk', in: 'awaiting-assessment' }],
  [2, { at: 'desk', in: 'awaiting-consent' }],
  [2, { at: 'desk', in: 'submitted' }],
  [0, { at: 'desk', in: 'submitted' }],
];

/** When the others ask: seldom at first, more often as the service becomes known. */
const arrivals: readonly number[] = [
  520, 505, 497, 470, 455, 440, 420, 410, 385, 372, 360, 330, 318, 300, 281, 270, 250, 240, 222, 212, 200, 190, 178,
  165, 150, 140, 128, 116, 104, 96, 88, 80, 70, 63, 57, 50, 47, 41, 39, 36, 35, 33, 30, 28, 26, 24, 23, 21, 19, 17, 15,
  13,
];

const groups: readonly ClientGroup[] = [
  'worried-about-thoughts',
  'worried-about-thoughts',
  'compulsive-pornography',
  'online-behaviour',
  'online-behaviour',
  'contact-behaviour',
  'partner-or-family',
  'survivor',
];

/** Many bring more than one thing; partners, families and survivors mostly come with what is theirs. */
function groupsOf(chance: Chance): CasePlan['groups'] {
  const first = chance.pick(groups);
  const second = chance.pick(groups.slice(0, 6));
  const brings = chance.percent(first === 'partner-or-family' || first === 'survivor' ? 15 : 50);
  return brings && second !== first ? [first, second] : [first];
}

const needsConsent = (turn: Turn | undefined, chance: Chance): boolean =>
  turn?.at === 'desk' ? turn.in === 'awaiting-consent' : chance.percent(30);

/** Who comes to therapy, for the story needs them there: waits not long, and does not pay for it alone. */
const comesToTherapy = (turn: Turn | undefined): boolean => turn?.at === 'therapy';

function planOf(chance: Chance, number: number, daysAgo: number, turn: Turn | undefined): CasePlan {
  return {
    number,
    daysAgo,
    turn,
    byProfessional: needsConsent(turn, chance),
    groups: groupsOf(chance),
    level: chance.pick(['lower', 'medium', 'medium', 'higher']),
    town: aTown(chance),
    inPerson: chance.percent(15),
    byPhone: chance.percent(35),
    isUrgentCall: chance.percent(12) || (turn?.at === 'desk' && daysAgo === 0),
    canPayWhole: turn === undefined && chance.percent(10),
    contribution: PenceOf.parse(chance.pick([0, 0, 500, 1000, 1000, 1500, 2000])),
    band: comesToTherapy(turn) ? 'urgent' : chance.pick(['urgent', 'soon', 'soon', 'routine', 'routine', 'routine']),
    sessions: chance.pick([6, 8, 10, 12, 12, 16]),
  };
}

/** Everybody who asks for help in the story, in their order. */
export const casePlans = (chance: Chance): readonly CasePlan[] =>
  [...turns, ...arrivals.map((daysAgo) => [daysAgo, undefined] as const)]
    .toSorted(([one], [other]) => other - one)
    .map(([daysAgo, turn], index) => planOf(chance, index + 1, daysAgo, turn));
