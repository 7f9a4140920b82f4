import { describe, expect, it } from 'vitest';
import { Instant } from '../../events/values.ts';
import {
  assessment,
  credentialsThrough,
  onHold,
  place,
  referral,
  safeguardingPause,
  search,
  task,
  therapist,
} from '../../test/support/case-samples.ts';
import { leaves, wordsOf } from '../../test/support/decision-words.ts';
import { idOf, now, settings } from '../../test/support/sample-ids.ts';
import type { Actor } from './actor.ts';
import { type CaseToOffer, newSearch, nobodyFoundTask, offerCase, seekAgain } from './offer.ts';

const cora: Actor = { id: 'cora', roles: ['coordinator'] };

const seeking = (but = {}) => search({ state: 'seeking', live: undefined, round: 0, ...but });
const free = (n: number, but = {}) => therapist({ offers: 0, ...but }, n);

const theCase = (but: Partial<CaseToOffer> = {}): CaseToOffer => ({
  referral: referral(),
  search: seeking(),
  place: place('approved'),
  ...but,
});

const offer = (but: Partial<CaseToOffer> = {}, therapists = [free(1), free(2, { clients: 1 })]) =>
  offerCase(theCase(but), therapists, now, settings);

describe('offering a case', () => {
  it('asks the best match, and writes down why', () => {
    const offered = offer();
    expect(wordsOf(offered)).toEqual([
      'offer-case by system',
      'new allocation offered',
      'search seeking → offered',
      'therapist changed',
      'mail therapist-offer to psn_0000000101',
      'fact allocation.offered',
      'fact email.requested',
    ]);
    expect(leaves(offered, 'allocation')).toMatchObject({
      id: idOf.allocation(1, 1),
      therapistId: idOf.therapist(1),
      placeId: idOf.place(1),
      round: 1,
      respondBy: '2027-03-03T17:00:00.000Z',
      reasons: { considered: 2, excluded: [] },
    });
    expect(leaves(offered, 'allocation').reasons.criteria.length).toBeGreaterThan(0);
    expect(leaves(offered, 'search')).toMatchObject({ live: idOf.allocation(1, 1), round: 1 });
    expect(leaves(offered, 'therapist')).toMatchObject({ offers: 1, lastOfferedAt: now });
  });

  it('counts no holiday of where the therapist lives', () => {
    const eve = Instant.parse('2027-11-29T10:00:00.000Z');
    const papers = { credentials: free(1).value.credentials.map((one) => ({ ...one, validThrough: '2029-01-01' })) };
    const askedIn = (region: string) =>
      leaves(offerCase(theCase(), [free(1, { region, ...papers })], eve, settings), 'allocation').respondBy;
    expect([askedIn('scotland'), askedIn('london')]).toEqual(['2027-12-02T17:00:00.000Z', '2027-12-01T17:00:00.000Z']);
  });

  it('says of those it does not ask what stands in the way', () => {
    const away = free(2, { onLeave: { from: '2027-02-01', through: '2027-03-31' } });
    const { reasons } = leaves(offer({}, [free(1), away]), 'allocation');
    expect(reasons.excluded).toEqual([{ therapistId: idOf.therapist(2), by: ['is on leave until 31 March 2027'] }]);
  });

  it('never asks past a credential that lapses before the expected end of therapy', () => {
    // Twenty weeks from 1 March 2027 end on 19 July.
    const until = (day: string) => free(1, { credentials: credentialsThrough(day) });
    expect(wordsOf(offer({}, [until('2027-07-19')]))[0]).toBe('offer-case by system');
    expect(wordsOf(offer({}, [until('2027-07-18')]))[0]).toBe('find-nobody by system');
  });

  it('goes on to the next round, and never back to who had the case before', () => {
    const second = offer({ search: seeking({ round: 1, past: [idOf.therapist(1)] }) });
    expect(leaves(second, 'allocation')).toMatchObject({
      id: idOf.allocation(1, 2),
      round: 2,
      therapistId: idOf.therapist(2),
    });
  });

  it('opens the task of its round once more when nobody is left again', () => {
    const found = offer({}, []);
    const done = {
      ...leaves(found, 'task'),
      state: 'done' as const,
      doneAt: now,
      doneBy: 'cora',
      result: 'asked around',
    };
    const nobodyFound = { kind: 'task' as const, id: done.id, version: 2, value: done };
    const again = offerCase({ ...theCase(), nobodyFound }, [], now, settings);
    expect(leaves(again, 'task')).toEqual(leaves(found, 'task'));
    expect(nobodyFoundTask(seeking().value)).toBe(leaves(found, 'task').id);
    expect(again.ok && again.value.changes.find(({ kind }) => kind === 'task')?.before).toEqual(nobodyFound);
  });

  it('is a task for the coordinator when nobody is left', () => {
    for (const nobody of [[], [free(1, { clients: 2 })]]) {
      const found = offer({}, nobody);
      expect(wordsOf(found)).toEqual([
        'find-nobody by system',
        'search seeking → none-left',
        'task no-therapist-found for coordinator',
      ]);
    }
  });

  it('needs no place for who pays for themself', () => {
    const selfFunded = offer({ search: seeking({ placeId: undefined }), place: undefined });
    expect(leaves(selfFunded, 'allocation')).not.toHaveProperty('placeId');
  });

  it.each([
    ['the referral is on hold', { referral: referral(onHold) }, 'paused'],
    ['there is a safeguarding pause', { referral: referral(safeguardingPause) }, 'paused'],
    ['the referral is closed', { referral: referral({ state: 'withdrawn' }) }, 'closed, passed'],
    ['the place is not approved', { place: place('reserved') }, 'wrong-state'],
    ['there is no place', { place: undefined }, 'wrong-state'],
    ['an offer is open', { search: search() }, 'wrong-state, passed'],
    ['nobody was left', { search: search({ state: 'none-left', live: undefined }) }, 'wrong-state, passed'],
  ])('is refused when %s', (_, but, refusal) => {
    expect(wordsOf(offer(but))).toEqual([refusal]);
  });

  it('holds only while nobody pauses the referral or changes the place', () => {
    for (const therapists of [[free(1)], []]) {
      const offered = offer({}, therapists);
      expect(offered.ok && offered.value.relies.map(({ kind }) => kind)).toEqual(['referral', 'place']);
    }
  });
});

