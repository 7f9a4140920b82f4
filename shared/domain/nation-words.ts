import type { Region } from '../../events/values.ts';
import type { CharitySettings, Nation } from './settings.ts';

const nationWords: Readonly<Record<Nation, string>> = {
  england: 'England',
  wales: 'Wales',
  scotland: 'Scotland',
  'northern-ireland': 'Northern Ireland',
};

const elsewhere: readonly Region[] = ['wales', 'scotland', 'northern-ireland'] satisfies readonly (Region & Nation)[];

/** The nation that a region lies in: three of them are regions of their own. */
export const nationOf = (region: Region): Nation =>
  elsewhere.includes(region) ? (region as Region & Nation) : 'england';

/** Who listens to somebody who lives in a region: everybody who does everywhere, and those of their nation. */
export const crisisLinesFor = ({ crisis, nations }: CharitySettings, region: Region): CharitySettings['crisis'] => [
  ...crisis,
  ...nations[nationOf(region)].crisis,
];

/** Every nation with its settings, in the order in which pages name them. */
export const eachNation = ({ nations }: CharitySettings) =>
  (['england', 'wales', 'scotland', 'northern-ireland'] as const).map((nation) => ({
    name: nationWords[nation],
    ...nations[nation],
  }));
