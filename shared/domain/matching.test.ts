import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ClientGroup,
  Instant,
  LocalDate,
  Pence,
  PersonId,
  PoolId,
  ReferralId,
  TherapistId,
} from '../../events/values.ts';
import type { Search } from './allocation.ts';
import { journeyTo, rankTherapists } from './matching.ts';
import { distanceKm } from './postcode.ts';
import { CredentialKind, type Therapist, TherapistState } from './therapist.ts';

const now = Instant.parse('2026-03-03T12:00:00.000Z');
const today = LocalDate.parse('2026-03-03');
const through = LocalDate.parse('2026-07-21');
const weights = { distance: 3, load: 2, fee: 1, lastOffered: 2, mode: 1 };
const preferences = { weights, farKm: 50, rotationDays: 30 };

const poolId = PoolId.parse('pol_sponsoredplaces');
const idOf = (n: number): TherapistId => TherapistId.parse(`thr_${String(n).padStart(8, '0')}`);
const personOf = (n: number): PersonId => PersonId.parse(`psn_${String(n).padStart(8, '0')}`);

const therapist = (n: number, but: Partial<Therapist> = {}): Therapist => ({
  id: idOf(n),
  personId: personOf(n),
  poolId,
  state: 'member',
  competences: ['worried-about-thoughts', 'online-behaviour'],
  modes: ['online', 'in-person'],
  area: 'LS6',
  region: 'yorkshire-and-the-humber',
  reachKm: 30,
  fee: Pence.parse(5500),
  capacity: 4,
  clients: 1,
  offers: 0,
  credentials: CredentialKind.options.map((kind) => ({
    kind,
    validFrom: LocalDate.parse('2025-01-01'),
    validThrough: LocalDate.parse('2027-12-31'),
  })),
  ...but,
});

const search = (but: Partial<Search> = {}): Search => ({
  referralId: ReferralId.parse('ref_4f7kq2mh'),
  poolId,
  state: 'seeking',
  needs: {
    groups: ['online-behaviour'],
    primaryGroup: 'online-behaviour',
    level: 'medium',
    mode: 'online',
    sessions: 12,
  },
  area: 'LS2',
  feeCap: Pence.parse(6000),
  contribution: Pence.parse(0),
  sessions: 12,
  round: 0,
  past: [],
  conflicted: [],
  findBy: Instant.parse('2026-04-01T16:00:00.000Z'),
  ...but,
});

const needs = (but: Partial<Search['needs']>): Partial<Search> => ({ needs: { ...search().needs, ...but } });
const rank = (theCase: Search, therapists: readonly Therapist[]) =>
  rankTherapists(theCase, therapists, preferences, now, through);
const idsOf = (theCase: Search, therapists: readonly Therapist[]) =>
  rank(theCase, therapists).ranked.map((each) => each.therapist.id);

const credentials = (but: Partial<Therapist['credentials'][number]>) =>
  therapist(1).credentials.map((credential) =>
    credential.kind === 'insurance' ? { ...credential, ...but } : credential,
  );

