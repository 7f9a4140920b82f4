import { describe, expect, it } from 'vitest';
import type { Instant, Role } from '../../events/values.ts';
import { leaves, wordsOf } from '../../test/support/decision-words.ts';
import { now } from '../../test/support/sample-ids.ts';
import type { Versioned } from './decision.ts';
import { delegateRole, endAbsence } from './delegate-role.ts';
import { later } from './office-days.ts';
import { type Delegation, rolesNow } from './staff.ts';

const absence = (but: Partial<Delegation> = {}): Delegation => ({
  role: 'coordinator',
  by: 'cora',
  from: later(now, { days: 1 }),
  until: later(now, { days: 8 }),
  recordedAt: now,
  ...but,
});

const delegate = (but: Partial<Delegation>, ...roles: Role[]) =>
  delegateRole(absence(but), { id: 'cora', roles }, 'dlg_1', 'a holiday');

describe('delegating a role', () => {
  it('is recorded by the person whose role it is', () => {
    const delegated = delegate({}, 'coordinator');
    expect(wordsOf(delegated)).toEqual(['delegate-role by cora', 'new delegation']);
    expect(leaves(delegated, 'delegation')).toEqual(absence());
    expect(wordsOf(delegate({ role: 'safeguarding-lead' }, 'safeguarding-lead'))[1]).toBe('new delegation');
  });

  it('is refused to others, and to the deputy above all', () => {
    expect(wordsOf(delegate({}, 'coordinator-deputy'))).toEqual(['not-allowed']);
    expect(wordsOf(delegate({}, 'assessor', 'trustee'))).toEqual(['not-allowed']);
    expect(wordsOf(delegate({ role: 'safeguarding-lead' }, 'coordinator'))).toEqual(['not-allowed']);
  });

  it('is refused for an absence that ends before it begins, or is over', () => {
    const from = later(now, { days: 1 });
    expect(wordsOf(delegate({ from, until: from }, 'coordinator'))).toEqual(['invalid']);
    const over = { from: later(now, { days: -2 }), until: later(now, { days: -1 }) };
    expect(wordsOf(delegate(over, 'coordinator'))).toEqual(['invalid']);
  });
});

describe('ending an absence', () => {
  const end = (but: Partial<Delegation>, ...roles: Role[]) => {
    const standing: Versioned<'delegation'> = { kind: 'delegation', id: 'dlg_1', version: 1, value: absence(but) };
    return endAbsence(standing, { id: 'cora', roles }, now);
  };
  const begun = { from: later(now, { days: -1 }) };

  it('lets the deputy act no longer, whether it has begun or not', () => {
    for (const but of [begun, {}]) {
      const ended = end(but, 'coordinator');
      expect(wordsOf(ended)).toEqual(['end-absence by cora', 'delegation changed']);
      const left = leaves(ended, 'delegation');
      expect(left?.until).toBe(now);
      for (const days of [0, 1, 7]) {
        const at = later(now, { days });
        expect(rolesNow(['coordinator-deputy'], left === undefined ? [] : [left], at)).toEqual([]);
      }
    }
    expect(leaves(end(begun, 'coordinator'), 'delegation')?.from).toBe(begun.from);
  });

  it('is for who holds the role, not for the deputy', () => {
    expect(wordsOf(end(begun, 'coordinator-deputy', 'assessor'))).toEqual(['not-allowed']);
  });

  it('has passed once it is over', () => {
    expect(end({ from: later(now, { days: -2 }), until: now }, 'coordinator')).toMatchObject({
      refusal: { code: 'wrong-state', passed: true },
    });
  });
});

describe('the roles somebody may act in', () => {
  const at = (when: Instant, ...roles: Role[]) => rolesNow(roles, [absence()], when);
  const { from, until } = absence();

  it('include the deputy’s only while an absence lasts', () => {
    expect(at(later(from, { minutes: -1 }), 'coordinator-deputy', 'assessor')).toEqual(['assessor']);
    expect(at(from, 'coordinator-deputy', 'assessor')).toEqual(['coordinator-deputy', 'assessor']);
    expect(at(later(until, { minutes: -1 }), 'coordinator-deputy')).toEqual(['coordinator-deputy']);
    expect(at(until, 'coordinator-deputy')).toEqual([]);
  });

  it('include it for nobody while another role is delegated', () => {
    const other = absence({ role: 'safeguarding-lead' });
    expect(rolesNow(['coordinator-deputy'], [other], from)).toEqual([]);
    expect(rolesNow(['coordinator-deputy'], [other, absence()], from)).toEqual(['coordinator-deputy']);
  });

  it('always include a safeguarding deputy’s: a concern does not wait', () => {
    expect(rolesNow(['safeguarding-deputy', 'trustee'], [], now)).toEqual(['safeguarding-deputy', 'trustee']);
  });
});

describe('an absence, to the moment', () => {
  it('that was over when it was recorded is none', () => {
    expect(wordsOf(delegate({ from: later(now, { days: -1 }), until: now }, 'coordinator'))).toEqual(['invalid']);
    const last = delegate({ from: later(now, { days: -1 }), until: later(now, { minutes: 1 }) }, 'coordinator');
    expect(wordsOf(last)[1]).toBe('new delegation');
  });

  it('ends where it had begun, and never begins where it had not; the trail tells the two apart', () => {
    const end = (from: Delegation['from']) =>
      endAbsence(
        { kind: 'delegation', id: 'dlg_1', version: 1, value: absence({ from }) },
        { id: 'cora', roles: ['coordinator'] },
        now,
      );
    const began = later(now, { days: -1 });
    expect(leaves(end(began), 'delegation')).toMatchObject({ from: began, until: now });
    expect(leaves(end(later(now, { days: 1 })), 'delegation')).toMatchObject({ from: now, until: now });
    const whys = [began, now, later(now, { days: 1 })].map(end).map((made) => made.ok && made.value.why);
    expect(whys).toEqual(['back sooner', 'back sooner', 'not away after all']);
  });
});
