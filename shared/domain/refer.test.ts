import { describe, expect, it } from 'vitest';
import { LocalDate } from '../../events/values.ts';
import { onHold, referral, referredBy, safeguardingPause, task } from '../../test/support/case-samples.ts';
import { leaves, wordsOf } from '../../test/support/decision-words.ts';
import { idOf, now, poolId, settings } from '../../test/support/sample-ids.ts';
import type { Actor } from './actor.ts';
import {
  closeReferral,
  confirmReferral,
  type IntakeOutcome,
  intakeTasks,
  type ReferralAnswers,
  receiveReferral,
  submitReferral,
  withdrawReferral,
} from './refer.ts';
import { type ReferralState, ReferralState as States } from './referral.ts';

const asha: Actor = { id: 'asha', roles: ['assessor'] };
const themself: Actor = { id: 'psn_0000000001', roles: ['client'] };
const donor: Actor = { id: 'dora', roles: ['donor'] };

const { door, groups, area, region, mode, contact } = referral().value;
const answers: ReferralAnswers = {
  ...{ door, groups, area, region, mode, contact },
  recentPoliceContact: false,
  adult: true,
  signals: [],
  privacyNotice: LocalDate.parse('2026-11-01'),
};
const ids = {
  id: idOf.referral(1),
  poolId,
  personId: idOf.person(1),
  referrerId: undefined,
  accessCodeHash: 'hash',
};

describe('submitting a referral', () => {
  it('starts the wait clock, and sends nothing to anybody: nobody has spoken with the person yet', () => {
    const submitted = submitReferral(answers, ids, now);
    expect(wordsOf(submitted)).toEqual([
      'submit-referral by psn_0000000001',
      'new referral submitted',
      'fact referral.submitted',
    ]);
    expect(leaves(submitted, 'referral')).toMatchObject({
      ...{ door, groups, area, region, mode, contact },
      clock: { startedAt: now, pauses: [] },
    });
  });

  it('keeps of a professional only who may be told what, and is in their name', () => {
    const submitted = submitReferral(
      { ...answers, door: 'professional', signals: ['arrived'] },
      { ...ids, referrerId: idOf.person(2) },
      now,
    );
    expect(wordsOf(submitted)[0]).toBe('submit-referral by psn_0000000002');
    expect(leaves(submitted, 'referral').referrer).toEqual({ personId: idOf.person(2), signals: ['arrived'] });
    const agreed = { how: 'telephone', when: 'today' } as const;
    const worded = { ...answers, door: 'professional', agreed } as const;
    const { referrer } = leaves(submitReferral(worded, { ...ids, referrerId: idOf.person(2) }, now), 'referral');
    expect(referrer?.agreed).toEqual(agreed);
  });

  it('is refused for somebody under 18, before anything is kept', () => {
    expect(wordsOf(submitReferral({ ...answers, adult: false }, ids, now))).toEqual(['not-eligible']);
  });

  it('keeps neither their age nor a referrer of somebody who refers themself', () => {
    const kept = leaves(submitReferral({ ...answers, signals: ['began'] }, ids, now), 'referral');
    expect(Object.keys(kept)).not.toContain('adult');
    expect(Object.keys(kept)).not.toContain('referrer');
    expect(Object.keys(kept)).not.toContain('signals');
  });
});

