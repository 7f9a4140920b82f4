import type { Region } from '../../events/values.ts';

/** One postcode area: the region most of its people live in, and about where its middle is, in degrees. */
export interface PostcodeArea {
  readonly region: Region;
  readonly latitude: number;
  readonly longitude: number;
}

/** About the middle of every postcode area of the UK (latitude, longitude), under the region most of it lies in. */
const middles: Readonly<Record<Region, Readonly<Record<string, readonly [number, number]>>>> = {
  'east-midlands': {
    DE: [52.95, -1.52],
    LE: [52.62, -1.16],
    LN: [53.22, -0.4],
    NG: [53.0, -1.07],
    NN: [52.28, -0.85],
  },
  'east-of-england': {
    AL: [51.78, -0.32],
    CB: [52.2, 0.25],
    CM: [51.73, 0.4],
    CO: [51.9, 0.92],
    IP: [52.2, 1.15],
    LU: [51.9, -0.45],
    NR: [52.65, 1.25],
    PE: [52.65, -0.05],
    SG: [51.95, -0.18],
    SS: [51.56, 0.66],
    WD: [51.68, -0.37],
  },
  london: {
    BR: [51.39, 0.04],
    CR: [51.36, -0.09],
    E: [51.54, -0.03],
    EC: [51.52, -0.09],
    EN: [51.67, -0.06],
    HA: [51.58, -0.35],
    IG: [51.57, 0.09],
    N: [51.57, -0.12],
    NW: [51.55, -0.2],
    RM: [51.55, 0.2],
    SE: [51.46, -0.05],
    SM: [51.37, -0.19],
    SW: [51.46, -0.18],
    TW: [51.44, -0.37],
    UB: [51.53, -0.42],
    W: [51.51, -0.2],
    WC: [51.52, -0.12],
  },
  'north-east': {
    DH: [54.8, -1.6],
    DL: [54.5, -1.65],
    NE: [55.05, -1.65],
    SR: [54.88, -1.4],
    TS: [54.58, -1.23],
  },
  'north-west': {
    BB: [53.79, -2.35],
    BL: [53.58, -2.45],
    CA: [54.75, -3.05],
    CH: [53.23, -3.0],
    CW: [53.15, -2.48],
    FY: [53.83, -3.01],
    L: [53.45, -2.93],
    LA: [54.2, -2.85],
    M: [53.47, -2.27],
    OL: [53.58, -2.1],
    PR: [53.72, -2.72],
    SK: [53.35, -2.1],
    WA: [53.38, -2.55],
    WN: [53.53, -2.63],
  },
  'northern-ireland': {
    BT: [54.6, -6.4],
  },
  scotland: {
    AB: [57.25, -2.4],
    DD: [56.5, -2.95],
    DG: [55.05, -3.8],
    EH: [55.92, -3.22],
    FK: [56.08, -3.8],
    G: [55.86, -4.28],
    HS: [58.15, -6.6],
    IV: [57.6, -4.4],
    KA: [55.55, -4.55],
    KW: [58.65, -3.2],
    KY: [56.18, -3.15],
    ML: [55.75, -3.85],
    PA: [55.95, -5.0],
    PH: [56.6, -3.9],
    TD: [55.65, -2.5],
    ZE: [60.3, -1.25],
  },
  'south-east': {
    BN: [50.85, -0.1],
    CT: [51.27, 1.15],
    DA: [51.43, 0.25],
    GU: [51.2, -0.7],
    HP: [51.72, -0.72],
    KT: [51.37, -0.32],
    ME: [51.35, 0.57],
    MK: [52.04, -0.7],
    OX: [51.82, -1.3],
    PO: [50.82, -1.02],
    RG: [51.42, -1.05],
    RH: [51.1, -0.17],
    SL: [51.53, -0.63],
    SO: [50.95, -1.4],
    TN: [51.1, 0.4],
  },
  'south-west': {
    BA: [51.25, -2.45],
    BH: [50.77, -1.9],
    BS: [51.43, -2.65],
    DT: [50.72, -2.45],
    EX: [50.78, -3.6],
    GL: [51.85, -2.17],
    PL: [50.42, -4.45],
    SN: [51.5, -1.87],
    SP: [51.08, -1.75],
    TA: [51.03, -3.1],
    TQ: [50.43, -3.62],
    TR: [50.2, -5.22],
  },
  wales: {
    CF: [51.52, -3.3],
    LD: [52.2, -3.35],
    LL: [53.1, -3.7],
    NP: [51.67, -3.0],
    SA: [51.75, -4.2],
  },
  'west-midlands': {
    B: [52.48, -1.88],
    CV: [52.38, -1.5],
    DY: [52.43, -2.18],
    HR: [52.08, -2.75],
    ST: [52.95, -2.15],
    SY: [52.6, -3.0],
    TF: [52.7, -2.45],
    WR: [52.18, -2.15],
    WS: [52.62, -1.95],
    WV: [52.58, -2.17],
  },
  'yorkshire-and-the-humber': {
    BD: [53.85, -1.85],
    DN: [53.55, -0.8],
    HD: [53.63, -1.8],
    HG: [54.05, -1.55],
    HU: [53.78, -0.33],
    HX: [53.73, -1.88],
    LS: [53.82, -1.53],
    S: [53.37, -1.42],
    WF: [53.67, -1.48],
    YO: [54.0, -0.95],
  },
};

