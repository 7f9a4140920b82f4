import { beforeEach, describe, expect, test } from 'vitest';
import { system } from '../../shared/domain/actor.ts';
import { openTask } from '../../shared/domain/change-task.ts';
import { nothingElse } from '../../shared/domain/decision.ts';
import { later } from '../../shared/domain/office-days.ts';
import { referenceOf } from '../../shared/domain/referral.ts';
import type { TaskKind } from '../../shared/domain/task.ts';
import { taskIdOf } from '../../shared/domain/task.ts';
import { taskPath } from '../../shared/staff/words/references.ts';
import {
  addTherapist,
  approve,
  askForHelp,
  assess,
  confirmWithPerson,
  goAway,
  openNewFund,
  putOnWaitingList,
  receiveGift,
  reservePlace,
  takeForAssessment,
} from '../../test/support/console-scenes.ts';
import { type ConsoleSite, createConsoleSite } from '../../test/support/console-site.ts';
import type { Visitor } from '../../test/support/visitor.ts';

let site: ConsoleSite;
beforeEach(() => {
  site = createConsoleSite();
});

const homeOf = async (name: string): Promise<Visitor> => (await site.visitAs(name)).open('/console');

async function taskAs(name: string, kind: TaskKind, about: string, occasion = 1): Promise<Visitor> {
  return (await site.visitAs(name)).open(taskPath(taskIdOf(kind, about, occasion)));
}

describe('work to do', () => {
  test('says so where there is nothing to do', async () => {
    expect((await homeOf('Asha')).text).toMatch(
      /No tasks are open for you.*Nobody is waiting for an assessment.*You have no assessment in hand/,
    );
    expect((await homeOf('Cora')).text).toMatch(
      /No place is waiting for approval.*No place has to be confirmed.*Every case has a therapist/,
    );
    expect((await homeOf('Fay')).text).toContain('No gift is under review');
    expect((await homeOf('Tess')).status).toBe(200);
    expect((await homeOf('Sol')).text).toContain('No tasks are open for you');
  });

  test('shows first who may be at risk, then what is due first, with the age and how the person may be reached', async () => {
    const calm = await askForHelp(site, {
      contact: { channel: 'none', times: [], voicemail: 'no', mayReveal: 'nothing' },
    });
    site.world.advance({ days: 1 });
    const urgent = await askForHelp(site, { recentPoliceContact: true });
    site.world.advance({ days: 3 });
    const asha = await homeOf('Asha');
    const order = [`${referenceOf(urgent)} May be at risk`, `${referenceOf(urgent)} May be at risk`, referenceOf(calm)];
    expect(asha.text).toMatch(new RegExp(order.join('.*')));
    expect(asha.text).not.toContain(`${referenceOf(calm)} May be at risk`);
    expect(asha.text).toContain('Overdue');
    expect(asha.text).toContain('3 days');
    expect(asha.text).toContain('Telephone; weekday evenings; no voicemail');
    expect(asha.text).toContain('Do not contact them');
  });

  test('keeps the papers of therapists apart from what is about a person, and names the fund that a task is about', async () => {
    const therapistId = await addTherapist(site);
    const fundId = await openNewFund(site);
    const referralId = await askForHelp(site);
    const at = site.deps.now();
    const about = `fund/${fundId}` as const;
    const changes = [
      openTask('spend-by-near', 'coordinator', about, at, later(at, { days: 40 })),
      openTask('no-therapist-found', 'coordinator', `referral/${referralId}`, at, later(at, { days: 50 })),
      openTask('renew-credentials', 'coordinator', `therapist/${therapistId}`, at, at),
    ];
    await site.store.commit([
      { about, did: 'warn-of-spend-by', why: 'for this test', by: system, at, ...nothingElse, changes },
    ]);
    site.world.advance({ days: 1 });
    const cora = await homeOf('Cora');
    expect(cora.text).toMatch(
      /Money must be spent soon The northern fund .* One therapist to ask for new papers, 1 overdue/,
    );
    expect(cora.text).not.toContain('How to reach them');
  });

  test('shows an assessor who waits for assessment, and their own cases only', async () => {
    const waiting = await askForHelp(site);
    await confirmWithPerson(site, waiting);
    const mine = await askForHelp(site);
    await takeForAssessment(site, mine);
    const others = await askForHelp(site);
    await takeForAssessment(site, others, 'Ben');
    const asha = await homeOf('Asha');
    expect(asha.html).toContain(`/console/cases/${waiting}"`);
    expect(asha.html).toContain(`/console/cases/${mine}/assess"`);
    expect(asha.html).not.toContain(others);
    expect(asha.text).not.toContain('Overdue');
    site.world.advance({ days: 20 });
    const late = await homeOf('Asha');
    expect(late.text).toMatch(new RegExp(`Waiting for assessment.*${referenceOf(waiting)}.*Overdue.*My assessments`));
    expect(late.text).toMatch(new RegExp(`My assessments.*${referenceOf(mine)}.*Overdue.*Record the assessment`));
  });

  test('shows a coordinator the places to approve and the cases without a therapist', async () => {
    const first = await reservePlace(site);
    const second = await putOnWaitingList(site);
    await approve(site, first);
    const cora = await homeOf('Cora');
    expect(cora.text).toMatch(new RegExp(`Places to approve.*${referenceOf(second)}.*£300.00`));
    expect(cora.text).toMatch(new RegExp(`Cases without a therapist.*${referenceOf(first)}.*Nobody left to ask`));
    expect(cora.text).toContain('Find a way to a therapist');
  });

  test('shows the deputy the same while the coordinator is away, and nothing of it before', async () => {
    const id = await reservePlace(site);
    expect((await homeOf('Dev')).text).not.toContain(referenceOf(id));
    await goAway(site);
    expect((await homeOf('Dev')).text).toContain(referenceOf(id));
  });

  test('shows finance the gifts under review', async () => {
    const gift = await receiveGift(site, 500);
    const lot = await site.store.get('lot', gift.replace(/^don_/, 'lot_'));
    if (lot === undefined) throw new Error('a gift has its lot');
    await site.store.commit([
      {
        about: `donation/${gift}`,
        did: 'hold-back',
        why: 'for this test',
        by: { id: 'test', roles: ['system'] },
        at: site.deps.now(),
        changes: [
          {
            kind: 'lot',
            id: lot.id,
            before: lot,
            after: { ...lot.value, reviewUntil: '2027-03-20T10:00:00.000Z' as never },
          },
        ],
        relies: [],
        entries: [],
        facts: [],
      },
    ]);
    expect((await homeOf('Femi')).text).toMatch(/Gifts under review.*£500.00.*20 Mar 2027/);
  });
});

