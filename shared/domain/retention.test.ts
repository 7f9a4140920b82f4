import { describe, expect, it } from 'vitest';
import { ConcernId, Instant, LocalDate } from '../../events/values.ts';
import { onHold, referral, referredBy, safeguardingPause, therapist } from '../../test/support/case-samples.ts';
import { reliedOn, wordsOf } from '../../test/support/decision-words.ts';
import { donation } from '../../test/support/money-samples.ts';
import { asRead, given, idOf, now, settings } from '../../test/support/sample-ids.ts';
import { Concern } from './concern.ts';
import { rely } from './decision.ts';
import { accept } from './outcome.ts';
import { erasePerson, keptOfConcern, keptOfDonation, keptOfReferral, keptOfTherapist } from './retention.ts';

const { retention } = settings;
/** The first of March so many years after the day that a sample is of. */
const inYears = (years: number): string => `${2027 + years}-03-01`;
const about = `referral/${idOf.referral(1)}`;
const closing = { at: now, category: 'completed', reason: 'done', spokenTo: true };

describe('a client and whoever referred them', () => {
  const kept = (but: object, isOfConcern = false) => keptOfReferral(referral(but).value, isOfConcern, settings);

  it('are kept for the same years from the end of the request', () => {
    const dueOn = inYears(retention.clientYears);
    const both = { about, dueOn, isHeld: false };
    expect(kept({ ...referredBy, state: 'completed', closing })).toEqual([
      { personId: idOf.person(1), class: 'client', ...both },
      { personId: 'psn_00referrer', class: 'referrer', ...both },
    ]);
    expect(kept({ state: 'completed', closing })).toEqual([{ personId: idOf.person(1), class: 'client', ...both }]);
  });

  it('have no clock while the request is open, also when it was closed once, nor before it was sent', () => {
    for (const but of [{ state: 'in-therapy' }, { state: 'awaiting-assessment', closing }, { state: 'draft' }]) {
      expect(kept(but)).toMatchObject([{ dueOn: undefined }]);
    }
  });

  it('are held for a person to decide where somebody was worried, and not for a pause of another kind', () => {
    const closed = { ...referredBy, state: 'completed', closing };
    expect(kept(closed, true)).toMatchObject([{ isHeld: true }, { isHeld: true }]);
    expect(kept({ ...closed, ...safeguardingPause })).toMatchObject([{ isHeld: true }, { isHeld: true }]);
    expect(kept({ ...closed, ...onHold })).toMatchObject([{ isHeld: false }, { isHeld: false }]);
  });
});

describe('a therapist', () => {
  it('is kept for years after they left, and has no clock before', () => {
    const kept = (but: object) => keptOfTherapist(therapist(but).value, settings);
    const person = { personId: idOf.person(101), class: 'therapist', about: `therapist/${idOf.therapist(1)}` };
    expect(kept({ state: 'left', clients: 0, offers: 0, leftAt: now })).toEqual([
      { ...person, dueOn: inYears(retention.therapistYears), isHeld: false },
    ]);
    expect(kept({})).toEqual([{ ...person, dueOn: undefined, isHeld: false }]);
  });
});

