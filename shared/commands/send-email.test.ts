import { describe, expect, it } from 'vitest';
import { EmailId } from '../../events/values.ts';
import { asFunction } from '../../test/grants/store-of.ts';
import { onHold, referral, referredBy, safeguardingPause } from '../../test/support/case-samples.ts';
import { donation } from '../../test/support/money-samples.ts';
import { askForMail, type CaseBut, client, helper, putOfferedCase } from '../../test/support/offered-case.ts';
import { idOf, now } from '../../test/support/sample-ids.ts';
import { openOffice, refusalOf, type SmallOffice, whatOf } from '../../test/support/small-office.ts';
import { change, create, remove } from '../domain/decision.ts';
import type { EmailTemplate } from '../domain/email.ts';
import { later } from '../domain/office-days.ts';
import { MemoryStore } from '../store/memory-store.ts';
import { sendEmail } from './send-email.ts';
import { sweepMail } from './sweep.ts';

async function openMailOffice(but: CaseBut = {}) {
  const memory = new MemoryStore();
  const office = openOffice(memory);
  await putOfferedCase(office, but);
  return { ...office, memory };
}

const send = async (office: SmallOffice, template: EmailTemplate, about?: string, detail?: string) => {
  const id = await askForMail(office, template, about, detail);
  whatOf(await sendEmail(asFunction('send-mail', office.deps), id));
  return (await office.read('email', id)).value;
};

const accepted: CaseBut = {
  allocation: { state: 'accepted', answeredAt: now, giveBackUntil: later(now, { hours: 24 }) },
  search: { state: 'accepted' },
};

describe('a mail', () => {
  it('is claimed, sent once and written down, however often it is asked for', async () => {
    const office = await openMailOffice();
    const { id, state, sentAt } = await send(office, 'therapist-offer');
    expect([state, sentAt]).toEqual(['sent', now]);
    for (let times = 0; times < 3; times += 1) whatOf(await sendEmail(asFunction('send-mail', office.deps), id));
    expect(office.mailer.sent.map(({ template, to }) => [template, to])).toEqual([['therapist-offer', helper.email]]);
  });

  it('tells two senders apart: one of them sends, the other leaves it alone', async () => {
    const office = await openMailOffice();
    const id = await askForMail(office, 'therapist-offer');
    const outcomes = await Promise.all([
      sendEmail(asFunction('send-mail', office.deps), id),
      sendEmail(asFunction('send-mail', office.deps), id),
    ]);
    expect(outcomes.map(refusalOf)).toEqual(['accepted', 'accepted']);
    expect(office.mailer.sent).toHaveLength(1);
  });

  it('claimed by a sender that died is decided again after 15 minutes, with the same Message-ID', async () => {
    const office = await openMailOffice();
    const id = await askForMail(office, 'therapist-offer');
    const dying = { ...office.deps, mailer: { send: async () => Promise.reject(new Error('the process died')) } };
    await expect(sendEmail(asFunction('send-mail', dying), id)).rejects.toThrow('the process died');
    const claimed = (await office.read('email', id)).value;
    office.pass({ minutes: 14 });
    whatOf(await sendEmail(asFunction('send-mail', office.deps), id));
    expect(office.mailer.sent).toEqual([]);
    office.pass({ minutes: 1 });
    whatOf(await sendEmail(asFunction('send-mail', office.deps), id));
    expect(office.mailer.sent.map(({ messageId }) => messageId)).toEqual([claimed.messageId]);
    expect((await office.read('email', id)).value.state).toBe('sent');
  });

  it('claimed by a sender that died is not sent when its reason has gone meanwhile', async () => {
    const office = await openMailOffice();
    const id = await askForMail(office, 'therapist-offer');
    const dying = { ...office.deps, mailer: { send: async () => Promise.reject(new Error('the process died')) } };
    await expect(sendEmail(asFunction('send-mail', dying), id)).rejects.toThrow('the process died');
    const offer = await office.read('allocation', idOf.allocation(1));
    await office.put(change(offer, { ...offer.value, state: 'declined' }));
    office.pass({ minutes: 15 });
    whatOf(await sendEmail(asFunction('send-mail', office.deps), id));
    expect([office.mailer.sent, (await office.read('email', id)).value.state]).toEqual([[], 'overtaken']);
  });

  it('has a Message-ID that is its own and tells nothing of what it is', async () => {
    const office = await openMailOffice(accepted);
    const mails = [await send(office, 'therapist-accepted'), await send(office, 'client-therapist-found')];
    const ids = mails.map(({ messageId }) => messageId ?? '');
    expect(new Set(ids)).toHaveLength(2);
    for (const id of ids) {
      expect(id).toMatch(/^<[\w-]{32}@appointments\.example\.org>$/);
      expect(id).not.toMatch(/therap|client|offer|accept|alc_|00000/i);
    }
  });

  it('that is not there is asked for again', async () => {
    const office = await openMailOffice();
    expect(refusalOf(await sendEmail(asFunction('send-mail', office.deps), EmailId.parse('eml_00000000')))).toEqual({
      code: 'not-found',
      passed: false,
    });
  });

  it('ASVS 15.3.1 reads of the person only name and address, and leaves in the trail that it did', async () => {
    const office = await openMailOffice(accepted);
    const { id } = await send(office, 'client-therapist-found');
    const { items } = await office.store.history(`email/${id}`, { limit: 10 });
    expect(items.map(({ did, why }) => `${did}: ${why}`)).toEqual([
      'read-identity: send-mail',
      'claim-email: to be sent: client-therapist-found',
      'send-email: client-therapist-found',
    ]);
    const [letter] = office.mailer.sent;
    expect(letter?.to).toBe(client.email);
    expect(JSON.stringify([letter?.subject, letter?.text, letter?.html])).not.toMatch(/marked/i);
  });
});

