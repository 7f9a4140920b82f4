import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Instant, type TherapistId } from '../../events/values.ts';
import { addTherapist, approve, reservePlace } from '../../test/support/console-scenes.ts';
import { type ConsoleSite, createConsoleSite } from '../../test/support/console-site.ts';
import { type Looking, openLooking } from '../../test/support/looked-at.ts';
import { factOf } from '../../test/support/queue-event.ts';

let looking: Looking;
let site: ConsoleSite;
let empty: ConsoleSite;
let therapist: TherapistId;

beforeAll(async () => {
  looking = await openLooking();
  empty = createConsoleSite();
  site = createConsoleSite();
  therapist = await addTherapist(site);
  await approve(site, await reservePlace(site));
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
    ['the audit trail', 'Sol', () => '/audit?what=all'],
    ['the audit trail, asked for in vain', 'Sol', () => '/audit?case=nobody&staff=x'],
  ])(`%s ${soundAt}`, async (_, name, path) => {
    const visitor = await (await site.visitAs(name)).open(`/console${path()}`);
    expect(await looking.findProblems(visitor)).toEqual([]);
  });

  test.each([
    ['the therapists', 'Cora', '/therapists'],
    ['the mail', 'Cora', '/mail'],
    ['what failed', 'Cora', '/dead-letters'],
    ['what failed in one queue', 'Cora', '/dead-letters/mail'],
    ['the audit trail', 'Sol', '/audit'],
  ])(`%s, with nothing in it, ${soundAt}`, async (_, name, path) => {
    const visitor = await (await empty.visitAs(name)).open(`/console${path}`);
    expect(await looking.findProblems(visitor)).toEqual([]);
  });

  test(`what a therapist takes, sent with something to put right, ${soundAt}`, async () => {
    const visitor = await (await site.visitAs('Cora')).open(`/console/therapists/${therapist}`);
    await visitor.submit({ meets: [], fee: '1000', capacity: '' }, 'Record the change');
    expect(visitor.errors).toHaveLength(3);
    expect(await looking.findProblems(visitor)).toEqual([]);
  });
});