describe('a therapist is excluded', () => {
  it.each<[string, Partial<Therapist>, Partial<Search>, RegExp]>([
    ['when membership is due for renewal', { state: 'renewal-due' }, {}, /not a member/],
    ['when they leave the service', { leavingSince: now }, {}, /leaves the service/],
    ['when of another pool', { poolId: PoolId.parse('pol_anotherone') }, {}, /another organisation/],
    [
      'when insurance ends the day before the therapy should',
      { credentials: credentials({ validThrough: LocalDate.parse('2026-07-20') }) },
      {},
      /no valid insurance from 3 March 2026 to 21 July 2026/,
    ],
    [
      'when insurance begins tomorrow',
      { credentials: credentials({ validFrom: LocalDate.parse('2026-03-04') }) },
      {},
      /no valid insurance/,
    ],
    [
      'when there was never a check',
      { credentials: therapist(1).credentials.filter(({ kind }) => kind !== 'dbs') },
      {},
      /no valid DBS/,
    ],
    ['when not trained for the primary group', { competences: ['survivor'] }, {}, /not trained/],
    [
      'when not trained for one of several groups',
      {},
      needs({ groups: ['online-behaviour', 'partner-or-family'] }),
      /not trained/,
    ],
    [
      'when not trained for a primary group that the list forgot',
      {},
      needs({ primaryGroup: 'contact-behaviour' }),
      /not trained/,
    ],
    ['when clients and offers fill the capacity', { clients: 3, offers: 1 }, {}, /no room/],
    ['on the first day of leave', { onLeave: { from: today, through } }, {}, /on leave until 21 July 2026/],
    ['on the last day of leave', { onLeave: { from: LocalDate.parse('2026-02-01'), through: today } }, {}, /on leave/],
    ['when the client is online and they are not', { modes: ['in-person'] }, {}, /not work online/],
    ['when in person and out of reach', { area: 'M1' }, needs({ mode: 'in-person' }), /within reach/],
    ['when in person and only online', { modes: ['online'] }, needs({ mode: 'in-person' }), /within reach/],
    [
      'when either would do, but they are far and not online',
      { modes: ['in-person'], area: 'EH1' },
      needs({ mode: 'either' }),
      /within reach/,
    ],
    [
      'when nobody can tell where their room is',
      { modes: ['in-person'], area: '' },
      needs({ mode: 'either' }),
      /within reach/,
    ],
    ['when the fee is over the cap', { fee: Pence.parse(6001) }, {}, /£60.01 a session, more than £60/],
    ['when they had the case before', {}, { past: [idOf(1)] }, /had this case before/],
    ['when they assessed or approved it, as therapist', {}, { conflicted: [idOf(1)] }, /assessed or approved/],
    ['when they assessed or approved it, as a person', {}, { conflicted: [personOf(1)] }, /assessed or approved/],
  ])('%s', (_, but, theCase, sentence) => {
    expect(idsOf(search(), [therapist(1)])).toEqual([idOf(1)]);
    const { ranked, excluded } = rank(search(theCase), [therapist(1, but)]);
    expect(ranked).toEqual([]);
    expect(excluded).toEqual([{ therapistId: idOf(1), by: [expect.stringMatching(sentence)] }]);
  });

  it('by every constraint that stands in the way, not only the first', () => {
    const { excluded } = rank(search(), [therapist(1, { state: 'left', capacity: 0, fee: Pence.parse(9000) })]);
    expect(excluded[0]?.by).toHaveLength(3);
  });

  it('without a code of a client group in the sentence: it is read on a page', () => {
    for (const group of ClientGroup.options) {
      const { excluded } = rank(search(needs({ primaryGroup: group })), [therapist(1, { competences: ['survivor'] })]);
      for (const code of ClientGroup.options) expect(JSON.stringify(excluded)).not.toContain(code);
    }
  });

  it('not for leave that has ended or has not begun, nor for a fee of exactly the cap', () => {
    const before = { from: LocalDate.parse('2026-02-01'), through: LocalDate.parse('2026-03-02') };
    const after = { from: LocalDate.parse('2026-03-04'), through };
    const all = [
      therapist(1, { onLeave: before }),
      therapist(2, { onLeave: after }),
      therapist(3, { fee: Pence.parse(6000) }),
    ];
    expect(rank(search(), all).excluded).toEqual([]);
  });

  it('by the day in London, not in Greenwich', () => {
    const onLeave = { from: LocalDate.parse('2026-07-01'), through: LocalDate.parse('2026-07-01') };
    const at = (instant: string) =>
      rankTherapists(search(), [therapist(1, { onLeave })], preferences, Instant.parse(instant), through).ranked.length;
    expect(at('2026-06-30T22:59:00.000Z')).toBe(1);
    expect(at('2026-06-30T23:01:00.000Z')).toBe(0);
    expect(at('2026-07-01T23:01:00.000Z')).toBe(1);
  });
});

