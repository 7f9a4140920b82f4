import { describe, expect, it } from 'vitest';
import { Instant, LocalDate } from '../../events/values.ts';
import { leaves, wordsOf } from '../../test/support/decision-words.ts';
import { fund, lot } from '../../test/support/money-samples.ts';
import { settings } from '../../test/support/sample-ids.ts';
import { accept } from './outcome.ts';
import { spendByTaskId, warnOfSpendBy } from './spend-by.ts';

const spendBy = LocalDate.parse('2027-05-30');
const head = lot(1, 3000, { spendBy });

const warn = (at: string, of = fund(), money = head) =>
  wordsOf(accept(warnOfSpendBy(of, money, Instant.parse(at), settings)));

describe('money that must be spent by a date', () => {
  it('becomes a task for the coordinator so many days before, and not earlier', () => {
    expect(settings.funds.spendByWarningDays).toBe(60);
    expect(warn('2027-03-30T22:59:00.000Z')).toEqual(['nothing to do']);
    expect(warn('2027-03-31T00:01:00.000Z')).toEqual([
      'warn-of-spend-by by system',
      'task spend-by-near for coordinator',
    ]);
    expect(warn('2027-07-01T09:00:00.000Z')[0]).toBe('warn-of-spend-by by system');
  });

  it('warns of no other money, and not of a closed fund: its money goes on by itself', () => {
    expect(warn('2027-05-29T09:00:00.000Z', fund(), lot(1, 3000))).toEqual(['nothing to do']);
    expect(warn('2027-05-29T09:00:00.000Z', fund({ state: 'closed' }))).toEqual(['nothing to do']);
  });

  it('warns once of each date', () => {
    const later = LocalDate.parse('2027-05-31');
    const warned = accept(warnOfSpendBy(fund(), head, Instant.parse('2027-05-29T09:00:00.000Z'), settings));
    expect(spendByTaskId(fund().value, spendBy)).toBe(leaves(warned, 'task').id);
    expect(spendByTaskId(fund().value, later)).not.toBe(spendByTaskId(fund().value, spendBy));
  });
});
