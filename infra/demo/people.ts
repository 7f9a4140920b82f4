import type { Region } from '../../events/values.ts';
import type { Chance } from './chance.ts';

// Every name is made up, and every address ends in example.org: mail to it reaches nobody.

const firstNames =
  'Amara Anwen Arjun Beth Callum Carys Chidi Clare Conor Daniel Dawn Eilidh Elena Emeka Fatima Fergus Freya Gareth Grace Hamish Hannah Imran Iona Isaac Jasmine Joanna Kavita Keir Laila Leon Lorna Lucy Malik Mairi Megan Mohan Nadia Niamh Noel Olivia Omar Owen Patrick Priya Rachel Rhys Rosa Ruth Samir Sarah Shona Simon Sofia Tariq Tegan Thomas Ursula Violet Wren Yusuf Zara'.split(
    ' ',
  );
const lastNames =
  'Abara Ashdown Barrow Bell Birch Blackwood Brook Carver Chaudhry Clay Cooper Dale Davies Drummond Eastwood Ellis Farrow Fenn Fletcher Ghani Glen Gray Hale Hargreaves Heath Hollis Iqbal Ives Jarvis Kaur Kemp Lacey Langley Lister Marsh Mehta Moor Nash Norwood Okafor Oakley Parry Pell Quill Rahman Reeve Rowe Sandford Shaw Singh Stone Thorne Tully Underhill Vale Ward Wells Whitlock Wood Yardley'.split(
    ' ',
  );

export interface Named {
  readonly name: string;
  readonly email: string;
}

/** Somebody of a kind, the same for the same number: two people of one kind never share a name. */
export function personOf(kind: 'client' | 'donor' | 'referrer' | 'therapist', number: number): Named {
  const offset = { client: 0, donor: 17, referrer: 29, therapist: 41 }[kind];
  const first = firstNames[(number * 7 + offset) % firstNames.length] ?? '';
  const last = lastNames[(number + Math.floor(number / lastNames.length) + offset) % lastNames.length] ?? '';
  return { name: `${first} ${last}`, email: `${first}.${last}.${kind}${number}@example.org`.toLowerCase() };
}

export interface Town {
  readonly area: string;
  readonly region: Region;
}

const towns: readonly Town[] = [
  { area: 'NG1', region: 'east-midlands' },
  { area: 'LE2', region: 'east-midlands' },
  { area: 'CB1', region: 'east-of-england' },
  { area: 'NR2', region: 'east-of-england' },
  { area: 'N1', region: 'london' },
  { area: 'SE5', region: 'london' },
  { area: 'NE2', region: 'north-east' },
  { area: 'DH1', region: 'north-east' },
  { area: 'M14', region: 'north-west' },
  { area: 'L1', region: 'north-west' },
  { area: 'BT7', region: 'northern-ireland' },
  { area: 'EH6', region: 'scotland' },
  { area: 'G12', region: 'scotland' },
  { area: 'BN1', region: 'south-east' },
  { area: 'OX4', region: 'south-east' },
  { area: 'BS5', region: 'south-west' },
  { area: 'EX4', region: 'south-west' },
  { area: 'CF10', region: 'wales' },
  { area: 'SA1', region: 'wales' },
  { area: 'B13', region: 'west-midlands' },
  { area: 'CV1', region: 'west-midlands' },
  { area: 'LS6', region: 'yorkshire-and-the-humber' },
  { area: 'S10', region: 'yorkshire-and-the-humber' },
];

export const aTown = (chance: Chance): Town => chance.pick(towns);

/** The towns in turn, so that there is somebody everywhere. */
export function townOf(number: number): Town {
  const town = towns[number % towns.length];
  if (town === undefined) throw new Error('there are no towns');
  return town;
}
