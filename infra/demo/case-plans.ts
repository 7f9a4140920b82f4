import type { ClientGroup, Pence, PriorityBand } from '../../events/values.ts';
import { Pence as PenceOf } from '../../events/values.ts';
import type { IntakeOutcome } from '../../shared/domain/refer.ts';
import type { Chance } from './chance.ts';
import { aTown, type Town } from './people.ts';

/** How somebody's story ends, if it does not go on as most do: until it is told to its end, or to today. */
export type Turn =
  | { readonly at: 'intake'; readonly becomes: IntakeOutcome | 'withdrawn' }
  | { readonly at: 'assessment'; readonly becomes: 'not-suitable' | 'suitable-not-ready' }
  | { readonly at: 'waiting'; readonly becomes: 'withdrawn' | 'on-hold' | 'safeguarding' }
  | { readonly at: 'therapy'; readonly becomes: 'ended-early' | 'paused' | 'died' };

/** Somebody who asks for help: what they bring, and how it will go. */
export interface CasePlan {
  readonly number: number;
  /** How long before the story's end they ask. */
  readonly daysAgo: number;
  readonly byProfessional: boolean;
  readonly group: ClientGroup;
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
  [480, { at: 'intake', becomes: 'not-eligible' }],
  [430, { at: 'intake', becomes: 'duplicate' }],
  [395, { at: 'intake', becomes: 'unverified' }],
  [350, { at: 'intake', becomes: 'referred-on' }],
  [310, { at: 'intake', becomes: 'withdrawn' }],
  [290, { at: 'assessment', becomes: 'not-suitable' }],
  [52, { at: 'assessment', becomes: 'suitable-not-ready' }],
  [75, { at: 'waiting', becomes: 'withdrawn' }],
  [48, { at: 'waiting', becomes: 'on-hold' }],
  [44, { at: 'waiting', becomes: 'safeguarding' }],
  [400, { at: 'therapy', becomes: 'ended-early' }],
  [260, { at: 'therapy', becomes: 'ended-early' }],
  [170, { at: 'therapy', becomes: 'paused' }],
  [230, { at: 'therapy', becomes: 'died' }],
];

/** When the others ask: seldom at first, more often as the service becomes known, some in the last days. */
const arrivals: readonly number[] = [
  520, 505, 497, 470, 455, 440, 420, 410, 385, 372, 360, 340, 330, 318, 300, 281, 270, 250, 240, 222, 212, 200, 190,
  178, 165, 150, 140, 128, 116, 104, 96, 88, 80, 70, 63, 57, 41, 36, 30, 26, 21, 17, 13, 9, 6, 3, 1, 0,
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

function planOf(chance: Chance, number: number, daysAgo: number, turn: Turn | undefined): CasePlan {
  return {
    number,
    daysAgo,
    turn,
    byProfessional: chance.percent(30),
    group: chance.pick(groups),
    town: aTown(chance),
    inPerson: chance.percent(20),
    byPhone: chance.percent(35),
    isUrgentCall: chance.percent(12),
    canPayWhole: turn === undefined && chance.percent(10),
    contribution: PenceOf.parse(chance.pick([0, 0, 500, 1000, 1000, 1500, 2000])),
    band: chance.pick(['urgent', 'soon', 'soon', 'routine', 'routine', 'routine']),
    sessions: chance.pick([6, 8, 10, 12, 12, 16]),
  };
}

/** Everybody who asks for help in the story, in their order. */
export const casePlans = (chance: Chance): readonly CasePlan[] =>
  [...turns, ...arrivals.map((daysAgo) => [daysAgo, undefined] as const)]
    .toSorted(([one], [other]) => other - one)
    .map(([daysAgo, turn], index) => planOf(chance, index + 1, daysAgo, turn));