describe('a donor', () => {
  const declared = { state: 'declared', noBenefit: true, declaredAt: now };
  const collected = (at: string) => ({
    state: 'collected',
    collected: { at, lotId: idOf.lot(1), receiptNumber: 'R-1' },
  });
  const kept = (but: object) => keptOfDonation(donation(but).value, settings);
  const giver = idOf.person(201);
  const gift = { about: `donation/${idOf.donation(1)}`, isHeld: false };
  const asDonor = (personId: string, dueOn = inYears(retention.donorYears)) => [
    { personId, class: 'donor', ...gift, dueOn },
  ];

  it('is kept for years from the day the gift came, or from the pledge of one that never came', () => {
    expect(kept(collected('2027-03-04T10:00:00.000Z'))).toEqual(asDonor(giver, `${2027 + retention.donorYears}-03-04`));
    expect(kept({ state: 'failed' })).toEqual(asDonor(giver));
    const byBank = { ...collected('2027-03-04T10:00:00.000Z'), receivedOn: '2027-02-26' };
    expect(kept(byBank)).toEqual(asDonor(giver, `${2027 + retention.donorYears}-02-26`));
  });

  it('with Gift Aid is kept from the end of the year of a gift that came, and as any other of one that did not', () => {
    const dueOn = `${2028 + retention.giftAidYears}-01-01`;
    expect(kept({ ...collected(now), giftAid: declared })).toEqual([
      { personId: giver, class: 'gift-aid', ...gift, dueOn },
    ]);
    expect(kept({ state: 'expired', giftAid: declared })).toEqual(asDonor(giver));
  });

  it('who is not known is nobody to erase', () => {
    expect(kept({ ...collected(now), donorId: undefined })).toEqual([]);
  });

  it('is kept no longer for having been named by mistake: once, whoever named them, and not beside themself', () => {
    const [before, wanted] = [idOf.person(301), idOf.person(302)];
    const decided = { reason: 'another gave it', askedBy: 'fay', decidedBy: 'chen', decidedAt: now, agreed: true };
    const corrected = [
      { occasion: 1, donorId: before, wantedDonorId: wanted, ...decided },
      { occasion: 2, wantedDonorId: giver, ...decided },
      { occasion: 3, donorId: before, ...decided },
    ];
    const all = [...asDonor(before), ...asDonor(wanted)];
    expect(kept({ ...collected(now), corrected })).toEqual([...asDonor(giver), ...all]);
    const unknown = kept({ ...collected(now), donorId: undefined, corrected });
    expect(unknown).toEqual([...all, ...asDonor(giver)]);
    const waits = (donorId?: string) => ({
      correction: {
        ...{ occasion: 1, reason: 'another gave it', askedBy: 'fay', askedAt: now },
        wanted: given({ amount: 5000, fundId: idOf.fund(1), receivedOn: '2027-03-01' }, { donorId }),
      },
    });
    expect(kept({ ...collected(now), ...waits(wanted) })).toEqual([...asDonor(giver), ...asDonor(wanted)]);
    expect(kept({ ...collected(now), ...waits() })).toEqual(asDonor(giver));
  });
});

describe('whom to call back about a concern', () => {
  const id = ConcernId.parse('cnc_4f7kq2mh8c');
  const concern = (but: object) =>
    Concern.parse({
      ...{ id, kind: 'under-18', state: 'decided', raisedAt: '2027-02-28T23:30:00.000Z', deputyToldBy: now },
      teller: { from: 'professional', personId: idOf.person(7) },
      ...but,
    });
  const kept = (but: object = {}) => keptOfConcern(concern(but), settings);

  it('is kept until a person decides otherwise, and then as long as a client', () => {
    const dueOn = `${2027 + retention.clientYears}-02-28`;
    const caller = { personId: idOf.person(7), class: 'safeguarding', about: `concern/${id}`, dueOn };
    expect(kept()).toEqual([{ ...caller, isHeld: true }]);
    expect(kept({ holdLifted: { at: now, by: 'sol', why: 'over' } })).toEqual([{ ...caller, isHeld: false }]);
  });

  it('is nobody where staff told of it', () => {
    expect(kept({ teller: { from: 'staff', staffId: 'asha', referralId: idOf.referral(1) } })).toEqual([]);
  });
});

describe('an erasure', () => {
  const personId = idOf.person(1);
  const key = asRead('identity-key', personId, { personId, wrapped: 'w', madeAt: now });
  const identity = asRead('identity', personId, { personId, role: 'client', sealedAt: now, fields: {} });
  const closed = referral({ state: 'completed', closing });
  const dueOn = LocalDate.parse('2035-03-01');
  const kept = { personId, class: 'client', about: `referral/${idOf.referral(1)}`, dueOn, isHeld: false } as const;
  const at = Instant.parse('2035-03-01T03:00:00.000Z');
  const erase = (sealed?: typeof identity) => accept(erasePerson(kept, sealed, key, [rely(closed)], at));

  it('destroys the key and what it opens, leaves a certificate, and relies on the record it found to be over', () => {
    const done = erase(identity);
    expect(wordsOf(done)).toEqual([
      'erase-person by system',
      'identity-key removed',
      'identity removed',
      'new erasure',
    ]);
    expect(reliedOn(done)).toEqual(['referral']);
    const certificate = done.ok ? done.value.changes.find(({ kind }) => kind === 'erasure')?.after : undefined;
    expect(certificate).toEqual({ personId, class: 'client', about, dueOn, erasedAt: at });
  });

  it('destroys a key whose ciphertexts are gone already', () => {
    expect(wordsOf(erase())).toEqual(['erase-person by system', 'identity-key removed', 'new erasure']);
  });
});
