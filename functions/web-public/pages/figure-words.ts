import { dayInWords } from '../../../shared/domain/date-words.ts';
import { localDay } from '../../../shared/domain/office-days.ts';
import {
  fewPeople,
  type PublicCount,
  type PublicFigures,
  type WaitRange,
} from '../../../shared/domain/public-figures.ts';
import type { CharitySettings } from '../../../shared/domain/settings.ts';

const weeks = (count: number): string => (count === 1 ? '1 week' : `${count} weeks`);

/** `3 to 11 weeks`, `up to 11 weeks`: what most people waited. */
function rangeInWords({ from, to }: Extract<WaitRange, { kind: 'weeks' }>): string {
  if (from === 0) return `up to ${weeks(to)}`;
  return from === to ? `about ${weeks(to)}` : `${from} to ${weeks(to)}`;
}

/** How long people waited before, in sentences; no number at all where too few have. */
export function waitsInWords(figures: PublicFigures | undefined): readonly string[] {
  const { toAssessment, toFirstSession } = figures ?? {};
  const lines = [
    ...(toAssessment?.kind === 'weeks'
      ? [`In the last year an assessor began with most people ${rangeInWords(toAssessment)} after they had asked.`]
      : []),
    ...(toFirstSession?.kind === 'weeks'
      ? [
          `Most people who began therapy in the last year had waited ${rangeInWords(toFirstSession)} from asking to their first session. At most one in ten had waited longer.`,
        ]
      : []),
  ];
  return toFirstSession?.kind === 'weeks'
    ? [...lines, 'Who needs it most urgently comes first, so that it can be shorter or longer.']
    : [
        ...lines,
        'How long it takes until therapy begins we cannot say in numbers yet: too few people began in the last year for a number to be honest. Ask us when we speak, and we say what we know.',
      ];
}

/** `about 40 people are`, `fewer than five people are`. */
const countInWords = (count: PublicCount): string =>
  count.kind === 'few' ? 'fewer than five people' : `about ${count.people} people`;

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** How many wait, and how many began: only what nobody can be known by. */
export const countsInWords = ({ waiting, began }: PublicFigures): readonly string[] => [
  `${sentence(countInWords(waiting))} are waiting for a place that nobody has given yet.`,
  `${sentence(countInWords(began))} began therapy in the last year.`,
];

/** When that was reckoned, and why it is not of today. */
export const reckonedInWords = ({ reckonedAt }: PublicFigures, { office }: Pick<CharitySettings, 'office'>): string =>
  `Counted on ${dayInWords(localDay(reckonedAt, office))}, and again every three months`;

/** Why the numbers are round. */
export const roundedInWords = `to the nearest ${fewPeople}, so that no number tells of any one person`;