/** The 121 postcode areas of the UK by their letters. */
export const postcodeAreas: ReadonlyMap<string, PostcodeArea> = new Map(
  Object.entries(middles).flatMap(([region, areas]) =>
    Object.entries(areas).map(([letters, [latitude, longitude]]) => [
      letters,
      // The keys of `middles` are the regions: the type above says so, and Object.entries forgets it.
      { region: region as Region, latitude, longitude },
    ]),
  ),
);

/** Postcode areas that look like the UK’s but are not of it. */
export const areasOutsideUk: ReadonlyMap<string, string> = new Map([
  ['IM', 'the Isle of Man'],
  ['JE', 'Jersey'],
  ['GY', 'Guernsey'],
]);

const districts = (letters: string, first: number, last = first): readonly string[] =>
  Array.from({ length: last - first + 1 }, (_, index) => `${letters}${first + index}`);

/**
 * Districts that lie wholly or mostly in another region than their area: postcodes follow sorting offices, not
 * borders, and a fund for one region may pay only there. A district on both sides of a border stays with its area.
 */
export const districtsElsewhere: ReadonlyMap<string, Region> = new Map(
  (
    [
      [
        'east-midlands',
        [
          ...districts('CV', 13),
          ...districts('DN', 21, 22),
          ...districts('PE', 9, 12),
          ...districts('PE', 20, 25),
          ...districts('S', 18),
          ...districts('S', 21),
          ...districts('S', 32, 33),
          ...districts('S', 40, 45),
          ...districts('S', 80, 81),
          ...districts('SK', 13),
          ...districts('SK', 17),
          ...districts('SK', 22, 23),
        ],
      ],
      [
        'east-of-england',
        [
          ...districts('EN', 6, 11),
          ...districts('HP', 1, 4),
          ...districts('HP', 23),
          ...districts('IG', 7),
          ...districts('IG', 9, 10),
          ...districts('MK', 40, 45),
          ...districts('RM', 15, 20),
        ],
      ],
      [
        'london',
        [...districts('DA', 5, 8), ...districts('DA', 14, 18), ...districts('KT', 1, 6), ...districts('KT', 9)],
      ],
      ['north-east', districts('TD', 15)],
      ['north-west', districts('SY', 14)],
      [
        'south-east',
        [
          ...districts('BH', 24, 25),
          ...districts('BR', 8),
          ...districts('CR', 3),
          ...districts('CR', 6),
          ...districts('SM', 7),
          ...districts('SN', 7),
          ...districts('SP', 6),
          ...districts('SP', 10, 11),
          ...districts('TW', 15, 20),
        ],
      ],
      ['wales', [...districts('CH', 5, 8), ...districts('SY', 15, 25)]],
      ['west-midlands', districts('DE', 13, 15)],
      ['yorkshire-and-the-humber', [...districts('DL', 6, 11), ...districts('OL', 14), ...districts('TS', 9)]],
    ] as const satisfies readonly (readonly [Region, readonly string[]])[]
  ).flatMap(([region, names]) => names.map((name): [string, Region] => [name, region])),
);
