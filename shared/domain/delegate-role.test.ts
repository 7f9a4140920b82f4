import { describe, expect, it } from 'vitest';
import type { Instant, Role } from '../../events/values.ts';
import { leaves, wordsOf } from '../../test/support/decision-words.ts';
import { now } from '../../test/support/sample-ids.ts';
import { delegateRole } from './delegate-role.ts';
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
