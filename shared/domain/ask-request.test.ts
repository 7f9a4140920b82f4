import { describe, expect, it } from 'vitest';
import { LocalDate, type Pence } from '../../events/values.ts';
import { onHold, place, referral } from '../../test/support/case-samples.ts';
import { leaves, wordsOf } from '../../test/support/decision-words.ts';
import { nextBlock, request } from '../../test/support/request-samples.ts';
import { idOf, now, settings } from '../../test/support/sample-ids.ts';
import type { Actor } from './actor.ts';
import { lowerContribution, type PlaceInHand, requestNextBlock } from './ask-request.ts';

const cora: Actor = { id: 'cora', roles: ['coordinator'] };
const terry: Actor = { id: idOf.therapist(1), roles: ['therapist'] };
const theReferral = referral({ state: 'in-therapy' });

/** Two of six sessions are left, of twelve that were planned. */
const nearlyUsed = (but: object = {}) =>
  place('in-use', { block: { number: 1, sessions: 6, used: 4 }, used: 4, ...but });
const lower = {
  kind: 'contribution',
  number: 3,
  contribution: 400 as Pence,
  from: LocalDate.parse('2027-03-08'),
} as const;

describe('asking for the next block', () => {
  const ask = (but: Partial<PlaceInHand> = {}, sessions = 6, by = cora) =>
    requestNextBlock(
      { referral: theReferral, place: nearlyUsed(), requests: [], ...but },
      sessions,
      'a review',
      by,
      now,
      settings,
    );

  it('makes a request that the place knows of, and wakes the allocator', () => {
    const asked = ask();
    expect(wordsOf(asked)).toEqual([
      'request-next-block by cora',
      'new request requested',
      'place changed',
      'fact request.asked',
    ]);
    expect(asked.ok && asked.value.relies.map(({ kind }) => kind)).toEqual(['referral']);
    const made = leaves(asked, 'request');
    expect(made).toMatchObject({ cause: nextBlock, block: 2, cost: 30_000, askedBy: 'cora', hold: 0, unusable: [] });
    expect(made).not.toHaveProperty('earlierAssessors');
    expect(leaves(asked, 'place').openRequests).toEqual([made.id]);
  });

  it('remembers all who assessed, so that none of them approves it', () => {
    const made = leaves(ask({ place: nearlyUsed({ earlierAssessors: ['abel'] }) }), 'request');
    expect(made).toMatchObject({ assessorId: 'asha', earlierAssessors: ['abel'] });
  });

  it('is for its own therapist and a coordinator, for whole sessions, up to a block', () => {
    expect(wordsOf(ask({}, 6, terry))[0]).toBe(`request-next-block by ${terry.id}`);
    expect(wordsOf(ask({}, 6, { id: idOf.therapist(2), roles: ['therapist'] }))).toEqual(['not-allowed']);
    expect(wordsOf(ask({}, 6, { id: terry.id, roles: ['assessor'] }))).toEqual(['not-allowed']);
    expect(wordsOf(ask({}, 1))[0]).toBe('request-next-block by cora');
    for (const sessions of [0, -1, 2.5, settings.therapy.blockSessions + 1]) {
      expect(wordsOf(ask({}, sessions))).toEqual(['invalid']);
    }
  });

  it('is up to the published maximum of one place, with what is left of the block in hand', () => {
    const { maximumSessions } = settings.therapy;
    const late = nearlyUsed({ used: maximumSessions - 5, sessions: maximumSessions });
    expect(wordsOf(ask({ place: late }, 3))[0]).toBe('request-next-block by cora');
    expect(wordsOf(ask({ place: late }, 4))).toEqual(['invalid']);
  });

  it('waits for the review near the end of the block', () => {
    const { reviewSessionsLeft } = settings.therapy;
    const left = (n: number) => ({ place: nearlyUsed({ block: { number: 1, sessions: 6, used: 6 - n } }) });
    expect(wordsOf(ask(left(reviewSessionsLeft)))[0]).toBe('request-next-block by cora');
    expect(wordsOf(ask(left(reviewSessionsLeft + 1)))).toEqual(['wrong-state']);
  });

  it.each([
    ['is not in use', { place: place('allocated') }, 'wrong-state'],
    ['is not in use yet', { place: nearlyUsed({ state: 'paused', pausedAt: now }) }, 'wrong-state'],
    ['is on hold', { referral: referral({ state: 'in-therapy', ...onHold }) }, 'paused'],
    ['has asked for it', { requests: [request('requested')] }, 'used-already, passed'],
    ['has its money held', { requests: [request('reserved')] }, 'used-already, passed'],
  ])('is refused for a place that %s', (_, but, refusal) => {
    expect(wordsOf(ask(but))).toEqual([refusal]);
  });

  it('asks anew for what was rejected, under the holds that it has had', () => {
    const asked = ask({ requests: [request('rejected')] });
    expect(wordsOf(asked)[1]).toBe('request rejected → requested');
    expect(leaves(asked, 'request').hold).toBe(2);
  });

  it('costs what the person will pay once a lower contribution is agreed, not one that was refused', () => {
    const cost = (state: 'requested' | 'rejected') =>
      leaves(ask({ requests: [request(state, { cause: lower })] }), 'request').cost;
    expect([cost('requested'), cost('rejected')]).toEqual([6 * 5600, 30_000]);
    expect(leaves(ask({ requests: [request('cancelled')] }), 'request').cost).toBe(30_000);
    const correction = { kind: 'correction', of: '1r1' } as const;
    const beside = ask({ requests: [request('requested', { cause: correction })] });
    expect(leaves(beside, 'request').cost).toBe(30_000);
  });
});

