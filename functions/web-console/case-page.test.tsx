import { beforeEach, describe, expect, test } from 'vitest';
import type { ReferralId } from '../../events/values.ts';
import { findByCode } from '../../shared/commands/refer.ts';
import { receiptNumberOf } from '../../shared/domain/donation.ts';
import { referenceOf } from '../../shared/domain/referral.ts';
import { therapistReference } from '../../shared/staff/words/references.ts';
import {
  addTherapist,
  approve,
  askForHelp,
  confirmWithPerson,
  marked,
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

async function caseAs(name: string, id: ReferralId): Promise<Visitor> {
  return (await site.visitAs(name)).open(`/console/cases/${id}`);
}

const auditOf = async (id: ReferralId) =>
  (await site.store.history(`referral/${id}`, { limit: 100, newestFirst: true })).items;

describe('contact details', () => {
  test('are shown once, for a purpose, and the reading stands in the history', async () => {
    const id = await askForHelp(site);
    const asha = await caseAs('Asha', id);
    expect(asha.html).not.toContain(marked.client.phone);
    await asha.submit({ purpose: 'call-client' }, 'Show contact details');
    expect(asha.text).toContain(marked.client.name);
    expect(asha.text).toContain(marked.client.phone);
    expect(asha.headers.get('Cache-Control')).toBe('no-store');
    expect((await auditOf(id))[0]).toMatchObject({ did: 'read-identity', why: 'call-client' });
    await asha.open(`/console/cases/${id}`);
    expect(asha.text).not.toContain(marked.client.name);
    expect(asha.text).toContain('Read contact details');
  });

  test('of the professional are there when one referred the person, and only then', async () => {
    const id = await askForHelp(site, {}, marked.referrer);
    const cora = await caseAs('Cora', id);
    await cora.submit({ purpose: 'call-referrer' }, 'Show contact details');
    expect(cora.text).toContain(marked.referrer.name);
    expect(cora.text).not.toContain(marked.client.name);
    const own = await askForHelp(site);
    const other = await caseAs('Cora', own);
    expect(other.html).not.toContain('call-referrer');
    await other.submit({ purpose: 'call-referrer' }, 'Show contact details');
    expect(other.status).toBe(422);
  });

  test('ASVS 8.2.3 are read by nobody whose purpose it is not, and nothing is opened or recorded', async () => {
    const id = await askForHelp(site);
    for (const [name, purpose] of [
      ['Asha', 'safeguarding'],
      ['Sol', 'call-client'],
      ['Cora', 'begin-therapy'],
      ['Cora', ''],
    ] as const) {
      const visitor = await caseAs(name, id);
      await visitor.submit({ purpose }, 'Show contact details');
      expect(visitor.status).toBe(422);
      expect(visitor.html).not.toContain(marked.client.name);
    }
    expect((await auditOf(id)).filter(({ did }) => did === 'read-identity')).toEqual([]);
  });
});

describe('the case page', () => {
  test('says in people’s words what it is about, how the person may be reached, and how long they have waited', async () => {
    const id = await askForHelp(site, {
      groups: ['contact-behaviour', 'survivor'],
      contact: { channel: 'phone', times: ['weekends'], voicemail: 'neutral', mayReveal: 'nothing' },
    });
    site.world.advance({ days: 4 });
    const asha = await caseAs('Asha', id);
    expect(asha.heading).toBe(`Case ${referenceOf(id)}`);
    expect(asha.text).toContain('Something they did involving another person');
    expect(asha.text).toContain('4 days; 4 days without pauses');
    expect(asha.text).toContain('Only the neutral message');
    expect(asha.html).not.toMatch(/contact-behaviour|survivor/);
  });

  test('counts the wait with and without a pause', async () => {
    const id = await putOnWaitingList(site);
    const cora = await caseAs('Cora', id);
    await cora.submit({ 'hold-reason': 'practical' }, 'Put on hold');
    site.world.advance({ days: 3 });
    await (await caseAs('Cora', id)).submit({}, 'Lift the hold');
    site.world.advance({ days: 2 });
    const later = await caseAs('Cora', id);
    expect(later.text).toContain('5 days; 2 days without pauses');
  });

  test('tells the whole history, page by page', async () => {
    const id = await putOnWaitingList(site);
    for (let round = 0; round < 20; round += 1) {
      await (await caseAs('Sol', id)).submit({ 'pause-reason': 'concern' }, 'Pause for safeguarding');
      site.world.advance({ minutes: 1 });
      await (await caseAs('Sol', id)).submit({}, 'Lift the safeguarding pause');
    }
    const asha = await caseAs('Asha', id);
    const history = (): string => asha.text.slice(asha.text.indexOf('What happened, the latest first'));
    expect(history()).not.toContain('Asked for help');
    expect(asha.text).toContain('The wait paused, for the first of 20 times');
    expect(asha.text).toContain('The wait went on after the last pause');
    const [, path = ''] = /href="([^"#]*before=[^"#]*)/.exec(asha.html) ?? [];
    await asha.open(path.replaceAll('&amp;', '&'));
    expect(history()).toContain('Asked for help');
    expect(history()).toContain('You');
  });

  test('is found by a reference as people type it', async () => {
    const id = await askForHelp(site);
    const asha = await site.visitAs('Asha');
    await asha.open('/console');
    await asha.submit({ reference: referenceOf(id).toLowerCase().replaceAll('-', ' ') }, 'Find a case');
    expect(asha.heading).toBe(`Case ${referenceOf(id)}`);
    await asha.open('/console/find');
    await asha.submit({ reference: 'SP-AAAAA-AAAAA' }, 'Find a case');
    expect(asha.status).toBe(404);
    expect(asha.errors[0]?.href).toBe('#reference');
  });

  test('is not the only thing that a reference finds: gifts and therapists are found by theirs, for who may open them', async () => {
    const therapist = await addTherapist(site);
    const gift = await receiveGift(site, 50);
    const find = async (name: string, reference: string) => {
      const visitor = await (await site.visitAs(name)).open('/console');
      await visitor.submit({ reference }, 'Find a case');
      return visitor;
    };
    const typed = therapistReference(therapist).toLowerCase().replaceAll('-', ' ');
    expect((await find('Cora', typed)).heading).toBe(`Therapist ${therapistReference(therapist)}`);
    expect((await find('Fay', receiptNumberOf(gift).toLowerCase())).heading).toContain(receiptNumberOf(gift));
    for (const [name, reference] of [
      ['Asha', typed],
      ['Asha', receiptNumberOf(gift)],
      ['Fay', therapistReference(therapist)],
      ['Fay', 'R-AAAAA-AAAAA-AAAAAA'],
      ['Cora', 'T-AAAAA-AAAAA'],
      ['Cora', 'Richard Alexander'],
    ] as const) {
      expect((await find(name, reference)).status, `${name}: ${reference}`).toBe(404);
    }
  });

  test('does not exist for a referral that does not', async () => {
    const asha = await site.visitAs('Asha');
    for (const id of ['ref_aaaaaaaaaa', 'nothing', 'ref_', '%00', '..%2f..', `ref_${'a'.repeat(200)}`]) {
      await asha.open(`/console/cases/${id}`);
      expect(asha.status).toBe(404);
    }
    const real = await askForHelp(site);
    await asha.open(`/console/cases/${real}?before=nonsense`);
    expect(asha.status).toBe(404);
    expect(site.failures).toEqual([]);
  });

  test('offers the assessment only to the assessor who took the case', async () => {
    const id = await askForHelp(site);
    await takeForAssessment(site, id, 'Ben');
    expect((await caseAs('Ben', id)).text).toContain('Record the assessment');
    expect((await caseAs('Asha', id)).text).not.toContain('Record the assessment');
  });
});

describe('the story of a case', () => {
  test('is told from the first thing on, with how long each took', async () => {
    const id = await askForHelp(site);
    site.world.advance({ days: 12 });
    await takeForAssessment(site, id);
    const asha = await caseAs('Asha', id);
    expect(asha.text).toMatch(
      /The story so far .*: Asked for help .*, 12 days later: Spoken with; the request is theirs .*: An assessor took it up/,
    );
    const referred = await askForHelp(site, {}, marked.referrer);
    expect((await caseAs('Asha', referred)).text).toContain('Referred by a professional');
  });

  test('goes on to the money and stays in order', async () => {
    const id = await reservePlace(site);
    site.world.advance({ days: 1 });
    await approve(site, id);
    const cora = await caseAs('Cora', id);
    expect(cora.text).toMatch(/Assessed .*Money set aside for their place .*, a day later: The place approved/);
  });
});

describe('a code of their own', () => {
  test('is shown once, to who speaks with somebody who was referred, and the giving stands in the history', async () => {
    const id = await askForHelp(site, {}, marked.referrer);
    await confirmWithPerson(site, id);
    const asha = await caseAs('Asha', id);
    const before = await site.store.get('referral', id);
    await asha.submit({ speaking: 'yes' }, 'Make the code');
    expect(asha.status).toBe(200);
    const [code = ''] = /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(asha.text) ?? [];
    const found = await findByCode(site.deps, referenceOf(id), code);
    expect(found).toMatchObject({ ok: true, value: { isTheirs: true } });
    expect((await site.store.get('referral', id))?.value.accessCodeHash).toBe(before?.value.accessCodeHash);
    expect((await auditOf(id))[0]).toMatchObject({ did: 'give-own-code', why: 'call-client' });
    expect(JSON.stringify(site.store.export())).not.toContain(code);
    await asha.open(`/console/cases/${id}`);
    expect(asha.text).not.toContain(code);
    expect(asha.text).toContain('Gave the person a code of their own');
    await asha.submit({ speaking: 'yes' }, 'Make the code');
    expect((await findByCode(site.deps, referenceOf(id), code)).ok).toBe(false);
  });

  test('needs the word that they are on the telephone', async () => {
    const id = await askForHelp(site, {}, marked.referrer);
    await confirmWithPerson(site, id);
    const asha = await caseAs('Asha', id);
    await asha.submit({}, 'Make the code');
    expect(asha.status).toBe(422);
    expect((await site.store.get('referral', id))?.value.ownCodeHash).toBeUndefined();
  });

  test('is offered to nobody who asked themself, before they have agreed, or by who does not call people', async () => {
    const id = await askForHelp(site, {}, marked.referrer);
    expect((await caseAs('Asha', id)).text).not.toContain('Make the code');
    expect((await caseAs('Asha', await askForHelp(site))).text).not.toContain('Make the code');
    await confirmWithPerson(site, id);
    const asha = await caseAs('Asha', id);
    const sol = await caseAs('Sol', id);
    expect(sol.text).not.toContain('Make the code');
    const [, token = ''] = /name="csrf" value="([^"]+)"/.exec(sol.html) ?? [];
    const { body } = asha.fill({ speaking: 'yes' }, 'Make the code');
    await sol.post(`/console/cases/${id}/own-code`, body.replace(/csrf=[^&]+/, `csrf=${token}`));
    expect(sol.status).toBe(403);
    expect((await site.store.get('referral', id))?.value.ownCodeHash).toBeUndefined();
  });
});
