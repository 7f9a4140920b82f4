import { describe, expect, it } from 'vitest';
import { Instant, LocalDate } from '../../events/values.ts';
import { leaves, wordsOf } from '../../test/support/decision-words.ts';
import { fund, lot } from '../../test/support/money-samples.ts';
import { asRead, now, settings } from '../../test/support/sample-ids.ts';
import { system } from './actor.ts';
import { accept } from './outcome.ts';
import { endWarnings, notePastDay, spendByTaskId, type Warning, warnOfSpendBy } from './spend-by.ts';
import { Task, taskIdOf } from './task.ts';

const spendBy = LocalDate.parse('2027-05-30');
const head = lot(1, 3000, { spendBy });

const taskOf = (kind: 'spend-by-near' | 'spend-by-over', but: object = {}) => {
  const of = { id: taskIdOf(kind, `fund/${fund().id}`), kind, role: 'finance-maker', about: `fund/${fund().id}` };
  return asRead('task', of.id, Task.parse({ ...of, createdAt: now, dueAt: now, state: 'open', ...but }));
};

const warn = (at: string, of = fund(), money = head, task?: ReturnType<typeof taskOf>) =>
  wordsOf(accept(warnOfSpendBy(of, { head: money, task }, Instant.parse(at), settings)));

describe('money that must be spent by a date', () => {
  it('becomes a task for the coordinator so many days before, and not earlier', () => {
    expect(settings.funds.spendByWarningDays).toBe(60);
    expect(warn('2027-03-30T22:59:00.000Z')).toEqual(['nothing to do']);
    expect(warn('2027-03-31T00:01:00.000Z')).toEqual([
      'warn-of-spend-by by system',
      'fund changed',
      'task spend-by-near for coordinator',
    ]);
    expect(warn('2027-07-01T09:00:00.000Z')[0]).toBe('warn-of-spend-by by system');
  });

  it('warns of no other money, and not of a closed fund: its money goes on by itself', () => {
    expect(warn('2027-05-29T09:00:00.000Z', fund(), lot(1, 3000))).toEqual(['nothing to do']);
    expect(warn('2027-05-29T09:00:00.000Z', fund({ state: 'closed' }))).toEqual(['nothing to do']);
  });

  it('warns once of each date, and once more when money came free again that had found its place', () => {
    const later = LocalDate.parse('2027-05-31');
    const at = '2027-05-29T09:00:00.000Z';
    const warned = accept(warnOfSpendBy(fund(), { head, task: undefined }, Instant.parse(at), settings));
    expect(spendByTaskId(fund().value, spendBy)).toBe(leaves(warned, 'task').id);
    expect(spendByTaskId(fund().value, later)).not.toBe(spendByTaskId(fund().value, spendBy));
    expect(leaves(warned, 'fund').warnedOf).toEqual([spendBy]);
    expect(warn(at, fund({ warnedOf: [spendBy] }))).toEqual(['nothing to do']);
    expect(warn(at, fund({ warnedOf: [later] }))[0]).toBe('warn-of-spend-by by system');
    const done = (doneBy: string) => taskOf('spend-by-near', { state: 'done', doneAt: now, doneBy, result: 'so' });
    expect(warn(at, fund(), head, done('cora'))).toEqual(['nothing to do']);
    expect(warn(at, fund(), head, done(system.id))).toEqual([
      'warn-of-spend-by by system',
      'fund changed',
      'task spend-by-near open',
    ]);
  });
});

describe('a warning', () => {
  const others = LocalDate.parse('2027-06-15');
  const dates = { warnedOf: [spendBy, others] };
  const near = taskOf('spend-by-near');
  const standing: Warning = { spendBy, task: near, next: head };
  const end = (at: string, warnings: readonly Warning[], of = fund(dates)) =>
    accept(endWarnings(of, warnings, Instant.parse(at), settings));

  it('stands through its day, as long as money of its date is free', () => {
    expect(wordsOf(end('2027-05-30T22:59:00.000Z', [standing]))).toEqual(['nothing to do']);
    expect(wordsOf(end('2027-05-30T22:59:00.000Z', []))).toEqual(['nothing to do']);
  });

  it('leaves nothing behind of which nobody has a task, and a fund that was never warned as it is', () => {
    const ended = end('2027-05-29T09:00:00.000Z', [{ spendBy, task: undefined, next: undefined }], fund());
    expect(wordsOf(ended)).toEqual(['end-spend-by-warning by system', 'fund changed']);
    expect(leaves(ended, 'fund')).toEqual(fund().value);
  });

  it.each([
    ['when none of that money is left', 'none is left', '2027-05-29T09:00:00.000Z', { next: undefined }, {}],
    [
      'when only later money is left',
      'none is left',
      '2027-05-29T09:00:00.000Z',
      { next: lot(2, 9, { spendBy: others }) },
      {},
    ],
    ['when its day is over', 'its date is over', '2027-05-30T23:00:00.000Z', {}, {}],
    ['with its fund', 'the fund is closed', '2027-05-29T09:00:00.000Z', {}, { state: 'closed' }],
  ])('ends by itself %s', (_, result, at, money, closed) => {
    const ended = end(at, [{ ...standing, ...money }], fund({ ...dates, ...closed }));
    expect(wordsOf(ended)).toEqual(['end-spend-by-warning by system', 'fund changed', 'task spend-by-near done']);
    expect(leaves(ended, 'task')).toMatchObject({ doneBy: system.id, result });
    expect(leaves(ended, 'fund').warnedOf).toEqual([others]);
  });

  it('is forgotten with the last of them, and so is one whose task somebody has done', () => {
    const done = taskOf('spend-by-near', { state: 'done', doneAt: now, doneBy: 'cora', result: 'so' });
    const gone = { spendBy, task: done, next: undefined };
    const ended = end('2027-05-29T09:00:00.000Z', [gone, { ...gone, spendBy: others }]);
    expect(wordsOf(ended)).toEqual(['end-spend-by-warning by system', 'fund changed']);
    expect(leaves(ended, 'fund')).not.toHaveProperty('warnedOf');
  });
});

describe('money whose day is over', () => {
  const note = (at: string, task?: ReturnType<typeof taskOf>, money: typeof head | undefined = head, of = fund()) =>
    wordsOf(accept(notePastDay(of, money, task, Instant.parse(at), settings)));

  const [itsDay, after] = ['2027-05-30T21:00:00.000Z', '2027-05-31T00:00:00.000Z'];

  it('becomes a task for finance on the day after, once', () => {
    expect(note(itsDay)).toEqual(['nothing to do']);
    expect(note(after)).toEqual(['note-past-day by system', 'task spend-by-over for finance-maker']);
    expect(note(after, taskOf('spend-by-over'))).toEqual(['nothing to do']);
  });

  it('ends its task when none is left, and opens it again when more comes free', () => {
    const over = taskOf('spend-by-over');
    const later = lot(2, 3000, { spendBy: LocalDate.parse('2028-01-01') });
    expect(note(after, over, later)).toEqual(['note-past-day by system', 'task spend-by-over done']);
    expect(wordsOf(accept(notePastDay(fund(), undefined, over, now, settings)))[1]).toBe('task spend-by-over done');
    expect(note(after, taskOf('spend-by-over', { state: 'done' }))[0]).toBe('note-past-day by system');
  });

  it('is no task of a closed fund, whose money goes on by itself', () => {
    expect(note(after, undefined, head, fund({ state: 'closed' }))).toEqual(['nothing to do']);
  });
});
