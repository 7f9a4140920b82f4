import { describe, expect, it } from 'vitest';
import {
  assessment,
  onHold,
  place,
  referral,
  referredBy,
  safeguardingPause,
  search,
  task,
} from '../../test/support/case-samples.ts';
import { leaves, reliedOn, wordsOf } from '../../test/support/decision-words.ts';
import { asRead, now, settings } from '../../test/support/sample-ids.ts';
import type { Actor } from './actor.ts';
import { recordAssessment } from './assess.ts';
import { Identity } from './identity.ts';
import { isOpen, ReferralState } from './referral.ts';
import { type ClosedCase, reopenReferral } from './reopen.ts';

const cora: Actor = { id: 'cora', roles: ['coordinator'] };

const closing = { at: now, category: 'withdrawn', reason: 'the person’s own wish', spokenTo: true };
const closed = (but: object = {}) => referral({ state: 'withdrawn', closing, ...but });
const { personId } = referral().value;
const identity = asRead('identity', personId, Identity.parse({ personId, role: 'client', sealedAt: now, fields: {} }));

const reopen = (but: Partial<ClosedCase> = {}, oursToMend = false, by = cora) =>
  reopenReferral(
    { referral: closed(), place: undefined, search: undefined, identity, calls: [], ...but },
    oursToMend,
    'the person asks again',
    by,
    now,
  );

describe('opening a closed referral again', () => {
  it('lets somebody who withdrew wait for an assessment, and for that from today', () => {
    const reopened = reopen({ calls: [task('tell-outcome')] });
    expect(wordsOf(reopened)).toEqual([
      'reopen-referral by cora',
      'referral withdrawn → awaiting-assessment',
      'task tell-outcome done',
      'fact referral.reopened',
    ]);
    const after = leaves(reopened, 'referral');
    expect(after.clock).toEqual({ startedAt: now, pauses: [] });
    expect(after).not.toHaveProperty('closing');
    expect(after).not.toHaveProperty('assessment');
  });

  it('is possible from every closed state but one, and from no open one', () => {
    for (const state of ReferralState.options) {
      const may = !isOpen(state) && state !== 'died' && state !== 'draft';
      expect(reopen({ referral: closed({ state }) }).ok, state).toBe(may);
    }
  });

  it('counts the wait from the first time if closing it was our mistake', () => {
    const clock = {
      startedAt: '2027-01-04T10:00:00.000Z',
      pauses: [{ from: '2027-02-01T10:00:00.000Z', why: 'away' }],
    };
    const mended = leaves(reopen({ referral: closed({ clock, ...onHold }) }, true), 'referral');
    expect(mended.clock).toEqual({ ...clock, pauses: [{ ...clock.pauses[0], until: now }] });
    expect(mended).not.toHaveProperty('onHold');
    // What was over stays as it was, and what a safeguarding pause has stopped stays stopped.
    const over = { ...clock, pauses: [{ ...clock.pauses[0], until: '2027-02-03T10:00:00.000Z' }] };
    expect(leaves(reopen({ referral: closed({ clock: over }) }, true), 'referral').clock).toEqual(over);
    const stopped = closed({ clock, ...safeguardingPause });
    expect(leaves(reopen({ referral: stopped }, true), 'referral').clock).toEqual(clock);
  });

  it('keeps a safeguarding pause, and the clock stopped with it', () => {
    const paused = { ...closed({ ...safeguardingPause }) };
    const after = leaves(reopen({ referral: paused }), 'referral');
    expect(after.safeguardingPause).toBeDefined();
    expect(after.clock.pauses).toEqual([{ from: now, why: 'a safeguarding pause stands' }]);
  });

  it('asks the person anew what a professional may be told', () => {
    expect(leaves(reopen({ referral: closed(referredBy) }), 'referral').referrer?.signals).toEqual([]);
  });

  it('is refused while the closing is still being carried out, and for good once the person was erased', () => {
    expect(wordsOf(reopen({ place: place('approved') }))).toEqual(['wrong-state']);
    expect(wordsOf(reopen({ search: search() }))).toEqual(['wrong-state']);
    expect(reopen({ place: place('cancelled'), search: search({ state: 'stopped' }) }).ok).toBe(true);
    expect(wordsOf(reopen({ identity: undefined }))).toEqual(['closed, passed']);
  });

  it('relies on the person still being known, and on nothing having begun again of what was under way', () => {
    expect(reliedOn(reopen())).toEqual(['identity']);
    const ended = { place: place('cancelled'), search: search({ state: 'stopped' }) };
    expect(reliedOn(reopen(ended))).toEqual(['identity', 'place', 'search']);
  });

  it('is a coordinator’s or their deputy’s', () => {
    for (const role of ['assessor', 'client', 'safeguarding-lead', 'system'] as const) {
      expect(wordsOf(reopen({}, false, { id: role, roles: [role] }))).toEqual(['not-allowed']);
    }
    expect(reopen({}, false, { id: 'dan', roles: ['coordinator-deputy'] }).ok).toBe(true);
  });

  it('leads to a new assessment, after which neither assessor decides on the place, and to a place of its own', () => {
    const { suitability, needs, means, band } = assessment().value;
    const ben: Actor = { id: 'ben', roles: ['assessor'] };
    const again = recordAssessment(
      referral({ state: 'assessment-started', assessment: { assessorId: 'ben', startedAt: now } }),
      { suitability, needs, means, band },
      ben,
      now,
      settings,
      1,
      { assessment: assessment(), place: place('completed') },
    );
    expect(wordsOf(again)).toContain('assessment changed');
    expect(leaves(again, 'assessment')).toMatchObject({ assessorId: 'ben', earlierAssessors: ['asha'] });
    expect(leaves(again, 'referral').turn).toBe(2);
  });
});
