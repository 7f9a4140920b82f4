import { beforeEach, describe, expect, it } from 'vitest';
import { ConcernId } from '../../events/values.ts';
import { referral } from '../../test/support/case-samples.ts';
import { idOf } from '../../test/support/sample-ids.ts';
import { asha, cora, openOffice, refusalOf, whatOf } from '../../test/support/small-office.ts';
import type { Actor } from '../domain/actor.ts';
import type { alertedDesks } from '../domain/concern.ts';
import { emailIdOf } from '../domain/email.ts';
import { later } from '../domain/office-days.ts';
import { taskIdOf } from '../domain/task.ts';
import { acknowledgeConcern, decideConcern, raiseConcern, receiveConcern, tellOfConcern } from './concern.ts';
import { closeReferral } from './intake.ts';
import { delegateRole, resumeReferral } from './manage.ts';
import { sendEmail } from './send-email.ts';
import { sweepDeadlines } from './sweep.ts';

const sol: Actor = { id: 'sol', roles: ['safeguarding-lead'] };
const dee: Actor = { id: 'dee', roles: ['safeguarding-deputy'] };
const fay: Actor = { id: 'fay', roles: ['finance-maker'] };
const concernId = ConcernId.parse('cnc_4f7kq2mh8c');
const about = `concern/${concernId}`;
const alertTo = (desk: keyof typeof alertedDesks) => emailIdOf('safeguarding-alert', about, desk);
const professional = { name: 'Jo Marsh', organisation: 'A surgery', phone: '0113 496 0000' };

let office: ReturnType<typeof openOffice>;
beforeEach(() => {
  office = openOffice();
});

const tell = async () => {
  whatOf(await tellOfConcern(office.deps, { concernId, kind: 'under-18', professional }));
  whatOf(await receiveConcern(office.deps, concernId));
};
const send = async (desk: keyof typeof alertedDesks) => {
  whatOf(await sendEmail(office.deps, alertTo(desk)));
  return office.mailer.sent.at(-1);
};
const seen = async () => (await office.read('concern', concernId)).version;
const isAsked = async (desk: keyof typeof alertedDesks) =>
  (await office.store.get('email', alertTo(desk))) !== undefined;

describe('a professional who tells of a young person', () => {
  it('is heard by the safeguarding lead: a task, and a mail that says nothing of anybody', async () => {
    await tell();
    const task = await office.read('task', taskIdOf('safeguarding-concern', about));
    const { acknowledgeMinutes, leadEmail } = office.deps.settings.safeguarding;
    expect(task.value).toMatchObject({ role: 'safeguarding-lead', state: 'open', about });
    expect(task.value.dueAt).toBe(later(office.deps.now(), { minutes: acknowledgeMinutes }));
    const letter = await send('lead');
    expect(letter).toMatchObject({ template: 'safeguarding-alert', to: leadEmail });
    for (const text of Object.values(professional)) expect(JSON.stringify(letter)).not.toContain(text);
    expect(await isAsked('deputy')).toBe(false);
  });

  it('leaves who to call back in the vault, and nothing anywhere of the young person', async () => {
    await tell();
    const concern = await office.read('concern', concernId);
    expect(JSON.stringify(concern.value)).not.toContain('Jo Marsh');
    const { teller } = concern.value;
    if (teller.from !== 'professional') throw new Error('a professional told us');
    const [identity, key] = [
      await office.read('identity', teller.personId),
      await office.read('identity-key', teller.personId),
    ];
    const fields = ['name', 'organisation', 'phone'] as const;
    expect(await office.deps.vault.open(identity.value, key.value, [...fields])).toEqual(professional);
  });

  it('has one effect, however often the form and the message come', async () => {
    await tell();
    const before = await seen();
    await tell();
    expect(await seen()).toBe(before);
  });
});

