import { describe, expect, it } from 'vitest';
import { task } from '../../test/support/case-samples.ts';
import { leaves, wordsOf } from '../../test/support/decision-words.ts';
import { fund } from '../../test/support/money-samples.ts';
import { now, settings } from '../../test/support/sample-ids.ts';
import { deficitTaskId, watchDeficit } from './deficit-left.ts';
import { later } from './office-days.ts';
import { accept } from './outcome.ts';

const { deficitDays } = settings.funds;
const owing = (days?: number) =>
  fund({ deficit: 500, owesSince: days === undefined ? undefined : later(now, { days: -days }) });
const watch = (of = owing(), known?: ReturnType<typeof task>) => accept(watchDeficit(of, known, now, settings));

describe('a fund that owes', () => {
  it('is noted with the day, and told of once that has lasted', () => {
    expect(wordsOf(watch())).toEqual(['watch-deficit by system', 'fund changed']);
    expect(leaves(watch(), 'fund').owesSince).toBe(now);
    expect(wordsOf(watch(owing(deficitDays - 1)))).toEqual(['nothing to do']);
    expect(wordsOf(watch(owing(deficitDays)))).toEqual([
      'watch-deficit by system',
      'task deficit-left for finance-maker',
    ]);
    expect(wordsOf(watch(owing(deficitDays), task('deficit-left')))).toEqual(['nothing to do']);
  });

  it('has a task of its own for each deficit, by the day it was first seen', () => {
    expect(deficitTaskId(fund().value, settings)).toBeUndefined();
    expect(leaves(watch(owing(deficitDays)), 'task').id).toBe(deficitTaskId(owing(deficitDays).value, settings));
    expect(deficitTaskId(owing(1).value, settings)).not.toBe(deficitTaskId(owing(2).value, settings));
  });
});

describe('a fund that owes no more', () => {
  const good = fund({ owesSince: later(now, { days: -3 }) });

  it('forgets it, with its task', () => {
    expect(wordsOf(watch(good))).toEqual(['watch-deficit by system', 'fund changed']);
    expect(leaves(watch(good), 'fund')).not.toHaveProperty('owesSince');
    expect(wordsOf(watch(good, task('deficit-left')))).toContain('task deficit-left done');
    expect(wordsOf(watch(good, task('deficit-left', { state: 'done' })))).toEqual(wordsOf(watch(good)));
  });

  it('is nothing to speak of, when it never did', () => {
    expect(wordsOf(watch(fund()))).toEqual(['nothing to do']);
  });

  it('says in the trail which of the three it was', () => {
    const whys = [owing(), owing(deficitDays), good].map((of) => watchDeficit(of, undefined, now, settings)?.why);
    expect(new Set(whys).size).toBe(3);
  });
});
