import { describe, expect, it } from 'vitest';
import { Instant, LocalDate } from '../../events/values.ts';
import { leaves, wordsOf } from '../../test/support/decision-words.ts';
import { fund, lot } from '../../test/support/money-samples.ts';
import { asRead, now, settings } from '../../test/support/sample-ids.ts';
import { accept } from './outcome.ts';
import { notePastDay, type SpendByTasks, spendByTaskId, warnOfSpendBy } from './spend-by.ts';
import { Task, taskIdOf } from './task.ts';

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

describe('money whose day is over', () => {
  const task = (kind: 'spend-by-near' | 'spend-by-over', state: 'open' | 'done' = 'open') => {
    const of = { id: taskIdOf(kind, `fund/${fund().id}`), kind, role: 'finance-maker', about: `fund/${fund().id}` };
    return asRead('task', of.id, Task.parse({ ...of, createdAt: now, dueAt: now, state }));
  };
  const tasks = (but: Partial<SpendByTasks> = {}): SpendByTasks => ({ near: undefined, over: undefined, ...but });
  const note = (at: string, but: Partial<SpendByTasks> = {}, money: typeof head | undefined = head, of = fund()) =>
    wordsOf(accept(notePastDay(of, money, tasks(but), Instant.parse(at), settings)));

  const [itsDay, after] = ['2027-05-30T21:00:00.000Z', '2027-05-31T00:00:00.000Z'];

  it('becomes a task for finance on the day after, once, and the warning before it ends', () => {
    expect(note(itsDay)).toEqual(['nothing to do']);
    expect(note(after)).toEqual(['note-past-day by system', 'task spend-by-over for finance-maker']);
    expect(note(after, { over: task('spend-by-over') })).toEqual(['nothing to do']);
    expect(note(after, { near: task('spend-by-near') })).toEqual([
      'note-past-day by system',
      'task spend-by-over for finance-maker',
      'task spend-by-near done',
    ]);
  });

  it('ends its task when none is left, and opens it again when more comes free', () => {
    const over = task('spend-by-over');
    const later = lot(2, 3000, { spendBy: LocalDate.parse('2028-01-01') });
    expect(note(after, { over }, later)).toEqual(['note-past-day by system', 'task spend-by-over done']);
    expect(wordsOf(accept(notePastDay(fund(), undefined, tasks({ over }), now, settings)))[1]).toBe(
      'task spend-by-over done',
    );
    expect(note(after, { over: task('spend-by-over', 'done') })[0]).toBe('note-past-day by system');
  });

  it('is no task of a closed fund, whose money goes on by itself', () => {
    expect(note(after, {}, head, fund({ state: 'closed' }))).toEqual(['nothing to do']);
  });
});