describe('the deputy', () => {
  it('is told once, when the lead has not acknowledged it in time', async () => {
    await tell();
    office.pass({ minutes: office.deps.settings.safeguarding.acknowledgeMinutes - 1 });
    await sweepDeadlines(office.deps);
    expect(await isAsked('deputy')).toBe(false);
    office.pass({ minutes: 1 });
    await sweepDeadlines(office.deps);
    expect(await send('deputy')).toMatchObject({ to: office.deps.settings.safeguarding.deputyEmail });
    const told = await seen();
    await sweepDeadlines(office.deps);
    expect(await seen()).toBe(told);
  });

  it('is not told of what somebody has acknowledged', async () => {
    await tell();
    whatOf(await acknowledgeConcern(office.deps, { concernId, seen: await seen() }, sol));
    office.pass({ days: 1 });
    await sweepDeadlines(office.deps);
    expect(await isAsked('deputy')).toBe(false);
    whatOf(await sendEmail(office.deps, alertTo('lead')));
    expect((await office.read('email', alertTo('lead'))).value.because).toBe('somebody has acknowledged it');
  });

  it('is told at once while the lead is away', async () => {
    const now = office.deps.now();
    const away = { role: 'safeguarding-lead', from: now, until: later(now, { days: 3 }), why: 'Leave' } as const;
    whatOf(await delegateRole(office.deps, away, sol));
    await tell();
    expect([await isAsked('lead'), await isAsked('deputy')]).toEqual([true, true]);
  });

  it('may see to it', async () => {
    await tell();
    whatOf(await acknowledgeConcern(office.deps, { concernId, seen: await seen() }, dee));
    expect((await office.read('concern', concernId)).value.acknowledged?.by).toBe('dee');
  });
});

describe('a concern', () => {
  it('is decided after somebody has seen it, and ends its task', async () => {
    await tell();
    const what = { decision: 'It was passed on', because: 'The law requires it', told: ['police'] } as const;
    expect(refusalOf(await decideConcern(office.deps, { concernId, seen: await seen(), ...what }, sol))).toMatchObject({
      code: 'wrong-state',
    });
    whatOf(await acknowledgeConcern(office.deps, { concernId, seen: await seen() }, sol));
    expect(refusalOf(await decideConcern(office.deps, { concernId, seen: await seen(), ...what }, cora))).toMatchObject(
      {
        code: 'not-allowed',
      },
    );
    whatOf(await decideConcern(office.deps, { concernId, seen: await seen(), ...what }, sol));
    expect((await office.read('concern', concernId)).value.decided).toMatchObject({ ...what, by: 'sol' });
    const task = await office.read('task', taskIdOf('safeguarding-concern', about));
    expect(task.value).toMatchObject({ state: 'done', result: what.decision });
  });

  it('raised by staff about a case stops what is new for that person, and only the desk lifts it', async () => {
    await office.putNew(referral());
    const input = { concernId, kind: 'child-at-risk', referralId: idOf.referral(1) } as const;
    expect(refusalOf(await raiseConcern(office.deps, input, fay))).toMatchObject({ code: 'not-allowed' });
    whatOf(await raiseConcern(office.deps, input, asha));
    const { value } = await office.read('referral', idOf.referral(1));
    expect(value.safeguardingPause).toEqual({ since: office.deps.now() });
    const lift = { referralId: idOf.referral(1), overlay: 'safeguarding' } as const;
    expect(refusalOf(await resumeReferral(office.deps, lift, asha))).toMatchObject({ code: 'not-allowed' });
    whatOf(await resumeReferral(office.deps, lift, sol));
  });

  it('is raised about a case that stands still already', async () => {
    await office.putNew(referral({ safeguardingPause: { since: office.deps.now() } }));
    const input = { concernId, kind: 'adult-at-risk', referralId: idOf.referral(1) } as const;
    whatOf(await raiseConcern(office.deps, input, cora));
    expect((await office.read('concern', concernId)).value.teller).toMatchObject({ from: 'staff', staffId: 'cora' });
  });

  it('is raised as a referral is closed because the person is under 18', async () => {
    await office.putNew(referral({ state: 'awaiting-consent', door: 'professional' }));
    const { version } = await office.read('referral', idOf.referral(1));
    const closing = { outcome: 'not-eligible', reason: 'The person is under 18', spokenTo: true } as const;
    const input = { referralId: idOf.referral(1), seen: version, ...closing, isYoung: true };
    whatOf(await closeReferral(office.deps, input, asha));
    const { items } = await office.store.list('concern', 'concerns/raised', { limit: 5 });
    expect(items.map(({ value }) => value)).toMatchObject([
      { kind: 'under-18', teller: { from: 'staff', referralId: idOf.referral(1) } },
    ]);
  });
});