describe('a new search', () => {
  it('keeps out whoever assessed the case, and ends on an office day', () => {
    const made = newSearch(referral().value, assessment().value, idOf.place(1), now, settings);
    expect(made).toMatchObject({
      placeId: idOf.place(1),
      conflicted: ['asha'],
      past: [],
      round: 0,
      findBy: '2027-03-22T17:00:00.000Z',
    });
    expect(made).toMatchObject({ feeCap: settings.therapy.feeCap, contribution: 1000, sessions: 12 });
  });
});

describe('looking again', () => {
  const noneLeft = search({ state: 'none-left', live: undefined, past: [idOf.therapist(1)] });

  it('is a coordinator’s, answers the task, and remembers who had the case', () => {
    const again = seekAgain(
      noneLeft,
      [task('no-therapist-found'), task('no-therapist-found', { id: 'tsk_00000002', state: 'done' })],
      cora,
      now,
    );
    expect(wordsOf(again)).toEqual([
      'seek-again by cora',
      'search none-left → seeking',
      'task no-therapist-found done',
      'fact therapist.sought',
    ]);
    expect(leaves(again, 'search')).toMatchObject({ round: 2, past: [idOf.therapist(1)] });
    expect(leaves(again, 'task').id).toBe('tsk_00000001');
  });

  it('is refused to others, and has passed while a search is going on or has ended', () => {
    expect(wordsOf(seekAgain(noneLeft, [], { id: 'asha', roles: ['assessor'] }, now))).toEqual(['not-allowed']);
    for (const state of ['seeking', 'offered', 'accepted', 'stopped']) {
      expect(wordsOf(seekAgain(search({ state }), [], cora, now))).toEqual(['wrong-state, passed']);
    }
  });
});
