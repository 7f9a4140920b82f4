import { describe, expect, it } from 'vitest';
import { ConcernId, Instant } from '../../events/values.ts';
import { task } from '../../test/support/case-samples.ts';
import { leaves, wordsOf } from '../../test/support/decision-words.ts';
import { asRead, given, idOf, now, settings } from '../../test/support/sample-ids.ts';
import type { Actor } from './actor.ts';
import { alertedDesks, Concern } from './concern.ts';
import { later } from './office-days.ts';
import { accept } from './outcome.ts';
import {
  acknowledgeConcern,
  decideConcern,
  liftHold,
  raiseConcern,
  receiveConcern,
  tellDeputy,
  tellOfConcern,
} from './raise-concern.ts';
import { taskIdOf } from './task.ts';

const sol: Actor = { id: 'sol', roles: ['safeguarding-lead'] };
const dee: Actor = { id: 'dee', roles: ['safeguarding-deputy'] };
const asha: Actor = { id: 'asha', roles: ['assessor'] };
const fay: Actor = { id: 'fay', roles: ['finance-maker'] };

const id = ConcernId.parse('cnc_4f7kq2mh8c');
const about = `concern/${id}`;
const inTime = later(now, { minutes: settings.safeguarding.acknowledgeMinutes });
const seen = { state: 'acknowledged', acknowledged: { at: now, by: 'sol' } };
const what = { decision: 'It was passed on', because: 'The law requires it', told: ['police'] } as const;
const decided = { ...seen, state: 'decided', decided: { ...what, at: now, by: 'sol' } };

const concern = (but: object = {}) =>
  asRead(
    'concern',
    id,
    Concern.parse(
      given(
        {
          id,
          kind: 'child-at-risk',
          teller: { from: 'staff', staffId: 'asha', referralId: idOf.referral(1) },
          state: 'raised',
          raisedAt: now,
          deputyToldBy: inTime,
        },
        but,
      ),
    ),
  );

/** The task of the desk as it was opened, or as somebody has done it. */
const deskTask = (but: object = {}) =>
  task('safeguarding-concern', {
    id: taskIdOf('safeguarding-concern', about),
    role: 'safeguarding-lead',
    about,
    dueAt: inTime,
    ...but,
  });

describe('a concern that is told', () => {
  it('is written down with who told of it, and the desk is told', () => {
    const raised = raiseConcern(id, 'child-at-risk', idOf.referral(1), asha, now, settings);
    expect(wordsOf(raised)).toEqual(['raise-concern by asha', 'new concern raised', 'fact concern.raised']);
    expect(leaves(raised, 'concern')).toEqual(concern().value);
    expect(raised.ok && raised.value.about).toBe(about);
    expect(raised.ok && raised.value.facts).toMatchObject([{ subject: about, data: { concernId: id } }]);
  });

  it('is told by a professional, who may be called back, or by staff who have a case before them', () => {
    const told = accept(tellOfConcern(id, 'under-18', idOf.person(7), now, settings));
    expect(wordsOf(told)).toEqual([`raise-concern by ${idOf.person(7)}`, 'new concern raised', 'fact concern.raised']);
    expect(leaves(told, 'concern').teller).toEqual({ from: 'professional', personId: idOf.person(7) });
    const byFay = raiseConcern(id, 'child-at-risk', idOf.referral(1), fay, now, settings);
    expect(wordsOf(byFay)).toEqual(['not-allowed']);
  });

  it('is the lead’s to acknowledge within the minutes of the settings', () => {
    const heard = accept(receiveConcern(concern(), false, now));
    expect(wordsOf(heard)).toEqual([
      'receive-concern by system',
      'task safeguarding-concern for safeguarding-lead',
      `mail safeguarding-alert (lead) to ${alertedDesks.lead}`,
      'fact email.requested',
    ]);
    expect(leaves(heard, 'task')).toMatchObject({ about, dueAt: inTime });
  });

  it('is told to the deputy at once while the lead is away, and then never a second time', () => {
    const heard = accept(receiveConcern(concern(), true, now));
    expect(wordsOf(heard)).toEqual([
      'receive-concern by system',
      'concern changed',
      'task safeguarding-concern for safeguarding-lead',
      `mail safeguarding-alert (lead) to ${alertedDesks.lead}`,
      `mail safeguarding-alert (deputy) to ${alertedDesks.deputy}`,
      'fact email.requested',
      'fact email.requested',
    ]);
    const { deputyToldAt } = leaves(heard, 'concern');
    expect(deputyToldAt).toBe(now);
    expect(wordsOf(tellDeputy(concern({ deputyToldAt }), inTime))).toEqual(['wrong-state, passed']);
  });
});

