import { expect, it } from 'vitest';
import { isOwed, recordings, SessionOutcome, SessionPayment, tookPlace } from './session.ts';

it('counts as impact, and ends a wait, only if the person came', () => {
  expect(SessionOutcome.options.filter((outcome) => tookPlace({ outcome }))).toEqual(['attended', 'late']);
});

it('is owed to somebody unless nothing is to be paid, or the person pays it', () => {
  const owed = SessionPayment.options.filter((payment) => isOwed({ payment }));
  expect(owed.toSorted()).toEqual(['in-review', 'posted', 'short']);
});

it('was said as often as it was recorded and corrected', () => {
  const earlier = { on: '2027-03-01', outcome: 'late', payment: 'posted', recordedAt: '', recordedBy: '' } as never;
  expect(recordings([])).toBe(0);
  expect(recordings([{ earlier: [] }, { earlier: [earlier, earlier] }])).toBe(4);
});