describe('the ranking prefers', () => {
  it.each<[string, Partial<Therapist>, Partial<Therapist>, Partial<Search>]>([
    ['the nearer room in person', { area: 'LS6' }, { area: 'BD1' }, needs({ mode: 'in-person' })],
    ['the emptier diary', { clients: 0 }, { clients: 2 }, {}],
    ['the lower fee', { fee: Pence.parse(4500) }, { fee: Pence.parse(6000) }, {}],
    ['who was never offered a case', {}, { lastOfferedAt: Instant.parse('2026-03-01T09:00:00.000Z') }, {}],
    [
      'who was offered one longest ago',
      { lastOfferedAt: Instant.parse('2026-02-10T09:00:00.000Z') },
      { lastOfferedAt: Instant.parse('2026-03-01T09:00:00.000Z') },
      {},
    ],
    ['who leaves the client the choice', {}, { modes: ['online'] }, needs({ mode: 'either' })],
    ['the lower id when all else is equal', {}, {}, {}],
  ])('%s', (_, better, worse, theCase) => {
    expect(idsOf(search(theCase), [therapist(2, worse), therapist(1, better)])).toEqual([idOf(1), idOf(2)]);
    if (Object.keys(better).length + Object.keys(worse).length > 0) {
      expect(idsOf(search(theCase), [therapist(1, worse), therapist(2, better)])).toEqual([idOf(2), idOf(1)]);
    }
  });

  it('nobody by the last bit of a sum: 0.1 + 0.2 and 0.3 are a tie', () => {
    const one = therapist(1, { capacity: 10, clients: 1, fee: Pence.parse(1200) });
    const other = therapist(2, { capacity: 10, clients: 3, fee: Pence.parse(0) });
    const plain = { distance: 0, load: 1, fee: 1, lastOffered: 0, mode: 0 };
    const { ranked } = rankTherapists(search(), [other, one], { ...preferences, weights: plain }, now, through);
    expect(ranked.map((each) => each.therapist.id)).toEqual([idOf(1), idOf(2)]);
  });

  it('nobody for being near when the client need not travel', () => {
    expect(idsOf(search(), [therapist(1, { area: 'EX1' }), therapist(2)])).toEqual([idOf(1), idOf(2)]);
  });

  it('somebody with a client over somebody with a client and an offer', () => {
    const busier = [therapist(1, { clients: 1, offers: 1 }), therapist(2, { clients: 1, offers: 0 })];
    expect(idsOf(search(), busier)).toEqual([idOf(2), idOf(1)]);
  });

  it('nobody for when they were last asked, where nobody takes turns', () => {
    const justAsked = therapist(1, { lastOfferedAt: now });
    const turn = (rotationDays: number) =>
      rankTherapists(
        search(),
        [justAsked],
        { ...preferences, rotationDays },
        now,
        through,
      ).ranked[0]?.reasons.criteria.find(({ name }) => name === 'last offered')?.cost;
    expect([turn(30), turn(0)]).toEqual([1, 1]);
  });

  it('everybody alike after thirty days without an offer', () => {
    const long = therapist(1, { lastOfferedAt: Instant.parse('2026-01-30T09:00:00.000Z') });
    const [first] = rank(search(), [long]).ranked;
    const criterion = first?.reasons.criteria.find(({ name }) => name === 'last offered');
    expect(criterion).toEqual({ name: 'last offered', value: '32 days ago', cost: 0, weight: 2 });
  });
});

describe('the reasons of an offer', () => {
  const said = (name: string, but: Partial<Therapist>, theCase = search()) =>
    rank(theCase, [therapist(1, but)]).ranked[0]?.reasons.criteria.find((each) => each.name === name)?.value;

  it.each([
    ['2026-03-03T11:00:00.000Z', '0 days ago'],
    ['2026-03-02T12:00:00.000Z', '1 day ago'],
    ['2026-03-01T12:00:00.000Z', '2 days ago'],
  ])('say of an offer of %s that it was %s', (at, words) => {
    expect(said('last offered', { lastOfferedAt: Instant.parse(at) })).toBe(words);
  });

  it('say how the person wishes to meet', () => {
    expect(said('mode', {})).toBe('online');
    expect(said('mode', {}, search({ ...needs({ mode: 'in-person' }), area: 'LS6' }))).toBe('in person');
  });

  it('count a district as within reach that is exactly as far as somebody travels', () => {
    const far = distanceKm('LS6', 'BD1') ?? 0;
    const inPerson = search({ ...needs({ mode: 'in-person' }), area: 'BD1' });
    expect(far).toBeGreaterThan(0);
    expect(idsOf(inPerson, [therapist(1, { reachKm: far }), therapist(2, { reachKm: far - 1 })])).toEqual([idOf(1)]);
  });

  it('say each criterion’s value in words, its weight, and who was excluded by what', () => {
    const { ranked } = rank(search(needs({ mode: 'in-person' })), [therapist(1), therapist(2, { state: 'left' })]);
    expect(ranked[0]?.reasons).toEqual({
      criteria: [
        { name: 'distance', value: 'about 8 km', cost: 0.16, weight: 3 },
        { name: 'load', value: '1 of 4', cost: 0.25, weight: 2 },
        { name: 'fee', value: '£55 of at most £60', cost: 55 / 60, weight: 1 },
        { name: 'last offered', value: 'never', cost: 0, weight: 2 },
        { name: 'mode', value: 'in person', cost: 0, weight: 1 },
      ],
      cost: expect.closeTo(0.48 + 0.5 + 55 / 60, 9),
      considered: 2,
      excluded: [{ therapistId: idOf(2), by: ['is not a member, but left'] }],
    });
  });
});

