import { describe, expect, it } from 'vitest';
import { Pence } from '../../events/values.ts';
import { assessment, onHold, referral, referredBy, safeguardingPause } from '../../test/support/case-samples.ts';
import { leaves, wordsOf } from '../../test/support/decision-words.ts';
import { idOf, now, settings } from '../../test/support/sample-ids.ts';
import type { Actor } from './actor.ts';
import { type AssessmentFindings, assessedBy, followAssessment, recordAssessment, startAssessment } from './assess.ts';

const asha: Actor = { id: 'asha', roles: ['assessor'] };
const ben: Actor = { id: 'ben', roles: ['assessor'] };
const cora: Actor = { id: 'cora', roles: ['coordinator'] };

describe('starting an assessment', () => {
  it('makes the referral the assessor’s own', () => {
    const started = startAssessment(referral({ state: 'awaiting-assessment', assessment: undefined }), asha, now);
    expect(wordsOf(started)).toEqual(['start-assessment by asha', 'referral awaiting-assessment → assessment-started']);
    expect(leaves(started, 'referral').assessment).toEqual({ assessorId: 'asha', startedAt: now });
  });

  it('is for assessors, not for whoever approves places', () => {
    expect(wordsOf(startAssessment(referral({ state: 'awaiting-assessment' }), cora, now))).toEqual(['not-allowed']);
  });

  it('is refused for one that somebody has started, that nobody confirmed yet, or that is closed', () => {
    for (const state of ['assessment-started', 'submitted', 'awaiting-consent', 'withdrawn'] as const) {
      expect(wordsOf(startAssessment(referral({ state }), asha, now))).toEqual(['wrong-state']);
    }
    expect(wordsOf(startAssessment(referral({ state: 'died' }), asha, now))).toEqual(['wrong-state, passed']);
  });
});

const started = (but = {}) => referral({ state: 'assessment-started', ...but });

const findings = (but: {
  suitability?: AssessmentFindings['suitability'];
  needs?: Partial<AssessmentFindings['needs']>;
  means?: Partial<AssessmentFindings['means']>;
}): AssessmentFindings => {
  const { suitability, needs, means, band } = assessment().value;
  return {
    suitability: but.suitability ?? suitability,
    needs: { ...needs, ...but.needs },
    means: { ...means, ...but.means },
    band,
  };
};

const record = (but: Parameters<typeof findings>[0], before = started(), by = asha) =>
  recordAssessment(before, findings(but), by, now, settings);

describe('who assessed a person', () => {
  it('stays known: everybody before who is not the one of now', () => {
    const known = (but: object) => assessment(but).value;
    expect(assessedBy(asha, undefined)).toEqual({ assessorId: 'asha' });
    expect(assessedBy(asha, known({}))).toEqual({ assessorId: 'asha' });
    expect(assessedBy(ben, known({}))).toEqual({ assessorId: 'ben', earlierAssessors: ['asha'] });
    expect(assessedBy(asha, known({ earlierAssessors: ['ben', 'eve'] }))).toEqual({
      assessorId: 'asha',
      earlierAssessors: ['ben', 'eve'],
    });
  });
});

