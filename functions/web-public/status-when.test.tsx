import { describe, expect, test } from 'vitest';
import { Instant } from '../../events/values.ts';
import { PlaceState } from '../../shared/domain/place.ts';
import { ReferralState, ToldStep } from '../../shared/domain/referral.ts';
import { place as aPlace, referral as aReferral } from '../../test/support/case-samples.ts';
import { exampleSettings } from '../../test/support/public-site.ts';
import { statusView } from './pages/status-view.ts';

const at = (time: string) => Instant.parse(time);
const byMail = { channel: 'email', times: ['weekday-mornings'], voicemail: 'no', mayReveal: 'nothing' };
const leftAlone = { channel: 'none', times: [], voicemail: 'no', mayReveal: 'nothing' };
/** Asked on a Monday; the office has two days to call. */
const asked = { startedAt: '2027-01-04T10:00:00.000Z', pauses: [] };

function view(but: object, now = '2027-01-04T11:00:00.000Z', state?: PlaceState) {
  const { value } = aReferral({ clock: asked, contact: byMail, assessment: undefined, ...but });
  const place = state === undefined ? undefined : aPlace(state).value;
  return statusView({ referral: value, place, search: undefined }, exampleSettings, at(now), value.door === 'self');
}
const said = (...given: Parameters<typeof view>) => view(...given).next.join(' ');

describe('what happens next', () => {
  test('has a day, and after it a way to reach us', () => {
    expect(said({ state: 'submitted' })).toContain('calls you by Wednesday 6 January 2027, 5pm');
    expect(said({ state: 'submitted' })).not.toContain('If nobody has reached you');
    const late = said({ state: 'submitted' }, '2027-01-06T17:00:01.000Z');
    expect(late).toContain('We meant to do that by Wednesday 6 January 2027, 5pm');
    expect(late).toContain(`If nobody has reached you, please call us on ${exampleSettings.charity.phone}`);
  });

  test('is today for somebody whom the police were in touch with', () => {
    expect(said({ state: 'submitted', recentPoliceContact: true })).toContain('by Monday 4 January 2027, 5pm');
  });

  test.each([
    ['awaiting-assessment', { confirmedAt: '2027-01-05T10:00:00.000Z' }, 'by Tuesday 19 January 2027, 5pm'],
    [
      'assessment-started',
      { assessment: { assessorId: 'asha', startedAt: '2027-01-11T10:00:00.000Z' } },
      'by Monday 25 January 2027, 5pm',
    ],
  ])('has a day when it is %s as well', (state, but, words) => {
    expect(said({ state, ...but })).toContain(words);
    expect(said({ state, ...but }, '2027-03-01T10:00:00.000Z')).toContain('If nobody has reached you');
  });

  test.each([
    ['submitted', undefined],
    ['awaiting-assessment', undefined],
    ['assessment-started', undefined],
    ['assessed-suitable', 'approved'],
    ['assessed-suitable', 'allocated'],
  ] as const)('promises nobody who asked not to be contacted that we will (%s, %s)', (state, placed) => {
    const words = said({ state, contact: leftAlone, recentPoliceContact: true }, undefined, placed);
    expect(words).toContain(exampleSettings.charity.phone);
    expect(words).toMatch(/as you asked/);
    expect(words).not.toMatch(/calls you|gets in touch|get in touch in the way|tell you in the way/);
  });

  test('to the professional says by when the person is called, and that nobody who asked not to be is', () => {
    const theirs = {
      door: 'professional',
      state: 'awaiting-consent',
      referrer: { personId: 'psn_00referrer', signals: [] },
    };
    expect(said(theirs)).toContain('We call the person by Wednesday 6 January 2027, 5pm');
    expect(said(theirs, '2027-02-01T10:00:00.000Z')).toContain('If nobody has reached them, they can call us');
    expect(said({ ...theirs, contact: leftAlone })).toContain('We do not contact the person, as was asked');
  });
});

describe('until somebody has told them', () => {
  const closing = { at: '2027-01-20T10:00:00.000Z', category: 'not-suitable', reason: 'a reason', spokenTo: false };
  const started = { assessment: { assessorId: 'asha', startedAt: '2027-01-11T10:00:00.000Z' } };

  test.each(['2027-01-05T10:00:00.000Z', '2027-02-01T10:00:00.000Z', '2027-06-01T10:00:00.000Z'])(
    'not a word is different on %s',
    (now) => {
      const later = { confirmedAt: '2027-01-05T10:00:00.000Z', ...started };
      const shown = view({ state: 'assessment-started', ...later }, now);
      expect(view({ state: 'not-suitable', ...later, closing }, now)).toEqual(shown);
      expect(view({ state: 'suitable-not-ready', ...later, stillShown: 'assessment' }, now)).toEqual(shown);
      expect(view({ state: 'duplicate', closing: { ...closing, category: 'duplicate' } }, now)).toEqual(
        view({ state: 'submitted' }, now),
      );
      const steps = { waiting: 'requested', finding: 'approved', found: 'allocated', began: 'in-use' } as const;
      for (const shownStep of ToldStep.options.filter((step) => step !== 'assessment')) {
        const open = { state: 'assessed-suitable', ...later };
        const before = view(open, now, steps[shownStep]);
        expect(view({ ...open, stillShown: shownStep }, now, 'rejected')).toEqual(before);
        expect(view({ ...open, state: 'suitable-not-ready', stillShown: shownStep }, now, 'cancelled')).toEqual(before);
        if (shownStep !== 'waiting') {
          expect(view({ ...open, stillShown: shownStep }, now, 'requested')).toEqual(before);
        }
      }
    },
  );
});

describe('taking it back', () => {
  test('can be read of before it is done, as long as it can be done', () => {
    const open = ReferralState.options.filter((state) => view({ state }).takingBack.length > 0);
    expect(open).not.toContain('withdrawn');
    expect(open).toEqual(
      expect.arrayContaining(['submitted', 'assessment-started', 'assessed-suitable', 'in-therapy']),
    );
    for (const state of PlaceState.options) {
      const words = view({ state: 'assessed-suitable' }, undefined, state).takingBack;
      expect(words.length > 0).toBe(true);
    }
    expect(view({ state: 'in-therapy' }).takingBack.join(' ')).toContain('Your therapy through us then ends');
  });

  test('promises one more call only to whom we may call', () => {
    expect(view({ state: 'submitted' }).takingBack.join(' ')).toContain('Somebody calls you once more');
    expect(view({ state: 'submitted', contact: leftAlone }).takingBack.join(' ')).not.toContain('calls');
  });
});
