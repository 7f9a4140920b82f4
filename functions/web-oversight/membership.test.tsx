import { beforeEach, describe, expect, test } from 'vitest';
import type { TherapistId } from '../../events/values.ts';
import { CredentialKind } from '../../shared/domain/therapist.ts';
import { csrfField } from '../../shared/web/csrf.ts';
import { addTherapist, approve, marked, reservePlace } from '../../test/support/console-scenes.ts';
import { type ConsoleSite, createConsoleSite } from '../../test/support/console-site.ts';
import type { Visitor } from '../../test/support/visitor.ts';
import { paperValue } from './membership-actions.ts';

let site: ConsoleSite;
beforeEach(() => {
  site = createConsoleSite();
});

const applicants = async () => {
  const { items } = await site.store.list('therapist', `therapists/${site.deps.settings.pool.id}/applied`, {
    limit: 9,
  });
  return items.map(({ value }) => value);
};
const stateOf = async (id: TherapistId) => (await site.store.get('therapist', id))?.value.state;
const pageAs = async (name: string, id: TherapistId): Promise<Visitor> =>
  (await site.visitAs(name)).open(`/console/therapists/${id}`);

const day = (field: string, year: string) => ({
  [`${field}-day`]: '1',
  [`${field}-month`]: '1',
  [`${field}-year`]: year,
});

const application = {
  name: marked.therapist.name,
  email: marked.therapist.email,
  phone: marked.therapist.phone,
  competences: ['somebody', 'online'],
  meets: ['online'],
  area: 'ls6 2ab',
  fee: '55',
  capacity: '3',
};

describe('a therapist who asks to join', () => {
  test('goes from the application to membership on their own page, paper by paper', async () => {
    const cora = await (await site.visitAs('Cora')).open('/console/therapists/application');
    await cora.submit({ ...application, name: '' }, 'Record the application');
    expect(cora.errors).toEqual([{ message: 'Enter the therapist’s name', href: '#name' }]);
    await cora.submit(application, 'Record the application');
    expect(cora.text).toContain('The application is recorded');
    const [applied] = await applicants();
    expect(applied).toMatchObject({ state: 'applied', credentials: [] });
    if (applied === undefined) throw new Error('nobody applied');
    await cora.submit({}, 'References are in order');
    expect(await stateOf(applied.id)).toBe('references');
    await cora.submit({}, 'Training is completed');
    expect(cora.status).toBe(422);
    for (const kind of CredentialKind.options) {
      await cora.submit(
        { 'paper-kind': kind, ...day('paper-from', '2026'), ...day('paper-through', '2029') },
        'Record the paper',
      );
      expect(cora.text).toContain('The paper is recorded');
    }
    await cora.submit({}, 'Training is completed');
    await cora.submit({}, 'Make them a member');
    expect(cora.text).toContain('They are a member now');
    expect(await stateOf(applied.id)).toBe('member');
    expect(cora.text).toContain('Found the references in order');
    expect(cora.html).not.toContain('Markedtherapist');
  });

  test('sent twice is one application', async () => {
    const cora = await (await site.visitAs('Cora')).open('/console/therapists/application');
    const { action, body } = cora.fill(application, 'Record the application');
    await cora.post(action, body);
    await cora.post(action, body);
    expect(await applicants()).toHaveLength(1);
  });
});

describe('suspending a therapist', () => {
  test('is open to the safeguarding lead, asks why, and moves the offer on', async () => {
    const id = await addTherapist(site);
    const referralId = await reservePlace(site);
    await approve(site, referralId);
    const sol = await pageAs('Sol', id);
    expect(sol.html).not.toContain('leave-reason');
    await sol.submit({}, 'Suspend them');
    expect(sol.errors).toEqual([{ message: 'Choose why they are suspended', href: '#suspend-reason' }]);
    await sol.submit({ 'suspend-reason': 'concern' }, 'Suspend them');
    expect(sol.text).toContain('They are suspended');
    expect(sol.text).toContain('A concern was raised about their work');
    await site.world.drain();
    expect((await site.store.get('therapist', id))?.value).toMatchObject({ state: 'suspended', offers: 0 });
    expect((await site.store.get('search', referralId))?.value).toMatchObject({ state: 'none-left', past: [id] });
    const later = await pageAs('Sol', id);
    await later.submit({}, 'End the suspension');
    expect(await stateOf(id)).toBe('member');
  });
});

describe('leaving', () => {
  test('is recorded with a reason, and is the end', async () => {
    const id = await addTherapist(site);
    const cora = await pageAs('Cora', id);
    await cora.submit({ 'leave-reason': 'retired' }, 'Record that they leave');
    expect(await stateOf(id)).toBe('left');
    expect(cora.text).toContain('Left');
    for (const name of ['suspend-reason', 'leave-reason', 'paper-kind']) expect(cora.html).not.toContain(name);
  });
});