describe('the way between a client and a consulting room', () => {
  const both = therapist(1);
  const far = therapist(1, { area: 'EH1' });
  const onlyThere = therapist(1, { modes: ['in-person'] });
  const about8 = { name: 'distance', value: 'about 8 km', cost: 0.16, weight: 3 };
  const chosen = { name: 'distance', value: 'about 8 km, where they do not meet online', cost: 0, weight: 3 };
  const none = { name: 'distance', value: 'need not be travelled', cost: 0, weight: 3 };

  it.each([
    ['never made online', 'online', both, { made: 'never', km: undefined }, none],
    ['made always in person', 'in-person', both, { made: 'always', km: 8 }, about8],
    ['made by choice where both meet either way', 'either', both, { made: 'by-choice', km: 8 }, chosen],
    ['never made where it is too far and online will do', 'either', far, { made: 'never', km: undefined }, none],
    ['made always to who does not work online', 'either', onlyThere, { made: 'always', km: 8 }, about8],
  ] as const)('is %s, and costs no more than that', (_, mode, who, journey, criterion) => {
    const theCase = search(needs({ mode }));
    expect(journeyTo(who, theCase)).toEqual(journey);
    expect(rank(theCase, [who]).ranked[0]?.reasons.criteria[0]).toEqual(criterion);
  });
});

const someGroups = fc.uniqueArray(fc.constantFrom(...ClientGroup.options), { minLength: 1, maxLength: 6 });
const days = fc.constantFrom('2025-06-01', '2026-03-02', '2026-03-03', '2026-03-04', '2026-07-21', '2027-12-31');
const areas = fc.constantFrom('LS6', 'LS2', 'BD1', 'M1', 'EH1', 'SW1A', 'nowhere');

/** Usually fine, so that rankings are long; now and then anything. */
const mostly = <T>(fine: fc.Arbitrary<T>, anything: fc.Arbitrary<T>): fc.Arbitrary<T> =>
  fc.oneof({ weight: 8, arbitrary: fine }, { weight: 1, arbitrary: anything });

const someTherapist = fc
  .record({
    state: mostly(
      fc.nat(0).map((): Therapist['state'] => 'member'),
      fc.constantFrom(...TherapistState.options),
    ),
    competences: mostly(
      fc.nat(0).map(() => [...ClientGroup.options]),
      someGroups,
    ),
    modes: fc.constantFrom<Therapist['modes']>(['online'], ['in-person'], ['online', 'in-person']),
    area: areas,
    reachKm: mostly(fc.integer({ min: 300, max: 500 }), fc.integer({ min: 0, max: 500 })),
    fee: mostly(fc.integer({ min: 3000, max: 5500 }), fc.integer({ min: 3000, max: 7000 })).map((pence) =>
      Pence.parse(pence),
    ),
    capacity: mostly(fc.integer({ min: 3, max: 6 }), fc.integer({ min: 0, max: 3 })),
    clients: fc.integer({ min: 0, max: 2 }),
    offers: mostly(fc.nat(0), fc.integer({ min: 0, max: 2 })),
    lapses: mostly(
      fc.nat(0).map(() => '2027-12-31'),
      days,
    ),
    leave: mostly(
      fc.nat(0).map(() => null),
      fc.option(fc.tuple(days, days)),
    ),
    last: fc.option(days),
  })
  .map(({ lapses, leave, last, ...rest }) => ({
    ...rest,
    credentials: credentials({ validThrough: LocalDate.parse(lapses) }),
    ...(leave === null ? {} : { onLeave: { from: LocalDate.parse(leave[0]), through: LocalDate.parse(leave[1]) } }),
    ...(last === null ? {} : { lastOfferedAt: Instant.parse(`${last}T12:00:00.000Z`) }),
  }));