describe('a lower contribution', () => {
  const ask = (but: Partial<PlaceInHand> = {}, contribution = 400, by = cora) =>
    lowerContribution(
      { referral: theReferral, place: nearlyUsed(), requests: [], ...but },
      { contribution: contribution as Pence, from: lower.from, why: 'less income' },
      by,
      now,
    );

  it('asks for the difference of the sessions left', () => {
    const asked = ask();
    expect(wordsOf(asked)).toEqual([
      'lower-contribution by cora',
      'new request requested',
      'place changed',
      'fact request.asked',
    ]);
    expect(asked.ok && asked.value.relies.map(({ kind }) => kind)).toEqual(['referral']);
    expect(leaves(asked, 'request')).toMatchObject({ cause: lower, block: 1, cost: 2 * 600, unusable: [] });
    expect(leaves(asked, 'place').contribution).toBe(1000);
  });

  it('draws nothing while the person is on hold', () => {
    const paused = referral({ state: 'in-therapy', ...onHold });
    expect(leaves(ask({ referral: paused }), 'request')).toMatchObject({ unusable: ['paused'] });
  });

  it('is lower, and agreed by a coordinator', () => {
    expect(wordsOf(ask({}, 1000))).toEqual(['invalid']);
    expect(wordsOf(ask({}, 999))[0]).toBe('lower-contribution by cora');
    expect(wordsOf(ask({}, 400, terry))).toEqual(['not-allowed']);
  });

  it('is asked for once at a time, and after the decision on a next block whose money is held', () => {
    const first = request('requested', { cause: lower });
    expect(wordsOf(ask({ requests: [first] }))).toEqual(['used-already, passed']);
    expect(wordsOf(ask({ requests: [request('rejected', { cause: lower })] }))[1]).toBe('new request requested');
    expect(wordsOf(ask({ requests: [request('reserved')] }))).toEqual(['wrong-state']);
    const correction = request('reserved', { cause: { kind: 'correction', of: '1r1' } });
    expect(wordsOf(ask({ requests: [correction] }))[1]).toBe('new request requested');
  });

  it('makes a next block dearer that waits for money, and nothing else', () => {
    const correction = request('requested', { cause: { kind: 'correction', of: '1r1' } });
    const asked = ask({ requests: [correction, request('requested'), request('cancelled')] });
    const dearer = asked.ok ? asked.value.changes.filter(({ kind, before }) => kind === 'request' && before) : [];
    expect(dearer.map(({ after }) => after)).toMatchObject([{ cause: nextBlock, cost: 6 * 5600 }]);
  });

  it('needs no money for a place that waits, or whose block is used up, and is too late for one that is over', () => {
    const used = nearlyUsed({ block: { number: 1, sessions: 6, used: 6 } });
    for (const asking of [place('requested'), used]) {
      const asked = ask({ place: asking });
      expect(wordsOf(asked)).toEqual(['lower-contribution by cora', 'place changed']);
      expect(leaves(asked, 'place').contribution).toBe(400);
    }
    expect(wordsOf(ask({ place: place('reserved') }))).toEqual(['wrong-state']);
    expect(wordsOf(ask({ place: place('completed') }))).toEqual(['wrong-state']);
  });
});