describe('changing what a therapist takes', () => {
  const practice = async (id: TherapistId) => (await site.store.get('therapist', id))?.value;

  test('begins with what stands, is recorded with what it was, and asks again beside the field', async () => {
    const id = await addTherapist(site);
    const cora = await pageAs('Cora', id);
    const both = { meets: ['online', 'in-person'], reach: '', 'practice-reason': 'asked' };
    await cora.submit(both, 'Record the change');
    expect(cora.errors[0]?.href).toBe('#reach');
    await cora.open(`/console/therapists/${id}`);
    await cora.submit({ fee: '60.01', capacity: '0' }, 'Record the change');
    expect(cora.errors.map(({ href }) => href)).toEqual(['#capacity', '#fee', '#practice-reason']);
    await cora.open(`/console/therapists/${id}`);
    await cora.submit({ fee: '52.50', capacity: '4', 'practice-reason': 'asked' }, 'Record the change');
    expect(cora.text).toContain('The change is recorded');
    expect(cora.text).toContain('Fee: £50, now £52.50; clients at a time: 3, now 4 (They asked us to)');
    expect(await practice(id)).toMatchObject({ modes: ['online'], reachKm: 30, fee: 5250, capacity: 4 });
  });

  test('takes what they are trained for and where they are, each with its reason', async () => {
    const id = await addTherapist(site);
    const cora = await pageAs('Cora', id);
    await cora.submit({ competences: [], area: 'nowhere', 'practice-reason': 'moved' }, 'Record the change');
    expect(cora.errors.map(({ href }) => href)).toEqual(['#competences', '#area']);
    await cora.open(`/console/therapists/${id}`);
    const moved = { competences: ['thoughts', 'family'], area: 'EH1 1AA', 'practice-reason': 'moved' };
    await cora.submit(moved, 'Record the change');
    expect(cora.text).toContain('(They have moved)');
    expect(cora.text).toContain('EH1, Scotland');
    expect(await practice(id)).toMatchObject({
      competences: ['worried-about-thoughts', 'partner-or-family'],
      area: 'EH1',
      region: 'scotland',
    });
    expect(cora.html).not.toContain('partner-or-family');
  });

  test('leaves the fee alone while an offer that says it is open', async () => {
    const id = await addTherapist(site);
    await approve(site, await reservePlace(site));
    const cora = await pageAs('Cora', id);
    await cora.submit({ fee: '40', 'practice-reason': 'asked' }, 'Record the change');
    expect(cora.status).toBe(422);
    expect(await practice(id)).toMatchObject({ fee: 5000, offers: 1 });
  });

  test('is not for the safeguarding lead', async () => {
    const id = await addTherapist(site);
    const sol = await pageAs('Sol', id);
    expect(sol.html).not.toContain('change-practice');
    const cora = await pageAs('Cora', id);
    const body = new URLSearchParams(
      cora.fill({ capacity: '5', 'practice-reason': 'asked' }, 'Record the change').body,
    );
    const theirs = new URLSearchParams(sol.fill({}, 'Suspend them').body);
    body.set(csrfField, theirs.get(csrfField) ?? '');
    await sol.post(`/console/therapists/${id}/change-practice`, `${body}`);
    expect(sol.status).toBe(403);
    expect(await practice(id)).toMatchObject({ capacity: 3 });
  });
});

describe('a paper whose dates were mistyped', () => {
  test('has the right ones from then on, with what they were, by whom and why', async () => {
    const id = await addTherapist(site);
    const cora = await pageAs('Cora', id);
    const [paper] = (await site.store.get('therapist', id))?.value.credentials ?? [];
    if (paper === undefined) throw new Error('they have papers');
    await cora.submit({}, 'Correct the dates');
    expect([cora.status, cora.errors[0]?.href]).toEqual([422, '#wrong-paper']);
    await cora.open(`/console/therapists/${id}`);
    const right = { ...day('right-from', '2026'), ...day('right-through', '2028'), 'paper-reason': 'mistyped' };
    await cora.submit({ 'wrong-paper': paperValue(paper), ...right }, 'Correct the dates');
    expect(cora.text).toContain('The dates are corrected');
    expect(cora.text).toContain(`${paper.validFrom} to ${paper.validThrough}, now 2026-`);
    expect(cora.text).toContain('(They were mistyped)');
    const after = (await site.store.get('therapist', id))?.value.credentials;
    expect(after?.[0]?.validThrough.slice(0, 4)).toBe('2028');
    expect(after).toHaveLength(CredentialKind.options.length);
  });

  test('is corrected by nobody but a coordinator, and only while it is there', async () => {
    const id = await addTherapist(site);
    expect((await pageAs('Sol', id)).html).not.toContain('wrong-paper');
    const cora = await pageAs('Cora', id);
    const right = { ...day('right-from', '2026'), ...day('right-through', '2028'), 'paper-reason': 'mistyped' };
    await cora.submit({ 'wrong-paper': 'dbs_1999-01-01_2000-01-01', ...right }, 'Correct the dates');
    expect(cora.status).toBeGreaterThanOrEqual(400);
  });
});