describe('a mail whose reason has gone', () => {
  it.each<[string, EmailTemplate, CaseBut]>([
    ['an offer that was answered', 'therapist-offer', { allocation: { state: 'declined' } }],
    ['an offer that was taken back', 'therapist-offer', { search: { state: 'stopped', live: undefined } }],
    ['a therapist found, who gave the case back', 'client-therapist-found', { allocation: { state: 'given-back' } }],
    ['a case accepted and given back', 'therapist-accepted', { allocation: { state: 'given-back' } }],
    [
      'a therapist found, of somebody who may not be mailed',
      'client-therapist-found',
      { ...accepted, referral: { contact: { ...referral().value.contact, channel: 'phone' } } },
    ],
  ])('closes as overtaken, with the reason: %s', async (_, template, but) => {
    const office = await openMailOffice(but);
    expect(await send(office, template)).toMatchObject({ state: 'overtaken', because: expect.stringMatching(/./) });
    expect(office.mailer.sent).toEqual([]);
  });

  it('closes when the person was erased, or gave no address', async () => {
    const erased = await openMailOffice();
    await erased.put(remove(await erased.read('identity-key', idOf.person(101))));
    expect((await send(erased, 'therapist-offer')).because).toBe('the person was erased');

    const office = await openMailOffice(accepted);
    const before = await office.read('identity', idOf.person(1));
    const { email: _, ...fields } = before.value.fields;
    await office.put(change(before, { ...before.value, fields }));
    expect((await send(office, 'client-therapist-found')).because).toBe('the person gave no address');
    expect([erased.mailer.sent, office.mailer.sent]).toEqual([[], []]);
  });

  it('closes when it would tell a professional more than the person agreed to', async () => {
    const office = await openMailOffice({ referral: referredBy });
    const about = `referral/${idOf.referral(1)}`;
    expect((await send(office, 'referrer-signal', about, 'began')).state).toBe('overtaken');
    expect((await send(office, 'referrer-signal', about, 'assessed')).state).toBe('sent');
  });

  it('closes when a gift it would thank for never came', async () => {
    const office = await openMailOffice();
    const { kind, id, value } = donation();
    await office.put(create(kind, id, value));
    expect(await send(office, 'donor-thank-you', `donation/${id}`)).toMatchObject({ state: 'overtaken' });
  });
});

describe('nobody is mailed while they are paused', () => {
  it.each([
    ['on hold', onHold, 'client-therapist-found', accepted],
    ['a safeguarding pause', safeguardingPause, 'client-therapist-found', accepted],
    ['a safeguarding pause', safeguardingPause, 'therapist-offer', {}],
    ['on hold', onHold, 'therapist-offer', {}],
  ] as const)(
    '(%s) but the mail waits, and is sent by a sweep when the pause is over',
    async (_, pause, template, but) => {
      const office = await openMailOffice({ ...but, referral: pause });
      expect((await send(office, template)).state).toBe('requested');
      expect(office.mailer.sent).toEqual([]);
      const paused = await office.read('referral', idOf.referral(1));
      const { onHold: __, safeguardingPause: ___, ...lifted } = paused.value;
      await office.put(change(paused, lifted));
      office.pass({ minutes: 16 });
      await sweepMail(office.deps);
      for (const id of office.woken) whatOf(await sendEmail(asFunction('send-mail', office.deps), EmailId.parse(id)));
      expect(office.mailer.sent.map((letter) => letter.template)).toEqual([template]);
    },
  );

  it('and a professional is told nothing while there is a safeguarding pause', async () => {
    const office = await openMailOffice({ referral: { ...referredBy, ...safeguardingPause } });
    const told = await send(office, 'referrer-signal', `referral/${idOf.referral(1)}`, 'assessed');
    expect([told.state, office.mailer.sent]).toEqual(['requested', []]);
  });
});
