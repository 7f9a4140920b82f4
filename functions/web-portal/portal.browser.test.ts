import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { confirmAnswer } from '../../shared/commands/answer-offer.ts';
import { change } from '../../shared/domain/decision.ts';
import { onHold, place } from '../../test/support/case-samples.ts';
import { findComplaintProblems, findUnseenForms, findUnseenPages } from '../../test/support/every-page.ts';
import { type Looking, openLooking } from '../../test/support/looked-at.ts';
import { createPortalSite } from '../../test/support/portal-site.ts';
import { idOf } from '../../test/support/sample-ids.ts';
import { whatOf } from '../../test/support/small-office.ts';
import type { Visitor } from '../../test/support/visitor.ts';

type Site = Awaited<ReturnType<typeof createPortalSite>>;
type Go = (visitor: Visitor, site: Site) => Promise<Visitor>;

let looking: Looking;

beforeAll(async () => {
  looking = await openLooking();
});

afterAll(async () => {
  await looking?.close();
});

const may = { 'again-day': '1', 'again-month': '5', 'again-year': '2027' };
const today = { 'on-day': '1', 'on-month': '3', 'on-year': '2027' };
const rest = 'Ask me again after this day';

/** The minutes go by in which an answer may be taken back. */
async function stand(site: Site): Promise<void> {
  site.pass({ minutes: site.deps.settings.therapy.undoMinutes });
  whatOf(await confirmAnswer(site.deps, idOf.allocation(1)));
}

const atClient: Go = (visitor, site) => site.accept(visitor);
const atClients: Go = async (visitor, site) => (await atClient(visitor, site)).open('/portal/clients');
const atSessions: Go = async (visitor, site) =>
  (await atClients(visitor, site)).follow('Record a session (SP-00000-00001)');
const recorded: Go = async (visitor, site) =>
  (await atSessions(visitor, site)).submit({ ...today, outcome: 'attended' }, 'Record this session');
const atEnd: Go = async (visitor, site) => (await recorded(visitor, site)).follow('End therapy');
const ended: Go = async (visitor, site) =>
  (await atEnd(visitor, site)).submit({ reason: 'done', spoken: 'yes' }, 'End therapy');
const atLeave: Go = async (visitor, site) => (await atClients(visitor, site)).follow('Leave the service');
const leaves: Go = async (visitor, site) =>
  (await atLeave(visitor, site)).submit({ reason: 'own' }, 'Tell us that you leave');
const nearTheEnd: Go = async (visitor, site) => {
  await atClients(visitor, site);
  const [held, asked] = [await site.read('place', idOf.place(1)), await site.read('referral', idOf.referral(1))];
  await site.put(
    change(held, place('in-use', { used: 4, block: { number: 1, sessions: 6, used: 4 } }).value),
    change(asked, { ...asked.value, state: 'in-therapy' }),
  );
  await visitor.open('/portal/clients');
  return visitor.open(visitor.linkTo('Ask for more sessions (SP-00000-00001)'));
};
const atRest: Go = async (visitor, site) => (await atClients(visitor, site)).follow('When we may ask you');