describe('the deputy', () => {
  it('is told when the lead’s time is over, and not a moment before', () => {
    const told = tellDeputy(concern(), inTime);
    expect(wordsOf(told)).toEqual([
      'tell-deputy by system',
      'concern changed',
      `mail safeguarding-alert (deputy) to ${alertedDesks.deputy}`,
      'fact email.requested',
    ]);
    expect(leaves(told, 'concern').deputyToldAt).toBe(inTime);
    const aMomentBefore = Instant.parse(new Date(Date.parse(inTime) - 1).toISOString());
    expect(wordsOf(tellDeputy(concern(), aMomentBefore))).toEqual(['wrong-state']);
  });

  it('is told of nothing that somebody has seen', () => {
    for (const gone of [seen, decided]) {
      expect(wordsOf(tellDeputy(concern(gone), inTime))).toEqual(['wrong-state, passed']);
    }
  });
});

describe('somebody of the desk', () => {
  it('acknowledges it: what is to be done is due by the end of the office day', () => {
    const done = acknowledgeConcern(concern(), deskTask(), dee, now, settings);
    expect(wordsOf(done)).toEqual([
      'acknowledge-concern by dee',
      'concern raised → acknowledged',
      'task safeguarding-concern open',
    ]);
    expect(leaves(done, 'concern').acknowledged).toEqual({ at: now, by: 'dee' });
    expect(leaves(done, 'task').dueAt).toBe('2027-03-01T17:00:00.000Z');
  });

  it('acknowledges it before its task is there: the message that opens it may be late', () => {
    const done = acknowledgeConcern(concern(), undefined, sol, now, settings);
    expect(wordsOf(done)).toEqual(['acknowledge-concern by sol', 'concern raised → acknowledged']);
  });

  it('alone acknowledges it, and once', () => {
    expect(wordsOf(acknowledgeConcern(concern(), deskTask(), asha, now, settings))).toEqual(['not-allowed']);
    expect(wordsOf(acknowledgeConcern(concern(decided), deskTask(), sol, now, settings))).toEqual([
      'wrong-state, passed',
    ]);
  });

  it('decides on what they have seen, and says who was told; that ends the task', () => {
    const done = decideConcern(concern(seen), deskTask(), what, sol, now);
    expect(wordsOf(done)).toEqual([
      'decide-concern by sol',
      'concern acknowledged → decided',
      'task safeguarding-concern done',
    ]);
    expect(leaves(done, 'concern').decided).toEqual({ ...what, at: now, by: 'sol' });
    expect(leaves(done, 'task')).toMatchObject({ doneBy: 'sol', result: what.decision });
    expect(done.ok && done.value.why).toBe('It was passed on: The law requires it');
  });

  it('alone decides, and not before somebody has seen it', () => {
    expect(wordsOf(decideConcern(concern(), deskTask(), what, sol, now))).toEqual(['wrong-state']);
    expect(wordsOf(decideConcern(concern(seen), deskTask(), what, asha, now))).toEqual(['not-allowed']);
  });

  it('decides whether its task is open, done by hand, or was never there', () => {
    const byHand = deskTask({ state: 'done', doneAt: now, doneBy: 'dee', result: 'called them' });
    for (const known of [byHand, undefined]) {
      const done = decideConcern(concern(seen), known, what, sol, now);
      expect(wordsOf(done)).toEqual(['decide-concern by sol', 'concern acknowledged → decided']);
    }
  });
});

describe('what is kept because of a concern', () => {
  const lift = (but: object = {}, by = sol) => liftHold(concern(but), 'it came to nothing', by, now);

  it('may end with its ordinary period once the desk says so and why', () => {
    const lifted = lift(decided);
    expect(wordsOf(lifted)).toEqual(['lift-hold-on-records by sol', 'concern changed']);
    expect(leaves(lifted, 'concern').holdLifted).toEqual({ at: now, by: 'sol', why: 'it came to nothing' });
  });

  it('is kept until it is decided; only the desk says so, once', () => {
    expect(wordsOf(lift(seen))).toEqual(['wrong-state']);
    expect(wordsOf(lift(decided, asha))).toEqual(['not-allowed']);
    const before = { ...decided, holdLifted: { at: now, by: 'dee', why: 'over' } };
    expect(wordsOf(lift(before))).toEqual(['used-already, passed']);
  });
});