describe('receiving a referral', () => {
  it('makes a call of it: with the person for their own, for their consent when a professional sent it', () => {
    expect(wordsOf(receiveReferral(referral({ state: 'submitted' }), now, settings))).toEqual([
      'receive-referral by system',
      'referral changed',
      'task confirm-referral for assessor',
    ]);
    expect(wordsOf(receiveReferral(referral({ state: 'submitted', ...referredBy }), now, settings))).toEqual([
      'receive-referral by system',
      'referral submitted → awaiting-consent',
      'task obtain-consent for assessor',
    ]);
  });

  it('makes a second call due by the end of this office day when the police were in touch lately', () => {
    const received = receiveReferral(referral({ state: 'submitted', recentPoliceContact: true }), now, settings);
    if (!received.ok) throw new Error(received.refusal.because);
    expect(wordsOf(received)).toContain('task same-day-call for assessor');
    const due = received.value.changes.flatMap(({ kind, after }) =>
      kind === 'task' && after !== undefined ? [`${after.kind} ${after.dueAt}`] : [],
    );
    expect(due).toEqual(['confirm-referral 2027-03-03T17:00:00.000Z', 'same-day-call 2027-03-01T17:00:00.000Z']);
  });

  it.each(States.options.filter((state) => state !== 'submitted'))('has passed for one that is %s', (state) => {
    expect(wordsOf(receiveReferral(referral({ state }), now, settings))).toEqual(['wrong-state, passed']);
  });
});

describe('confirming a referral with the person', () => {
  it.each(['submitted', 'awaiting-consent'] as const)(
    'makes it theirs when it is %s, and answers the calls',
    (state) => {
      const tasks = [task('confirm-referral'), task('same-day-call'), task('obtain-consent', { state: 'done' })];
      expect(wordsOf(confirmReferral(referral({ state }), tasks, [], asha, now))).toEqual([
        'confirm-referral by asha',
        `referral ${state} → awaiting-assessment`,
        'task confirm-referral done',
        'task same-day-call done',
        'fact referral.confirmed',
      ]);
    },
  );

  it('tells the professional that it arrived, if the person agrees to just that', () => {
    const before = referral({ state: 'awaiting-consent', ...referredBy });
    const told = confirmReferral(before, [], ['arrived', 'began'], asha, now);
    expect(wordsOf(told)).toContain('mail referrer-signal (arrived) to psn_00referrer');
    expect(wordsOf(told)).toContain('fact email.requested');
    expect(leaves(told, 'referral').referrer?.signals).toEqual(['arrived']);
    const silent = confirmReferral(before, [], ['assessed'], asha, now);
    expect(wordsOf(silent).join()).not.toContain('mail');
    expect(leaves(silent, 'referral').referrer?.signals).toEqual(['assessed']);
  });

  it('is for the office alone', () => {
    for (const by of [themself, donor, { id: 'fay', roles: ['finance-maker'] } as const]) {
      expect(wordsOf(confirmReferral(referral({ state: 'submitted' }), [], [], by, now))).toEqual(['not-allowed']);
    }
  });

  it('has passed for one that is confirmed, under assessment or open beyond it only when it never comes back', () => {
    const refusals = (['awaiting-assessment', 'assessment-started', 'in-therapy', 'died'] as const).map(
      (state) => wordsOf(confirmReferral(referral({ state }), [], [], asha, now))[0],
    );
    // A closed referral may be reopened, so that most states can come back to awaiting assessment; the dead cannot.
    expect(refusals).toEqual(['wrong-state', 'wrong-state', 'wrong-state', 'wrong-state, passed']);
  });
});

describe('closing a referral before assessment', () => {
  const close = (outcome: IntakeOutcome, spokenTo: boolean, state: ReferralState = 'submitted', by = asha) =>
    closeReferral(referral({ state }), [task('confirm-referral')], outcome, 'a reason', spokenTo, by, now, settings);

  it.each([
    ['not-eligible', false, true],
    ['referred-on', false, true],
    ['not-eligible', true, false],
    ['referred-on', true, false],
    ['unverified', false, true],
    ['unverified', true, false],
    ['duplicate', false, true],
  ] as const)('as %s (spoken with them: %s) makes somebody call them first: %s', (outcome, spokenTo, mustCall) => {
    const closed = close(outcome, spokenTo);
    expect(wordsOf(closed)).toEqual([
      'close-referral by asha',
      `referral submitted → ${outcome}`,
      'task confirm-referral done',
      ...(mustCall ? ['task tell-outcome for assessor'] : []),
      'fact referral.closed',
    ]);
    expect(leaves(closed, 'referral').closing).toEqual({ at: now, category: outcome, reason: 'a reason', spokenTo });
  });

  it('is for the office, and only before assessment', () => {
    expect(wordsOf(close('duplicate', false, 'submitted', themself))).toEqual(['not-allowed']);
    expect(wordsOf(close('duplicate', false, 'awaiting-assessment'))[1]).toBe(
      'referral awaiting-assessment → duplicate',
    );
    expect(wordsOf(close('duplicate', false, 'assessment-started'))).toEqual(['wrong-state']);
    expect(wordsOf(close('duplicate', false, 'died'))).toEqual(['wrong-state, passed']);
  });
});

