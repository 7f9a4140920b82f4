import { describe, expect, it } from 'vitest';
import { Pence } from '../../events/values.ts';
import { therapist } from '../../test/support/case-samples.ts';
import { wordsOf } from '../../test/support/decision-words.ts';
import { now, settings } from '../../test/support/sample-ids.ts';
import type { Actor } from './actor.ts';
import { changePractice, type Practice } from './change-practice.ts';

const cora: Actor = { id: 'cora', roles: ['coordinator'] };
const idle = (but: object = {}) =>
  therapist({ offers: 0, clients: 0, capacity: 3, modes: ['online'], reachKm: 0, ...but });
const change = (but: Partial<Practice>, before = idle(), by = cora) => {
  const { modes, reachKm, fee, capacity, competences, area, region } = before.value;
  const practice = { modes, reachKm, fee, capacity, competences, area, region, ...but };
  return changePractice(before, practice, 'they asked', by, now, settings);
};
const refusalOf = (outcome: ReturnType<typeof change>) => (outcome.ok ? 'none' : outcome.refusal.code);

describe('changing what a therapist takes', () => {
  it('says from what to what, and changes nothing else', () => {
    const before = idle();
    const outcome = change({ capacity: 4, modes: ['online', 'in-person'], reachKm: 20 }, before);
    expect(wordsOf(outcome)).toEqual(['change-practice by cora', 'therapist changed']);
    expect(outcome).toMatchObject({
      ok: true,
      value: {
        did: 'change-practice',
        why: 'clients at a time: 3, now 4; meets: online, now in-person and online; reach: 0 km, now 20 km (they asked)',
        changes: [{ after: { ...before.value, capacity: 4, modes: ['online', 'in-person'], reachKm: 20 } }],
        facts: [],
      },
    });
  });

  it('says where somebody meets clients now, and what they are trained for, in plain words', () => {
    const before = idle({ area: 'CF10', competences: ['survivor'] });
    const outcome = change({ area: 'CF24', competences: ['survivor', 'online-behaviour'] }, before);
    expect(outcome).toMatchObject({
      value: {
        why: 'area: CF10, now CF24; trained for: was harmed by somebody, now something they did online, was harmed by somebody (they asked)',
      },
    });
  });

  it('takes a fee up to the cap', () => {
    const { feeCap } = settings.therapy;
    expect(change({ fee: feeCap }, idle({ fee: Pence.parse(feeCap - 1) })).ok).toBe(true);
    expect(refusalOf(change({ fee: Pence.parse(feeCap + 1) }))).toBe('invalid');
  });

  it('never leaves less room than is taken or offered', () => {
    const busy = idle({ clients: 1, offers: 1 });
    expect(change({ capacity: 2 }, busy).ok).toBe(true);
    expect(refusalOf(change({ capacity: 1 }, busy))).toBe('invalid');
  });

  it('leaves alone what an open offer says', () => {
    const asked = idle({ offers: 1, fee: Pence.parse(5000) });
    for (const but of [{ fee: Pence.parse(5100) }, { modes: ['in-person' as const] }, { reachKm: 9 }]) {
      expect(refusalOf(change(but, asked))).toBe('invalid');
      expect(change(but, idle({ fee: Pence.parse(5000) })).ok).toBe(true);
    }
  });

  it('is refused to others, for who has left, without a way to meet, trained for nothing, and when nothing is different', () => {
    expect(refusalOf(change({ capacity: 4 }, idle(), { id: 'sana', roles: ['safeguarding-lead'] }))).toBe(
      'not-allowed',
    );
    expect(refusalOf(change({ capacity: 4 }, idle({ state: 'left' })))).toBe('closed');
    expect(refusalOf(change({ modes: [] }))).toBe('invalid');
    expect(refusalOf(change({ competences: [] }))).toBe('invalid');
    expect(refusalOf(change({}))).toBe('invalid');
  });
});