const everybody = fc.array(someTherapist, { maxLength: 12 }).map((all) => all.map((but, n) => therapist(n + 1, but)));

const someSearch = fc
  .record({
    groups: someGroups,
    mode: fc.constantFrom('online' as const, 'in-person' as const, 'either' as const),
    area: areas,
    feeCap: mostly(fc.integer({ min: 5500, max: 7000 }), fc.integer({ min: 3000, max: 7000 })),
    past: fc.array(fc.integer({ min: 1, max: 12 }).map(idOf), { maxLength: 2 }),
    conflicted: fc.array(
      fc.integer({ min: 1, max: 12 }).chain((n) => fc.constantFrom<string>(idOf(n), personOf(n))),
      { maxLength: 2 },
    ),
  })
  .map(({ groups, mode, feeCap, ...rest }) =>
    search({
      ...rest,
      feeCap: Pence.parse(feeCap),
      ...needs({ groups, primaryGroup: groups[0] ?? 'survivor', mode }),
    }),
  );

/** The hard constraints once more, written apart from the code. */
function mayTake(who: Therapist, theCase: Search): boolean {
  const near = (distanceKm(theCase.area, who.area) ?? 1e9) <= who.reachKm && who.modes.includes('in-person');
  const online = who.modes.includes('online');
  const meets = { online, 'in-person': near, either: online || near }[theCase.needs.mode];
  const away = who.onLeave !== undefined && who.onLeave.from <= today && who.onLeave.through >= today;
  const kinds = who.credentials.filter((each) => each.validFrom <= today && each.validThrough >= through);
  return (
    who.state === 'member' &&
    meets &&
    !away &&
    new Set(kinds.map(({ kind }) => kind)).size === 5 &&
    theCase.needs.groups.every((group) => who.competences.includes(group)) &&
    who.clients + who.offers < who.capacity &&
    who.fee <= theCase.feeCap &&
    !theCase.past.includes(who.id) &&
    !theCase.conflicted.some((each) => each === who.id || each === who.personId)
  );
}

describe('for any case and any therapists', () => {
  it('exactly those who break no hard constraint are ranked, and everybody else is excluded with a sentence', () => {
    fc.assert(
      fc.property(someSearch, everybody, (theCase, therapists) => {
        const { ranked, excluded } = rank(theCase, therapists);
        const may = therapists.filter((each) => mayTake(each, theCase)).map(({ id }) => id);
        expect(ranked.map((each) => each.therapist.id).toSorted()).toEqual(may);
        expect(excluded.every(({ by }) => by.length > 0)).toBe(true);
        expect(ranked.length + excluded.length).toBe(therapists.length);
      }),
    );
  });

  it('the ranking is total, never gets cheaper further down, and every cost is between 0 and 1', () => {
    fc.assert(
      fc.property(someSearch, everybody, (theCase, therapists) => {
        const { ranked } = rank(theCase, therapists);
        const keys = ranked.map(({ reasons, therapist: { id } }) => `${reasons.cost.toFixed(9)}#${id}`);
        expect(keys).toEqual(keys.toSorted());
        for (const { cost } of ranked.flatMap(({ reasons }) => reasons.criteria)) {
          expect(cost).toBeGreaterThanOrEqual(0);
          expect(cost).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('the order in which therapists are given changes nothing, not even the reasons', () => {
    fc.assert(
      fc.property(
        someSearch,
        everybody.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        (theCase, [therapists, shuffled]) => {
          expect(rank(theCase, shuffled)).toEqual(rank(theCase, therapists));
        },
      ),
    );
  });

  it('somebody who may not take the case never changes the ranking of those who may', () => {
    fc.assert(
      fc.property(someSearch, everybody, (theCase, therapists) => {
        const eligible = therapists.filter((each) => mayTake(each, theCase));
        expect(idsOf(theCase, therapists)).toEqual(idsOf(theCase, eligible));
      }),
    );
  });
});