describe('taking a referral back', () => {
  const open = ['submitted', 'awaiting-consent', 'awaiting-assessment', 'assessment-started', 'assessed-suitable'];

  it.each([...open, 'suitable-not-ready', 'in-therapy'] as const)('works while it is %s', (state) => {
    const withdrawn = withdrawReferral(referral({ state, ...onHold, ...safeguardingPause }), themself, now, settings);
    expect(wordsOf(withdrawn)).toEqual([
      'withdraw-referral by psn_0000000001',
      `referral ${state} → withdrawn`,
      'fact referral.withdrawn',
    ]);
    expect(leaves(withdrawn, 'referral').closing).toMatchObject({ category: 'withdrawn', spokenTo: true });
  });

  it.each(['withdrawn', 'completed', 'not-suitable', 'died', 'draft'] as const)(
    'has passed for one that is %s',
    (state) => {
      expect(wordsOf(withdrawReferral(referral({ state }), themself, now, settings))).toEqual(['closed, passed']);
    },
  );

  it('has somebody ask how they are, if they may be called: the same day when the police were in touch lately', () => {
    const contact = { ...referral().value.contact, times: ['weekends'] };
    const dueAt = (but: object) => {
      const withdrawn = withdrawReferral(referral({ contact, ...but }), themself, now, settings);
      expect(wordsOf(withdrawn)).toContain('task welfare-check for coordinator');
      return leaves(withdrawn, 'task').dueAt;
    };
    expect(dueAt({ recentPoliceContact: true }) < dueAt({})).toBe(true);
    // Staff who take it back for them have just spoken with them.
    const spoken = withdrawReferral(referral({ contact }), asha, now, settings);
    expect(wordsOf(spoken).join()).not.toContain('welfare-check');
  });

  it('keeps the wish of somebody who has not been told that it was closed, and once', () => {
    const closing = { at: now, category: 'not-eligible', reason: 'a reason', spokenTo: false };
    const untold = referral({ state: 'not-eligible', closing });
    const kept = withdrawReferral(untold, themself, now, settings);
    expect(wordsOf(kept)).toEqual(['withdraw-referral by psn_0000000001', 'referral changed']);
    expect(leaves(kept, 'referral')).toMatchObject({ state: 'not-eligible', withdrawnAt: now, closing });
    const again = referral({ state: 'not-eligible', closing, withdrawnAt: now });
    expect(wordsOf(withdrawReferral(again, themself, now, settings))).toEqual(['closed, passed']);
    const told = referral({ state: 'not-eligible', closing: { ...closing, spokenTo: true } });
    expect(wordsOf(withdrawReferral(told, themself, now, settings))).toEqual(['closed, passed']);
  });

  it('is nobody’s but the person’s, or the office’s for them', () => {
    expect(wordsOf(withdrawReferral(referral(), asha, now, settings))[1]).toBe(
      'referral assessed-suitable → withdrawn',
    );
    expect(wordsOf(withdrawReferral(referral(), donor, now, settings))).toEqual(['not-allowed']);
  });
});

it('answers with a confirmation, or a closing, the calls that were to lead to it', () => {
  expect([...intakeTasks].toSorted()).toEqual(['confirm-referral', 'obtain-consent', 'same-day-call']);
});