describe('a task', () => {
  test('that ends on the page of a gift or a fund leads there', async () => {
    const gift = await receiveGift(site, 20);
    const fundId = await openNewFund(site);
    const at = site.deps.now();
    const about = `donation/${gift}` as const;
    const changes = [
      openTask('decide-refund', 'finance-checker', about, at, at),
      openTask('spend-by-over', 'finance-checker', `fund/${fundId}`, at, at),
    ];
    await site.store.commit([
      { about, did: 'ask-refund', why: 'for this test', by: system, at, ...nothingElse, changes },
    ]);
    const femi = await taskAs('Femi', 'decide-refund', about);
    expect(femi.linkTo('Go to the gift')).toBe(`/console/donations/${gift}`);
    const other = await taskAs('Femi', 'spend-by-over', `fund/${fundId}`);
    expect(other.linkTo('Go to the fund')).toBe(`/console/funds/${fundId}`);
  });

  test('has a script that says only what the person allowed', async () => {
    const quiet = await askForHelp(site);
    const asha = await taskAs('Asha', 'confirm-referral', `referral/${quiet}`);
    expect(asha.text).toContain('Leave no message, and hang up');
    expect(asha.text).toContain('Call weekday evenings, and at no other time');
    expect(asha.text).toContain('Do not say what this service is until');
    expect(asha.text).not.toContain('Please call us back');

    const open = await askForHelp(site, {
      contact: { channel: 'email', times: [], voicemail: 'neutral', mayReveal: 'service' },
    });
    const again = await taskAs('Asha', 'confirm-referral', `referral/${open}`);
    expect(again.text).toContain('Please call us back on 0808 157 0142');
    expect(again.text).toContain('You may say that you call from Sponsored Places');
    expect(again.text).toContain('Call only if they gave a number for it');
    expect(again.text).toContain('They named no times: any time in the day will do.');

    const none = await askForHelp(site, {
      contact: { channel: 'none', times: [], voicemail: 'no', mayReveal: 'nothing' },
    });
    const never = await taskAs('Asha', 'confirm-referral', `referral/${none}`);
    expect(never.text).toContain('Do not call and do not write');
    expect(never.text).not.toContain('If voicemail answers');
  });

  test('that ends with a step on the case leads there and has no outcome of its own', async () => {
    const id = await askForHelp(site);
    const asha = await taskAs('Asha', 'confirm-referral', `referral/${id}`);
    expect(asha.linkTo('Go to the case')).toBe(`/console/cases/${id}`);
    expect(asha.text).not.toContain('Complete this task');
    const [, token = ''] = /name="csrf" value="([^"]+)"/.exec(asha.html) ?? [];
    await asha.post(asha.path, new URLSearchParams({ csrf: token, seen: '1', outcome: '1' }).toString());
    expect(asha.status).toBe(422);
    expect((await site.store.get('task', taskIdOf('confirm-referral', `referral/${id}`)))?.value.state).toBe('open');
  });

  test('is completed with an outcome from the list', async () => {
    const id = await askForHelp(site, { recentPoliceContact: true });
    const asha = await taskAs('Asha', 'same-day-call', `referral/${id}`);
    expect(asha.text).toContain('116 123');
    await asha.submit({ outcome: '1' }, 'Complete this task');
    expect(asha.path).toContain('/console?done=task-done');
    expect(asha.text).toContain('The task is done');
    const task = await site.store.get('task', taskIdOf('same-day-call', `referral/${id}`));
    expect(task?.value).toMatchObject({ state: 'done', result: 'Spoken with the person' });
    await asha.open(`/console/cases/${id}`);
    expect(asha.text).toContain('Did the task: Call the person today Spoken with the person');
  });

  test('is not completed without an outcome, or with one that is none', async () => {
    const id = await askForHelp(site, { recentPoliceContact: true });
    const asha = await taskAs('Asha', 'same-day-call', `referral/${id}`);
    for (const typed of [{}, { outcome: '9' }, { outcome: 'Spoken with the person' }]) {
      await asha.submit(typed, 'Complete this task');
      expect(asha.status).toBe(422);
      expect(asha.errors).toEqual([{ message: 'Choose what came of it', href: '#outcome' }]);
    }
  });

  test('done meanwhile is not done twice', async () => {
    const id = await askForHelp(site, { recentPoliceContact: true });
    const asha = await taskAs('Asha', 'same-day-call', `referral/${id}`);
    const ben = await taskAs('Ben', 'same-day-call', `referral/${id}`);
    await asha.submit({ outcome: '1' }, 'Complete this task');
    await ben.submit({ outcome: '3' }, 'Complete this task');
    expect(ben.status).toBe(409);
    expect(ben.errors[0]?.message).toContain('done already');
    expect(ben.text).toContain('This task is done: Spoken with the person');
  });

  test('to tell an outcome lets the person’s own page say it, and only once they know', async () => {
    const id = await askForHelp(site);
    await takeForAssessment(site, id);
    await assess(site, id, { suitability: 'not-suitable' });
    expect((await site.store.get('referral', id))?.value.closing?.spokenTo).toBe(false);
    const asha = await taskAs('Asha', 'tell-outcome', `referral/${id}`);
    expect(asha.text).not.toMatch(/not reached/i);
    await asha.submit({ outcome: '1' }, 'Complete this task');
    expect((await site.store.get('referral', id))?.value.closing?.spokenTo).toBe(true);
  });

  test('of another role is for that role to see', async () => {
    const id = await reservePlace(site);
    await approve(site, id);
    const about = `referral/${id}`;
    const { round } = (await site.store.get('search', id))?.value ?? { round: 0 };
    const cora = await taskAs('Cora', 'no-therapist-found', about, round + 1);
    expect(cora.heading).toBe('Find a way to a therapist');
    const asha = await taskAs('Asha', 'no-therapist-found', about, round + 1);
    expect(asha.status).toBe(403);
    expect(asha.text).toContain('coordinator');
    await goAway(site);
    expect((await taskAs('Dev', 'no-therapist-found', about, round + 1)).status).toBe(200);
  });

  test('that does not exist is not found', async () => {
    const asha = await site.visitAs('Asha');
    for (const id of ['tsk_nothing123', 'nothing', 'tsk_%20']) {
      expect((await asha.open(`/console/tasks/${id}`)).status).toBe(404);
    }
    expect(site.failures).toEqual([]);
  });
});
