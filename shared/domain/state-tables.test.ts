import { describe, expect, it } from 'vitest';
import { Role } from '../../events/values.ts';
import { allocationStates } from './allocation.ts';
import { concernStates } from './concern.ts';
import { disputeStates } from './dispute.ts';
import { donationStates } from './donation.ts';
import { emailStates } from './email.ts';
import { fundStates } from './fund.ts';
import { giftAidStates } from './gift-aid.ts';
import { holdStates } from './hold.ts';
import { periodStates } from './period.ts';
import { placeStates } from './place.ts';
import { referralStates } from './referral.ts';
import { refundStates } from './refund.ts';
import { requestStates } from './request.ts';
import { reserveMoveStates } from './risk-reserve.ts';
import { edges, type StateTable, step } from './state-table.ts';
import { therapistStates } from './therapist.ts';
import { transferStates } from './transfer.ts';

const tables: readonly StateTable<string>[] = [
  referralStates,
  placeStates,
  requestStates,
  holdStates,
  fundStates,
  transferStates,
  periodStates,
  donationStates,
  giftAidStates,
  refundStates,
  disputeStates,
  reserveMoveStates,
  allocationStates,
  concernStates,
  therapistStates,
  emailStates,
];

/** Whoever may take an edge, by whichever row of the table says so. */
const rolesOf = (table: StateTable<string>, from: string, to: string): ReadonlySet<Role> =>
  new Set(table.edges.filter((edge) => edge.from === from && edge.to === to).flatMap((edge) => edge.by));

const pairs = (table: StateTable<string>): readonly (readonly [string, string])[] =>
  table.states.flatMap((from) => table.states.map((to) => [from, to] as const));

/** Which states can ever follow which, in one step or many (Warshall): written apart from the code it judges. */
function followers(table: StateTable<string>): ReadonlySet<string> {
  const follows = new Set(table.edges.map(({ from, to }) => `${from}>${to}`));
  for (const via of table.states) {
    for (const [from, to] of pairs(table)) {
      if (follows.has(`${from}>${via}`) && follows.has(`${via}>${to}`)) follows.add(`${from}>${to}`);
    }
  }
  return follows;
}

describe.each(tables.map((table) => [table.entity, table] as const))('the state table of %s', (_, table) => {
  const follows = followers(table);

  it('lists every state it uses, uses every state it lists, and lists none twice', () => {
    const used = new Set([table.initial, ...table.edges.flatMap(({ from, to }) => [from, to])]);
    expect([...used].toSorted()).toEqual(table.states.toSorted());
  });

  it('reaches every state from the first', () => {
    const unreached = table.states.filter(
      (state) => state !== table.initial && !follows.has(`${table.initial}>${state}`),
    );
    expect(unreached).toEqual([]);
  });

  it('lets every edge be taken by somebody, and nobody twice', () => {
    for (const { from, to, by } of table.edges) expect(by, `${from} → ${to}`).not.toHaveLength(0);
    const rows = table.edges.flatMap(({ from, to, by }) => by.map((role) => `${from} → ${to} by ${role}`));
    expect(rows.toSorted()).toEqual([...new Set(rows)].toSorted());
  });

  it('ASVS 8.2.1, 8.3.1 lets each edge be taken by exactly the roles it names, and by anybody who has one of them', () => {
    for (const [from, to] of pairs(table)) {
      const roles = rolesOf(table, from, to);
      for (const role of roles.size === 0 ? [] : Role.options) {
        const outcome = step(table, from, to, { id: 'somebody', roles: [role] });
        if (roles.has(role)) expect(outcome, `${from} → ${to} by ${role}`).toEqual({ ok: true, value: to });
        else expect(outcome).toMatchObject({ ok: false, refusal: { code: 'not-allowed', passed: false } });
      }
      const everybody = step(table, from, to, { id: 'somebody', roles: Role.options });
      expect(everybody.ok, `${from} → ${to}`).toBe(roles.size > 0);
      expect(step(table, from, to, { id: 'nobody', roles: [] }).ok).toBe(false);
    }
  });

  it('ASVS 2.3.1 refuses every edge that is not in it, whoever asks', () => {
    for (const [from, to] of pairs(table)) {
      if (rolesOf(table, from, to).size > 0) continue;
      for (const role of Role.options) {
        const outcome = step(table, from, to, { id: 'somebody', roles: [role] });
        expect(outcome, `${from} → ${to} by ${role}`).toMatchObject({ ok: false, refusal: { code: 'wrong-state' } });
      }
    }
  });

  it('calls a refusal passed exactly when the wanted state can never come again', () => {
    for (const [from, to] of pairs(table)) {
      const outcome = step(table, from, to, { id: 'nobody', roles: [] });
      const passed = !outcome.ok && outcome.refusal.passed;
      expect(passed, `${from} → ${to}`).toBe(!follows.has(`${from}>${to}`));
    }
  });
});

describe('the state tables say', () => {
  const may = (table: StateTable<string>, from: string, to: string, role: Role): boolean =>
    step(table, from, to, { id: 'somebody', roles: [role] }).ok;

  it('that nothing is approved without having been reserved', () => {
    const before = placeStates.edges.filter(({ to }) => to === 'approved').map(({ from }) => from);
    expect(before).toContain('reserved');
    expect(before).not.toContain('requested');
  });

  it('that a gift may be collected after it failed or expired, and recorded by finance, but by nobody else', () => {
    expect(may(donationStates, 'failed', 'collected', 'system')).toBe(true);
    expect(may(donationStates, 'pledged', 'collected', 'system')).toBe(true);
    expect(may(donationStates, 'pledged', 'collected', 'finance-maker')).toBe(true);
    expect(may(donationStates, 'pledged', 'collected', 'donor')).toBe(false);
    expect(may(donationStates, 'failed', 'collected', 'finance-maker')).toBe(false);
  });

  it('that the one who asks for a refund does not decide it', () => {
    expect(may(refundStates, 'requested', 'decided', 'finance-maker')).toBe(false);
  });

  it('that the dead stay dead, and every other closed referral can be reopened', () => {
    expect(referralStates.edges.filter(({ from }) => from === 'died')).toEqual([]);
    const closed = [
      'not-suitable',
      'completed',
      'ended-early',
      'not-eligible',
      'unverified',
      'duplicate',
      'referred-on',
    ];
    for (const state of [...closed, 'withdrawn']) {
      expect(may(referralStates, state, 'awaiting-assessment', 'coordinator'), state).toBe(true);
    }
  });

  it('that a person may withdraw from every open state after submitting', () => {
    const open = ['submitted', 'awaiting-consent', 'awaiting-assessment', 'assessment-started', 'assessed-suitable'];
    for (const state of [...open, 'suitable-not-ready', 'in-therapy']) {
      expect(may(referralStates, state, 'withdrawn', 'client'), state).toBe(true);
    }
  });

  it('that only a therapist accepts, and only before an answer or the deadline', () => {
    const accepts = allocationStates.edges.filter(({ to }) => to === 'accepted');
    expect(accepts.map(({ from }) => from).toSorted()).toEqual(['acknowledged', 'offered']);
    expect(new Set(accepts.flatMap(({ by }) => by))).toEqual(new Set(['therapist']));
  });
});

it('keeps with each edge its guard in words, where it has one', () => {
  expect(edges(['a', 'b'], 'c', ['system'], 'a guard')).toEqual(
    ['a', 'b'].map((from) => ({ from, to: 'c', by: ['system'], guard: 'a guard' })),
  );
  expect(edges(['a'], 'c', ['system']).map((edge) => Object.keys(edge))).toEqual([['from', 'to', 'by']]);
});
