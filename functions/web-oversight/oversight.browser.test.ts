import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ConcernId, Instant, type ReferralId, type TherapistId } from '../../events/values.ts';
import { acknowledgeConcern, decideConcern, tellOfConcern } from '../../shared/commands/concern.ts';
import { CredentialKind } from '../../shared/domain/therapist.ts';
import { concernPath } from '../../shared/staff/words/references.ts';
import { addTherapist, approve, goAway, marked, reservePlace } from '../../test/support/console-scenes.ts';
import { actorNamed, type ConsoleSite, createConsoleSite } from '../../test/support/console-site.ts';
import { findComplaintProblems, findUnseenForms, findUnseenPages } from '../../test/support/every-page.ts';
import { type Looking, openLooking } from '../../test/support/looked-at.ts';
import { factOf } from '../../test/support/queue-event.ts';
import type { Visitor } from '../../test/support/visitor.ts';
import { oversightParts } from './app.ts';

let looking: Looking;
let site: ConsoleSite;
let empty: ConsoleSite;
let therapist: TherapistId;
let referral: ReferralId;
const unseen = ConcernId.parse('cnc_0000000001');
const seen = ConcernId.parse('cnc_0000000002');
const over = ConcernId.parse('cnc_0000000003');

beforeAll(async () => {
  looking = await openLooking();
  empty = createConsoleSite();
  site = createConsoleSite();
  therapist = await addTherapist(site);
  referral = await reservePlace(site);
  await approve(site, referral);
  const professional = { name: 'Jo Marsh', organisation: 'A surgery', phone: '0113 496 0000' };
  for (const concernId of [unseen, seen, over])
    await tellOfConcern(site.deps, { concernId, kind: 'under-18', professional });
  for (const concernId of [seen, over]) await acknowledgeConcern(site.deps, { concernId, seen: 1 }, actorNamed('Sol'));
  const what = { decision: 'Passed on', because: 'The law requires it', told: ['police'] } as const;
  await decideConcern(site.deps, { concernId: over, seen: 2, ...what }, actorNamed('Sol'));
  await goAway(site);
  for (const id of ['commit_2k4m6p8r-0', 'commit_3j5n7q9s-1']) {
    site.kept.lying.offers.push({
      messageId: `message-${id}`,
      body: JSON.stringify(factOf(id, 'uk.sponsored-places.therapist.sought.v1', { referralId: 'ref_aaaaaaaa' })),
      since: Instant.parse('2027-02-26T08:00:00.000Z'),
      reason: 'TypeError at shared/commands/offer.ts:12:5',
      tries: 5,
      group: undefined,
    });
  }
});

afterAll(async () => {
  await looking?.close();
});

const soundAt = 'is accessible, valid and never scrolls sideways';

