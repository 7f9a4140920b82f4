import { beforeEach, describe, expect, it } from 'vitest';
import { ConcernId, Instant, LocalDate, type PersonId } from '../../events/values.ts';
import { storeOf } from '../../test/grants/store-of.ts';
import { referral, therapist } from '../../test/support/case-samples.ts';
import { idOf, now } from '../../test/support/sample-ids.ts';
import { openOffice, refusalOf, whatOf } from '../../test/support/small-office.ts';
import type { Actor } from '../domain/actor.ts';
import { create } from '../domain/decision.ts';
import { Donation } from '../domain/donation.ts';
import type { PersonRole } from '../domain/identity.ts';
import { keptOfReferral, retentionRunId, yearsOn } from '../domain/retention.ts';
import { acknowledgeConcern, decideConcern, liftHold, raiseConcern } from './concern.ts';
import { keepRetention } from './keep-retention.ts';
import { readIdentity } from './read-identity.ts';

const sol: Actor = { id: 'sol', roles: ['safeguarding-lead'] };
const asha: Actor = { id: 'asha', roles: ['assessor'] };
const concernId = ConcernId.parse('cnc_4f7kq2mh8c');

let office: ReturnType<typeof openOffice>;
beforeEach(() => {
  office = openOffice();
});

const seal = async (n: number, role: PersonRole) => {
  const personId = idOf.person(n);
  const { identity, key } = await office.deps.sealer.seal(personId, role, { name: `Markedname ${n}` }, now);
  await office.put(create('identity', personId, identity), create('identity-key', personId, key));
  return personId;
};
/** A night, as the one function that may erase. */
const spendNight = (store = office.deps.store) =>
  keepRetention({ ...office.deps, store: storeOf('keep-retention', store) });
const isKnown = async (personId: PersonId) => (await office.store.get('identity-key', personId)) !== undefined;
const closed = (but: object = {}) =>
  referral({ state: 'completed', closing: { at: now, category: 'completed', reason: 'done', spokenTo: true }, ...but });
const runOf = async () => (await office.read('retention-run', retentionRunId)).value;
const aYear = { days: 365 };
const { retention } = openOffice().deps.settings;
const passYears = (years: number) => {
  for (let year = 0; year < years; year += 1) office.pass(aYear);
  // As many leap days as there can be.
  office.pass({ days: 3 });
};

describe('a client whose request has ended', () => {
  it('ASVS 14.2.7 is erased with whoever referred them when the period of the settings is over, and not a day before', async () => {
    const [client, referrer] = [await seal(1, 'client'), await seal(2, 'referrer')];
    await office.putNew(closed({ personId: client, referrer: { personId: referrer, signals: [] } }));
    office.pass({ days: 365 * retention.clientYears });
    expect(await spendNight()).toBe(0);
    expect((await runOf()).soon).toEqual({ client: 1, referrer: 1 });
    office.pass({ days: 3 });
    expect(await spendNight()).toBe(2);
    expect([await isKnown(client), await isKnown(referrer)]).toEqual([false, false]);
    expect(await office.store.get('identity', client)).toBeUndefined();
    const read = { personId: client, about: 'referral/ref_0000000001', purpose: 'safeguarding' } as const;
    expect(refusalOf(await readIdentity(office.deps, read, sol))).toMatchObject({ code: 'not-found' });
  });

  it('leaves a certificate, an entry in the trail that names nobody, and the run in numbers', async () => {
    const client = await seal(1, 'client');
    await office.putNew(closed({ personId: client }));
    passYears(retention.clientYears);
    await spendNight();
    const { items } = await office.store.list('erasure', 'erasures', { limit: 5 });
    expect(items.map(({ value }) => value)).toMatchObject([
      { personId: client, class: 'client', about: `referral/${idOf.referral(1)}`, erasedAt: office.deps.now() },
    ]);
    const history = await office.store.history(`referral/${idOf.referral(1)}`, { limit: 5 });
    expect(history.items.at(-1)).toMatchObject({ did: 'erase-person' });
    expect(JSON.stringify(history.items)).not.toContain('Markedname');
    expect(await runOf()).toMatchObject({ erased: { client: 1 }, erasedInAll: { client: 1 } });
    expect(await spendNight()).toBe(0);
    expect(await runOf()).toMatchObject({ erased: {}, erasedInAll: { client: 1 } });
  });

  it('is kept as long as the request is open', async () => {
    const client = await seal(1, 'client');
    await office.putNew(referral({ personId: client, state: 'in-therapy' }));
    passYears(retention.clientYears * 3);
    expect(await spendNight()).toBe(0);
    expect(await isKnown(client)).toBe(true);
  });
});

