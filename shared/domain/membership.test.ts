import { describe, expect, it } from 'vitest';
import { credentialsThrough, task, therapist } from '../../test/support/case-samples.ts';
import { leaves, wordsOf } from '../../test/support/decision-words.ts';
import { idOf, now, settings } from '../../test/support/sample-ids.ts';
import type { Actor } from './actor.ts';
import { clientsTaskId, type MembershipState, moveMembership, recordApplication } from './membership.ts';
import { taskIdOf } from './task.ts';
import { TherapistState } from './therapist.ts';

const cora: Actor = { id: 'cora', roles: ['coordinator'] };
const sana: Actor = { id: 'sana', roles: ['safeguarding-lead'] };
const themself: Actor = { id: idOf.therapist(1), roles: ['therapist'] };

const idle = (but: object = {}) => therapist({ offers: 0, ...but });
const move = (but: object, to: MembershipState, by = cora) =>
  moveMembership(idle(but), to, 'a reason', [], by, now, settings);

describe('an application', () => {
  it('is written down, and offers nobody anything', () => {
    const { state: _, clients: __, offers: ___, ...applicant } = therapist({ credentials: [] }).value;
    const recorded = recordApplication(applicant, cora, now, settings);
    expect(wordsOf(recorded)).toEqual(['record-application by cora', 'new therapist applied']);
    expect(wordsOf(recordApplication(applicant, sana, now, settings))).toEqual(['not-allowed']);
    const dear = { ...applicant, fee: (settings.therapy.feeCap + 1) as never };
    expect(wordsOf(recordApplication(dear, cora, now, settings))).toEqual(['invalid']);
    const atCap = { ...applicant, fee: settings.therapy.feeCap };
    expect(wordsOf(recordApplication(atCap, cora, now, settings))[0]).toBe('record-application by cora');
  });
});

describe('a membership', () => {
  it('goes from the application to membership in steps of the office', () => {
    const steps = [
      ['applied', 'references', 'accept-references by cora'],
      ['references', 'trained', 'record-training by cora'],
      ['trained', 'member', 'admit-therapist by cora'],
    ] as const;
    for (const [from, to, did] of steps) {
      expect(wordsOf(move({ state: from }, to)).slice(0, 2)).toEqual([did, `therapist ${from} → ${to}`]);
      expect(wordsOf(move({ state: from }, to, sana))).toEqual(['not-allowed']);
    }
    expect(wordsOf(move({ state: 'trained' }, 'member'))).toContain('fact therapist.joined');
    // Nobody waits for a certificate to have their references accepted, and nobody is told of a step on the way.
    expect(wordsOf(move({ state: 'applied', credentials: [] }, 'references'))).toHaveLength(2);
    expect(wordsOf(move({ state: 'references' }, 'trained'))).toHaveLength(2);
  });

  it('waits for the certificate, and then for every paper', () => {
    const lacking = (kind: string) => credentialsThrough('2029-01-01').filter((one) => one.kind !== kind);
    expect(wordsOf(move({ state: 'references', credentials: lacking('training') }, 'trained'))).toEqual(['invalid']);
    expect(move({ state: 'references', credentials: lacking('dbs') }, 'trained').ok).toBe(true);
    for (const state of ['trained', 'suspended'] as const) {
      expect(wordsOf(move({ state, credentials: lacking('dbs') }, 'member'))).toEqual(['invalid']);
    }
  });

  it('is no member again by a button when a renewal is due', () => {
    expect(wordsOf(move({ state: 'renewal-due' }, 'member'))).toEqual(['wrong-state']);
  });

  it('is suspended by the office or for safeguarding; clients in therapy become a task', () => {
    for (const by of [cora, sana]) {
      expect(wordsOf(move({ clients: 1 }, 'suspended', by))).toEqual([
        `suspend-therapist by ${by.id}`,
        'therapist member → suspended',
        'task clients-of-therapist for coordinator',
        'fact therapist.suspended',
      ]);
    }
    expect(wordsOf(move({ state: 'renewal-due' }, 'suspended'))).toEqual([
      'suspend-therapist by cora',
      'therapist renewal-due → suspended',
      'fact therapist.suspended',
    ]);
    expect(wordsOf(move({}, 'suspended', themself))).toEqual(['not-allowed']);
  });

  it('has a task of its own for each suspension, which its end closes', () => {
    const again = move({ clients: 1, suspensions: 2 }, 'suspended');
    expect(leaves(again, 'task').id).toBe(taskIdOf('clients-of-therapist', `therapist/${idOf.therapist(1)}`, 3));
    expect(clientsTaskId(leaves(again, 'therapist'))).toBe(leaves(again, 'task').id);
    const open = [task('clients-of-therapist', { role: 'coordinator' })];
    const ended = moveMembership(idle({ state: 'suspended' }), 'member', 'over', open, sana, now, settings);
    expect(wordsOf(ended)).toEqual([
      'reinstate-therapist by sana',
      'therapist suspended → member',
      'task clients-of-therapist done',
      'fact therapist.reinstated',
    ]);
  });

  it('that goes on, or is left, is no suspension', () => {
    const back = move({ state: 'suspended', clients: 1, suspensions: 1 }, 'member');
    expect(wordsOf(back).join()).not.toContain('task');
    expect(leaves(back, 'therapist').suspensions).toBe(1);
    expect(wordsOf(move({ state: 'suspended' }, 'left'))[0]).toBe('record-leaving by cora');
    expect(leaves(move({}, 'left'), 'therapist')).not.toHaveProperty('suspensions');
  });

  it('may be left from every state before, by the office or the therapist, but not with clients', () => {
    for (const state of TherapistState.options) {
      for (const by of [cora, themself]) expect(move({ state }, 'left', by).ok, state).toBe(state !== 'left');
    }
    expect(wordsOf(move({}, 'left', themself))).toContain('fact therapist.left');
    expect(leaves(move({}, 'left'), 'therapist').leftAt).toBe(now);
    expect(leaves(move({}, 'suspended'), 'therapist')).not.toHaveProperty('leftAt');
    expect(wordsOf(move({ clients: 1 }, 'left'))).toEqual(['invalid']);
    expect(wordsOf(move({}, 'left', { ...themself, id: idOf.therapist(2) }))).toEqual(['not-allowed']);
  });
});