describe('a page of oversight', () => {
  test.each([
    ['the therapists', 'Cora', () => '/therapists'],
    ['the therapists whose papers lapse', 'Sol', () => '/therapists?within=900&room=yes'],
    ['the therapists, asked for in vain', 'Cora', () => '/therapists?within=soon'],
    ['a therapist', 'Cora', () => `/therapists/${therapist}`],
    ['the mail', 'Cora', () => '/mail'],
    ['what failed', 'Cora', () => '/dead-letters'],
    ['what failed in one queue', 'Cora', () => '/dead-letters/offers'],
    ['an absence of the safeguarding lead', 'Sol', () => '/absence'],
    ['an absence that has begun', 'Cora', () => '/absence'],
    ['keeping and erasing', 'Sol', () => '/retention'],
    ['the concerns', 'Sol', () => '/concerns'],
    ['a concern that nobody has seen', 'Sol', () => concernPath(unseen).replace('/console', '')],
    ['a concern to decide', 'Sam', () => concernPath(seen).replace('/console', '')],
    ['a concern that is decided', 'Sol', () => concernPath(over).replace('/console', '')],
    ['a concern to raise', 'Cora', () => `/concerns/new?case=${referral}`],
    ['the audit trail', 'Sol', () => '/audit?what=all'],
    ['the audit trail, asked for in vain', 'Sol', () => '/audit?case=nobody&staff=x'],
  ])(`%s ${soundAt}`, async (_, name, path) => {
    const visitor = await (await site.visitAs(name)).open(`/console${path()}`);
    expect(await looking.findProblems(visitor)).toEqual([]);
  });

  test.each([
    ['the therapists', 'Cora', '/therapists'],
    ['an absence', 'Cora', '/absence'],
    ['the concerns', 'Sol', '/concerns'],
    ['keeping and erasing', 'Sol', '/retention'],
    ['the mail', 'Cora', '/mail'],
    ['what failed', 'Cora', '/dead-letters'],
    ['what failed in one queue', 'Cora', '/dead-letters/mail'],
    ['the audit trail', 'Sol', '/audit'],
  ])(`%s, with nothing in it, ${soundAt}`, async (_, name, path) => {
    const visitor = await (await empty.visitAs(name)).open(`/console${path}`);
    expect(await looking.findProblems(visitor)).toEqual([]);
  });

  const day = (field: string, year: string) => ({
    [`${field}-day`]: '1',
    [`${field}-month`]: '1',
    [`${field}-year`]: year,
  });
  const application = { ...marked.therapist, competences: ['somebody'], meets: ['online'], area: 'ls6 2ab', fee: '55' };

  test(`a therapist, from the application to a suspension, ${soundAt}`, async () => {
    const cora = await (await site.visitAs('Cora')).open('/console/therapists/application');
    expect(await looking.findProblems(cora)).toEqual([]);
    await cora.submit({ ...application, capacity: '3' }, 'Record the application');
    const look = async (visitor: Visitor) => expect(await looking.findProblems(visitor)).toEqual([]);
    await look(cora);
    await cora.submit({}, 'References are in order');
    await look(cora);
    for (const kind of CredentialKind.options) {
      const paper = { 'paper-kind': kind, ...day('paper-from', '2026'), ...day('paper-through', '2029') };
      await cora.submit(paper, 'Record the paper');
    }
    await cora.submit({}, 'Training is completed');
    await look(cora);
    await cora.submit({}, 'Make them a member');
    await look(await cora.submit({ purpose: 'arrange-therapist' }, 'Show contact details'));
    await cora.open(cora.path.replace('/contact', ''));
    await cora.submit({ 'suspend-reason': 'concern' }, 'Suspend them');
    await look(cora);
  });

  test.each([
    ['no therapist', 'Cora', '/therapists/nobody'],
    ['a therapist to enrol', 'Cora', '/therapists/new'],
    ['a page that is not for them', 'Fay', '/audit'],
  ])(`%s ${soundAt}`, async (_, name, path) => {
    const visitor = await (await site.visitAs(name)).open(`/console${path}`);
    expect(await looking.findProblems(visitor)).toEqual([]);
  });

  test(`whom to call back about a concern ${soundAt}`, async () => {
    const sol = await (await site.visitAs('Sol')).open(concernPath(unseen));
    await sol.submit({ purpose: 'safeguarding' }, 'Show contact details');
    expect(await looking.findProblems(sol)).toEqual([]);
  });

  test.each(['/dead-letters/offers', '/therapists', '/mail'])(
    'is walked by keyboard, seen at every stop, in order, to its end: %s',
    async (path) => {
      expect(await looking.walk(await (await site.visitAs('Cora')).open(`/console${path}`))).toEqual([]);
    },
  );

  test('read aloud is what was reviewed: what failed in one queue', async () => {
    const visitor = await (await site.visitAs('Cora')).open('/console/dead-letters/offers');
    await expect(await looking.read(visitor)).toMatchFileSnapshot('./read-aloud/dead-letters.txt');
  });

  test('and every form has been looked at', async () => {
    const asked = { routes: await site.routesOf(oversightParts(site.kept.boxes)), looking };
    expect(findUnseenForms(asked)).toEqual([]);
    expect(await findUnseenPages(asked)).toEqual([]);
  });

  test(`that answers a form with nothing filled in ${soundAt}`, async () => {
    const asked = { routes: await site.routesOf(oversightParts(site.kept.boxes)), looking };
    expect(await findComplaintProblems(asked)).toEqual({});
  }, 120_000);
});