describe('whoever somebody was worried about', () => {
  const raise = async () => {
    const input = { concernId, kind: 'child-at-risk', referralId: idOf.referral(1) } as const;
    whatOf(await raiseConcern(office.deps, input, asha));
  };
  const seen = async () => (await office.read('concern', concernId)).version;

  it('is erased by nobody’s clock: a person decides, and the next run erases', async () => {
    const client = await seal(1, 'client');
    await office.putNew(closed({ personId: client }));
    await raise();
    passYears(retention.clientYears);
    expect(await spendNight()).toBe(0);
    expect((await runOf()).held).toEqual({ client: 1 });
    whatOf(await acknowledgeConcern(office.deps, { concernId, seen: await seen() }, sol));
    const lift = async (by: Actor) => liftHold(office.deps, { concernId, seen: await seen(), why: 'over' }, by);
    expect(refusalOf(await lift(sol))).toMatchObject({ code: 'wrong-state' });
    const what = { decision: 'nothing more', because: 'safe', told: [] } as const;
    whatOf(await decideConcern(office.deps, { concernId, seen: await seen(), ...what }, sol));
    expect(refusalOf(await lift(asha))).toMatchObject({ code: 'not-allowed' });
    whatOf(await lift(sol));
    // The pause that came with it still stands.
    expect(await spendNight()).toBe(0);
    const read = await office.read('referral', idOf.referral(1));
    const { safeguardingPause: _, ...lifted } = read.value;
    await office.put({ kind: 'referral', id: read.id, before: read, after: lifted });
    expect(await spendNight()).toBe(1);
    expect(await isKnown(client)).toBe(false);
  });
});

describe('other people', () => {
  it('ASVS 14.2.7 a therapist is erased so long after they left, and never before', async () => {
    const person = await seal(3, 'therapist');
    await office.putNew(therapist({ personId: person, state: 'left', clients: 0, offers: 0, leftAt: now }));
    passYears(retention.therapistYears - 1);
    expect(await spendNight()).toBe(0);
    passYears(1);
    expect(await spendNight()).toBe(1);
    expect(await isKnown(person)).toBe(false);
  });

  const gift = (n: number, donorId: PersonId, giftAid: object) =>
    Donation.parse({
      ...{ id: idOf.donation(n), poolId: office.deps.settings.pool.id, fundId: idOf.fund(1), way: 'cheque' },
      ...{ amount: 5000, state: 'collected', donorId, giftAid, pledgedAt: now },
      collected: { at: now, lotId: idOf.lot(n), receiptNumber: 'R-1' },
    });

  it('ASVS 14.2.7 a donor is erased some years after their gift, with Gift Aid only when HMRC need not see it any more', async () => {
    const [plain, declared] = [await seal(4, 'donor'), await seal(5, 'donor')];
    await office.put(
      create('donation', idOf.donation(1), gift(1, plain, { state: 'not-declared', noBenefit: false })),
      create('donation', idOf.donation(2), gift(2, declared, { state: 'declared', noBenefit: true, declaredAt: now })),
    );
    passYears(retention.donorYears);
    expect(await spendNight()).toBe(1);
    expect([await isKnown(plain), await isKnown(declared)]).toEqual([false, true]);
    passYears(retention.giftAidYears - retention.donorYears);
    expect(await spendNight()).toBe(0);
    passYears(1);
    expect(await spendNight()).toBe(1);
    expect((await runOf()).erasedInAll).toEqual({ donor: 1, 'gift-aid': 1 });
  });

  it('ASVS 14.2.7 whoever was taken for the giver of a gift by mistake is erased with its giver', async () => {
    const people = [await seal(4, 'donor'), await seal(5, 'donor'), await seal(6, 'donor')] as const;
    const [donor, before, declined] = people;
    const decided = { reason: 'another gave it', askedBy: 'fay', decidedBy: 'femi', decidedAt: now };
    const corrected = [
      { occasion: 1, donorId: before, wantedDonorId: donor, ...decided, agreed: true },
      { occasion: 2, donorId: donor, wantedDonorId: declined, ...decided, agreed: false },
    ];
    const known = gift(1, donor, { state: 'not-declared', noBenefit: false });
    await office.put(create('donation', idOf.donation(1), { ...known, corrected }));
    passYears(retention.donorYears);
    expect(await spendNight()).toBe(3);
    expect(await Promise.all(people.map(isKnown))).toEqual([false, false, false]);
  });

  it('are erased though somebody before them cannot be', async () => {
    const [first, second] = [await seal(1, 'client'), await seal(2, 'client')];
    await office.putNew(closed({ personId: first }));
    await office.putNew({ ...closed({ personId: second, id: idOf.referral(2) }), id: idOf.referral(2) });
    passYears(retention.clientYears);
    const broken = {
      ...office.deps.store,
      get: async (...[kind, id]: Parameters<typeof office.deps.store.get>) => {
        if (kind === 'identity' && id === first) throw new Error('out of reach');
        return office.deps.store.get(kind, id);
      },
    };
    await expect(spendNight(Object.assign(Object.create(office.deps.store), broken))).rejects.toThrow('out of reach');
    expect([await isKnown(first), await isKnown(second)]).toEqual([true, false]);
  });
});

describe('the days', () => {
  it.each([
    ['2024-02-29', 1, '2025-03-01'],
    ['2024-02-29', 4, '2028-02-29'],
    ['2027-03-01', 8, '2035-03-01'],
  ])('%s, %i years on, is %s', (day, years, on) => {
    expect(yearsOn(LocalDate.parse(day), years)).toBe(on);
  });

  it('of a request are counted from the day it ended, by the office’s calendar', () => {
    const late = closed({
      closing: { at: Instant.parse('2027-06-30T23:30:00.000Z'), category: 'completed', reason: 'done', spokenTo: true },
    });
    const [kept] = keptOfReferral(late.value, false, office.deps.settings);
    expect(kept?.dueOn).toBe('2035-07-01');
  });
});