describe('recording an assessment', () => {
  it('of somebody not ready lets them read that they were assessed, until they were told', () => {
    const shown = (suitability: AssessmentFindings['suitability']) =>
      leaves(record({ suitability }), 'referral').stillShown;
    expect(shown('suitable-not-ready')).toBe('assessment');
    expect([shown('assessed-suitable'), shown('not-suitable')]).toEqual([undefined, undefined]);
  });

  it('is done once: a second look is a step of its own', () => {
    const seen = referral({ state: 'suitable-not-ready' });
    expect(wordsOf(record({ suitability: 'assessed-suitable' }, seen))).toEqual(['wrong-state']);
  });

  it('of somebody suitable states it, and asks for no call', () => {
    expect(wordsOf(record({}))).toEqual([
      'record-assessment by asha',
      'referral assessment-started → assessed-suitable',
      'new assessment',
      'fact assessment.recorded',
    ]);
  });

  it.each(['suitable-not-ready', 'not-suitable'] as const)(
    'as %s has a person tell them, before any page does',
    (suitability) => {
      const recorded = record({ suitability });
      expect(wordsOf(recorded)).toEqual([
        'record-assessment by asha',
        `referral assessment-started → ${suitability}`,
        'new assessment',
        'task tell-outcome for assessor',
        'fact assessment.recorded',
      ]);
      expect(leaves(recorded, 'referral').closing?.spokenTo).toBe(suitability === 'not-suitable' ? false : undefined);
    },
  );

  it('tells the professional that it happened, if the person agreed, and not how it ended', () => {
    const told = record({ suitability: 'not-suitable' }, started(referredBy));
    expect(wordsOf(told)).toContain('mail referrer-signal (assessed) to psn_00referrer');
    expect(wordsOf(told)).toContain('fact email.requested');
    const silent = started({ ...referredBy, referrer: { ...referredBy.referrer, signals: ['arrived'] } });
    expect(wordsOf(record({}, silent)).join()).not.toContain('mail');
  });

  it('ASVS 8.2.2 is only for the assessor who started it', () => {
    expect(wordsOf(record({}, started(), ben))).toEqual(['not-allowed']);
    expect(wordsOf(record({}, started(), cora))).toEqual(['not-allowed']);
    expect(wordsOf(record({}, started({ assessment: undefined })))).toEqual(['not-allowed']);
  });

  it('is refused before it was started, and when it is recorded already', () => {
    expect(wordsOf(record({}, referral({ state: 'awaiting-assessment' })))).toEqual(['wrong-state']);
    expect(wordsOf(record({}, referral({ state: 'assessed-suitable' })))).toEqual(['wrong-state']);
    expect(wordsOf(record({}, referral({ state: 'died' })))).toEqual(['wrong-state, passed']);
  });

  it('ASVS 2.2.3 is refused when the primary group is not one of the groups', () => {
    expect(wordsOf(record({ needs: { primaryGroup: 'partner-or-family' } }))).toEqual(['invalid']);
  });

  it('ASVS 2.3.2 is refused for more sessions than are published as the most', () => {
    const { maximumSessions } = settings.therapy;
    expect(wordsOf(record({ needs: { sessions: maximumSessions + 1 } }))).toEqual(['invalid']);
    expect(wordsOf(record({ needs: { sessions: maximumSessions } }))[0]).toBe('record-assessment by asha');
  });

  it('ASVS 2.2.3 is refused when a contribution is the whole fee or more, unless they pay the whole', () => {
    const fee = settings.therapy.feeCap;
    const contribution = (pence: number) => ({ means: { contribution: Pence.parse(pence) } });
    expect(wordsOf(record(contribution(fee)))).toEqual(['invalid']);
    expect(wordsOf(record(contribution(fee + 1)))).toEqual(['invalid']);
    expect(wordsOf(record(contribution(fee - 1)))[0]).toBe('record-assessment by asha');
    const whole = { means: { canPayWhole: true, contribution: fee } };
    expect(wordsOf(record(whole))[0]).toBe('record-assessment by asha');
  });
});

describe('what follows from an assessment', () => {
  it('is a place on the waiting list for who cannot pay the whole, with the clock of their referral', () => {
    const clock = { startedAt: '2026-12-01T10:00:00.000Z', pauses: [] };
    const followed = followAssessment(referral({ clock }), assessment({ band: 'soon' }), now, settings);
    expect(wordsOf(followed)).toEqual(['request-place by system', 'new place requested', 'fact place.requested']);
    expect(leaves(followed, 'place')).toMatchObject({
      id: idOf.place(1),
      class: { group: 'survivor', region: 'wales' },
      clock,
      // Sixty days of head start.
      waitsFrom: '2026-10-02T10:00:00.000Z',
      sessions: 12,
      block: { number: 1, sessions: 6, used: 0 },
      fee: settings.therapy.feeCap,
      contribution: 1000,
      assessorId: 'asha',
      unusable: [],
    });
  });

  it('is a first block no longer than the sessions that were recommended', () => {
    const few = assessment({ needs: { ...assessment().value.needs, sessions: 4 } });
    expect(leaves(followAssessment(referral(), few, now, settings), 'place').block).toEqual({
      number: 1,
      sessions: 4,
      used: 0,
    });
  });

  it.each([onHold, safeguardingPause])(
    'is a place that neither draws nor blocks while the person is paused',
    (pause) => {
      expect(leaves(followAssessment(referral(pause), assessment(), now, settings), 'place')).toMatchObject({
        unusable: ['paused'],
      });
    },
  );

  it('is a therapist sought straight away, and no place, for who can pay the whole', () => {
    const means = { canPayWhole: true, contribution: 0 };
    const followed = followAssessment(referral(), assessment({ means }), now, settings);
    expect(wordsOf(followed)).toEqual(['seek-therapist by system', 'new search seeking', 'fact therapist.sought']);
    const sought = leaves(followed, 'search');
    expect(sought).toMatchObject({ round: 0, past: [], conflicted: ['asha'] });
    expect(Object.keys(sought)).not.toContain('placeId');
  });

  it.each(['not-suitable', 'suitable-not-ready', 'withdrawn'] as const)(
    'is nothing any more for one that is %s',
    (state) => {
      expect(wordsOf(followAssessment(referral({ state }), assessment(), now, settings))).toEqual([
        'wrong-state, passed',
      ]);
    },
  );

  it('holds only while referral and assessment stay as they were read', () => {
    for (const means of [assessment().value.means, { canPayWhole: true, contribution: Pence.parse(0) }]) {
      const followed = followAssessment(referral(), assessment({ means }), now, settings);
      expect(followed.ok && followed.value.relies.map(({ kind, version }) => `${kind} ${version}`)).toEqual([
        'referral 3',
        'assessment 3',
      ]);
    }
  });
});
