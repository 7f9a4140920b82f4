import { beforeEach, describe, expect, test } from 'vitest';
import { CredentialKind } from '../../shared/domain/therapist.ts';
import { therapistReference } from '../../shared/staff/words/references.ts';
import { addTherapist, approve, marked, reservePlace } from '../../test/support/console-scenes.ts';
import { type ConsoleSite, createConsoleSite } from '../../test/support/console-site.ts';

let site: ConsoleSite;
beforeEach(() => {
  site = createConsoleSite();
});

const day = (field: string, year: string) => ({
  [`${field}-day`]: '1',
  [`${field}-month`]: '1',
  [`${field}-year`]: year,
});

const papers = Object.assign(
  {},
  ...CredentialKind.options.flatMap((kind) => [day(`${kind}-from`, '2026'), day(`${kind}-through`, '2029')]),
) as Record<string, string>;

const good = {
  ...papers,
  name: marked.therapist.name,
  email: marked.therapist.email,
  phone: marked.therapist.phone,
  competences: ['somebody', 'online'],
  meets: ['online', 'in-person'],
  area: 'ls6 2ab',
  reach: '30',
  fee: '55',
  capacity: '3',
};

const therapists = () =>
  site.store.export().records.flatMap((record) => (record.kind === 'therapist' ? [record.value] : []));

describe('adding a therapist', () => {
  test('keeps what they may take, locks away who they are, and shows neither name nor address', async () => {
    const cora = await (await site.visitAs('Cora')).open('/console/therapists/new');
    await cora.submit(good, 'Add the therapist');
    expect(cora.text).toContain('The therapist is added');
    expect(therapists()).toMatchObject([
      {
        state: 'member',
        competences: ['online-behaviour', 'contact-behaviour'],
        modes: ['online', 'in-person'],
        area: 'LS6',
        region: 'yorkshire-and-the-humber',
        reachKm: 30,
        fee: 5500,
        capacity: 3,
        clients: 0,
      },
    ]);
    expect(JSON.stringify(site.store.export())).not.toContain('Markedtherapist');
    expect(cora.html).not.toContain('Markedtherapist');
  });

  test('who only meets online asks for no distance', async () => {
    const cora = await (await site.visitAs('Cora')).open('/console/therapists/new');
    await cora.submit({ ...good, meets: ['online'], reach: '' }, 'Add the therapist');
    expect(therapists()).toMatchObject([{ modes: ['online'], reachKm: 0 }]);
  });

  test('sent twice adds one therapist', async () => {
    const cora = await (await site.visitAs('Cora')).open('/console/therapists/new');
    const { action, body } = cora.fill(good, 'Add the therapist');
    await cora.post(action, body);
    await cora.post(action, body);
    expect(cora.status).toBe(200);
    expect(therapists()).toHaveLength(1);
  });

  test.each([
    [{ name: '' }, '#name', 'Enter the therapist’s name'],
    [{ email: 'nobody' }, '#email', 'Enter an email address like name@example.org'],
    [{ phone: '12' }, '#phone', 'Enter a telephone number, like 01632 960 001'],
    [{ competences: [] }, '#competences', 'Choose what the therapist is trained for'],
    [{ meets: [] }, '#meets', 'Choose how the therapist meets clients'],
    [{ area: 'Leeds' }, '#area', 'Enter a UK postcode like LS6 2AB'],
    [{ area: 'JE2 3AB' }, '#area', 'Enter a UK postcode like LS6 2AB'],
    [{ reach: '' }, '#reach', 'Enter how far clients may live from the consulting room'],
    [{ reach: 'far' }, '#reach', 'Enter a whole number of kilometres from 0 to 500'],
    [{ fee: '60.01' }, '#fee', 'Enter £60 or less: that is the most we pay'],
    [{ capacity: '0' }, '#capacity', 'Enter a whole number from 1 to 50'],
    [day('insurance-through', '2027'), '#insurance-through-day', 'The insurance must be valid today'],
    [{ 'dbs-from-year': '' }, '#dbs-from-year', 'Enter from when the DBS check is valid'],
    [{ 'training-from-month': '4', 'training-from-year': '2027' }, '#training-from-day', 'must be valid today'],
  ])('with %o is refused beside the field', async (changes, href, message) => {
    const cora = await (await site.visitAs('Cora')).open('/console/therapists/new');
    await cora.submit({ ...good, ...changes }, 'Add the therapist');
    expect(cora.status).toBe(422);
    expect(cora.errors[0]?.href).toBe(href);
    expect(cora.errors[0]?.message).toContain(message);
    expect(cora.html).toContain(`id="${href.slice(1)}"`);
    expect(therapists()).toEqual([]);
  });
});

describe('the therapists', () => {
  test('are listed without names: what they are trained for, how full they are, when their papers lapse', async () => {
    const id = await addTherapist(site);
    await approve(site, await reservePlace(site));
    const sol = await (await site.visitAs('Sol')).open('/console/therapists');
    expect(sol.text).toContain(therapistReference(id));
    expect(sol.text).toContain('Something they did involving another person; Something they did online');
    expect(sol.text).toContain('0 of 3, 1 offered');
    expect(sol.text).toContain('DBS check: 1 Jan 2029');
    expect(sol.html).not.toMatch(/Markedtherapist|online-behaviour/);
    await sol.open('/console/therapists?state=suspended');
    expect(sol.text).toContain('There are no therapists in this state');
    for (const query of ['state=lost', 'after=nonsense']) {
      expect((await sol.open(`/console/therapists?${query}`)).status).toBe(404);
    }
  });

  test('one by one show which papers are valid today, and contact details for a purpose', async () => {
    const id = await addTherapist(site);
    const cora = await (await site.visitAs('Cora')).open(`/console/therapists/${id}`);
    expect(cora.text).toContain('Insurance 1 Jan 2026 1 Jan 2029 Valid');
    expect(cora.html).not.toContain(marked.therapist.name);
    await cora.submit({}, 'Show contact details');
    expect(cora.status).toBe(422);
    await cora.submit({ purpose: 'safeguarding' }, 'Show contact details');
    expect(cora.status).toBe(422);
    await cora.submit({ purpose: 'arrange-therapist' }, 'Show contact details');
    expect(cora.text).toContain(marked.therapist.name);
    expect(cora.text).toContain(marked.therapist.phone);
    const [latest] = (await site.store.history(`therapist/${id}`, { limit: 1, newestFirst: true })).items;
    expect(latest).toMatchObject({ did: 'read-identity', why: 'arrange-therapist' });
  });

  test('that do not exist are not found', async () => {
    const cora = await site.visitAs('Cora');
    for (const id of ['thr_nothing1', 'nothing']) {
      expect((await cora.open(`/console/therapists/${id}`)).status).toBe(404);
      expect((await cora.open(`/console/therapists/${id}/contact`)).status).toBe(404);
    }
    expect(site.failures).toEqual([]);
  });
});