/** Every page and state a therapist comes to: each begins at an offer that was opened by its link. */
const states: readonly (readonly [what: string, status: number, go: Go])[] = [
  ['an offer', 200, async (visitor) => visitor],
  ['an offer that is decided later', 200, (visitor) => visitor.submit({}, 'I will decide later')],
  ['leaving', 200, atLeave],
  ['having said that they leave', 200, leaves],
  [
    'having asked for more sessions',
    200,
    async (visitor, site) =>
      (await nearTheEnd(visitor, site)).submit({ sessions: '4', review: 'helps' }, 'Ask for these sessions'),
  ],
  ['more sessions to ask for', 200, nearTheEnd],
  ['a rest until a day that has passed', 422, (visitor) => visitor.submit({ ...may, 'again-month': '1' }, rest)],
  ['a reason that is none', 422, (visitor) => visitor.submit({ reason: 'forged' }, 'Decline')],
  ['an acceptance that may be taken back', 200, (visitor) => visitor.submit({}, 'Accept this case')],
  ['a decline with a rest that may be taken back', 200, (visitor) => visitor.submit({ ...may, reason: 'away' }, rest)],
  [
    'an acceptance that is passed on',
    200,
    async (visitor, site) => {
      await visitor.submit({}, 'Accept this case');
      site.pass({ minutes: 6 });
      return visitor.open('/portal/offer');
    },
  ],
  [
    'a case that is theirs',
    200,
    async (visitor, site) => {
      await visitor.submit({}, 'Accept this case');
      await stand(site);
      return visitor.open('/portal/offer');
    },
  ],
  [
    'a case that was declined',
    200,
    async (visitor, site) => {
      await visitor.submit({}, 'Decline');
      await stand(site);
      return visitor.open('/portal/offer');
    },
  ],
  ['a client', 200, atClient],
  [
    'a client by name',
    200,
    async (visitor, site) => (await atClient(visitor, site)).submit({}, 'Show name and contact details'),
  ],
  [
    'a client who was given back',
    200,
    async (visitor, site) => (await atClient(visitor, site)).submit({}, 'Give the case back'),
  ],
  [
    'a client who cannot be given back any more',
    410,
    async (visitor, site) => {
      await atClient(visitor, site);
      site.pass({ days: 2 });
      return visitor.submit({}, 'Give the case back');
    },
  ],
  ['the clients', 200, atClients],
  ['the sessions of a client', 200, atSessions],
  ['a session that is recorded', 200, recorded],
  [
    'the clients with one in therapy',
    200,
    async (visitor, site) => (await recorded(visitor, site)).open('/portal/clients'),
  ],
  ['the end of therapy', 200, atEnd],
  ['no client any more, and sessions of before to record', 200, ended],
  [
    'the sessions of a client whose therapy has ended',
    200,
    async (visitor, site) => (await ended(visitor, site)).follow('Record a session from before (SP-00000-00001)'),
  ],
  ['when to ask', 200, atRest],
  ['when to ask, with a rest', 200, async (visitor, site) => (await atRest(visitor, site)).submit(may, 'Take a rest')],
  [
    'a link that has run out',
    410,
    async (visitor, site) => {
      await atClient(visitor, site);
      site.pass({ days: 20 });
      return visitor.open('/portal/client');
    },
  ],
  [
    'a link to all clients that has run out',
    410,
    async (visitor, site) => {
      await atClients(visitor, site);
      site.pass({ days: 2000 });
      return visitor.open('/portal/clients');
    },
  ],
  [
    'a new link that was asked for',
    200,
    async (visitor, site) => {
      await atClient(visitor, site);
      site.pass({ days: 20 });
      return (await visitor.open('/portal/client')).submit({}, 'Send me a new link');
    },
  ],
  ['a link that is none of ours', 404, (visitor) => visitor.open('/portal/offer?token=forged')],
  [
    'an offer that is over',
    410,
    async (visitor, site) => {
      site.pass({ days: 5 });
      return visitor.open('/portal/offer');
    },
  ],
  [
    'a case that is on hold',
    409,
    async (visitor, site) => {
      const referral = await site.read('referral', idOf.referral(1));
      await site.put(change(referral, { ...referral.value, ...onHold }));
      return visitor.submit({}, 'Accept this case');
    },
  ],
  [
    'a list of clients that is full',
    409,
    async (visitor, site) => {
      const therapist = await site.read('therapist', idOf.therapist(1));
      await site.put(change(therapist, { ...therapist.value, clients: 2 }));
      return visitor.submit({}, 'Accept this case');
    },
  ],
  [
    'an answer that is taken back too late',
    409,
    async (visitor, site) => {
      await visitor.submit({}, 'Accept this case');
      await stand(site);
      return visitor.submit({}, 'Take my answer back');
    },
  ],
  ['a form from elsewhere', 403, (visitor) => visitor.post('/portal/offer/accept', 'csrf=forged')],
  ['the first page', 200, (visitor) => visitor.open('/portal')],
  ['no page', 404, (visitor) => visitor.open('/portal/nowhere')],
];

describe('what a therapist sees', () => {
  test.each(states)('%s (%i) is accessible, valid and never scrolls sideways', async (_, status, go) => {
    const site = await createPortalSite();
    const visitor = await go(await site.newVisitor().open(await site.mailed('therapist-offer')), site);
    expect([visitor.status, site.failures]).toEqual([status, []]);
    expect(await looking.findProblems(visitor)).toEqual([]);
  });

  test('is walked by keyboard: the offer, and the sessions of a client', async () => {
    const site = await createPortalSite();
    const visitor = await site.newVisitor().open(await site.mailed('therapist-offer'));
    expect(await looking.walk(visitor)).toEqual([]);
    expect(await looking.walk(await recorded(visitor, site))).toEqual([]);
  });

  test.each([
    ['offer', 'body', async (visitor: Visitor) => visitor],
    ['client', 'main', atClient],
    ['sessions', 'main', recorded],
  ] as const)('read aloud is what was reviewed: %s', async (name, part, go: Go) => {
    const site = await createPortalSite();
    const visitor = await go(await site.newVisitor().open(await site.mailed('therapist-offer')), site);
    await expect(await looking.read(visitor, part)).toMatchFileSnapshot(`./read-aloud/${name}.txt`);
  });

  const asked = async () => ({ routes: await (await createPortalSite()).loadRoutes(), looking });

  test('is all looked at: every page, and every form', async () => {
    expect(await findUnseenPages(await asked())).toEqual([]);
    expect(findUnseenForms(await asked())).toEqual([]);
  });

  test('in answer to a form with nothing filled in is accessible, valid and never scrolls sideways', async () => {
    expect(await findComplaintProblems(await asked())).toEqual({});
  }, 120_000);
});
