import { beforeEach, describe, expect, test } from 'vitest';
import { LocalDate, Pence, TherapistId } from '../../events/values.ts';
import { type Applicant, enrolTherapist } from '../../shared/commands/manage.ts';
import { CredentialKind } from '../../shared/domain/therapist.ts';
import { therapistReference } from '../../shared/staff/words/references.ts';
import { addTherapist, approve, marked, reservePlace } from '../../test/support/console-scenes.ts';
import { actorNamed, type ConsoleSite, createConsoleSite } from '../../test/support/console-site.ts';

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

/** A therapist of another region with two places, whose insurance lapses on a day of its own. */
async function addElsewhere({ through, onLeave }: { through: string; onLeave?: true }): Promise<TherapistId> {
  const id = TherapistId.parse(site.deps.newId('thr'));
  const applicant: Applicant = {
    competences: ['online-behaviour'],
    modes: ['online'],
    area: 'M1',
    region: 'north-west',
    reachKm: 0,
    fee: Pence.parse(5000),
    capacity: 2,
    credentials: CredentialKind.options.map((kind) => ({
      kind,
      validFrom: LocalDate.parse('2026-01-01'),
      validThrough: LocalDate.parse(kind === 'insurance' ? through : '2029-01-01'),
    })),
    ...(onLeave ? { onLeave: { from: LocalDate.parse('2026-01-01'), through: LocalDate.parse('2028-01-01') } } : {}),
  };
  const input = { therapistId: id, applicant, fields: marked.therapist };
  expect(await enrolTherapist(site.deps, input, actorNamed('Cora'))).toMatchObject({ ok: true });
  return id;
}

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
    expect(sol.text).toContain('No therapist is like this');
    for (const query of ['page=nonsense', 'page=2']) {
      expect((await sol.open(`/console/therapists?${query}`)).status).toBe(404);
    }
  });

  test('are counted by region, with what is taken and what is free today', async () => {
    await addTherapist(site);
    await approve(site, await reservePlace(site));
    await addElsewhere({ through: '2027-06-01' });
    const cora = await (await site.visitAs('Cora')).open('/console/therapists');
    expect(cora.text).toContain('North West 1 0 of 2 0 2');
    expect(cora.text).toContain('Yorkshire and the Humber 1 0 of 3 1 2');
    await cora.open('/console/therapists?region=north-west');
    expect(cora.text).toContain('1 therapist');
    expect(cora.text).not.toContain('Yorkshire and the Humber 1');
  });

  test('whose papers lapse soon are found by days, and stand in the order in which they lapse', async () => {
    const late = await addTherapist(site);
    const soon = await addElsewhere({ through: '2027-06-01' });
    const soonest = await addElsewhere({ through: '2027-05-01' });
    const cora = await (await site.visitAs('Cora')).open('/console/therapists?within=200');
    expect(cora.text).not.toContain(therapistReference(late));
    const places = [soonest, soon].map((id) => cora.text.indexOf(therapistReference(id)));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    await cora.open('/console/therapists?within=soon&region=nowhere');
    expect(cora.status).toBe(422);
    expect(cora.errors.map(({ href }) => href)).toEqual(['#region', '#within']);
  });

  test('with nobody to offer to them today are left out where room is asked for', async () => {
    const free = await addTherapist(site);
    const away = await addElsewhere({ through: '2029-01-01', onLeave: true });
    const cora = await (await site.visitAs('Cora')).open('/console/therapists?room=yes');
    expect(cora.text).toContain(therapistReference(free));
    expect(cora.text).not.toContain(therapistReference(away));
    await cora.open('/console/therapists');
    expect(cora.text).toContain('0 of 2 0 free today');
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
