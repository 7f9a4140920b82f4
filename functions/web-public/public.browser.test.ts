import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type FundId, LocalDate, Pence } from '../../events/values.ts';
import { makeGivingLink } from '../../shared/commands/give.ts';
import type { Referral } from '../../shared/domain/referral.ts';
import { alterRequest, closedAs } from '../../test/support/alter-request.ts';
import { findComplaintProblems, findUnseenForms, findUnseenPages } from '../../test/support/every-page.ts';
import { type Looking, openLooking } from '../../test/support/looked-at.ts';
import { openDoors } from '../../test/support/open-doors.ts';
import { payGifts } from '../../test/support/pay-gifts.ts';
import { createPublicSite, exampleSettings, type PublicSite } from '../../test/support/public-site.ts';
import { putFigures, reckoned } from '../../test/support/put-figures.ts';
import {
  answer,
  begin,
  codeOn,
  professionalAnswers,
  reachCheck,
  selfAnswers,
  sendRequest,
} from '../../test/support/refer-journey.ts';
import type { KnownRoute } from '../../test/support/routes-of.ts';
import { coordinator, openSecondFund } from '../../test/support/second-fund.ts';
import type { Visitor } from '../../test/support/visitor.ts';

let looking: Looking;
let site: PublicSite;
let empty: PublicSite;
let fund: FundId;
let link: string;
let routes: readonly KnownRoute[];

beforeAll(async () => {
  looking = await openLooking();
  empty = createPublicSite();
  site = createPublicSite();
  fund = await openSecondFund(site);
  await putFigures(site, reckoned);
  const made = await makeGivingLink(site.deps, { fundId: fund, amount: Pence.parse(25_000) }, coordinator);
  if (!made.ok) throw new Error(made.refusal.because);
  link = `/give/link/${made.value.token}`;
  routes = await site.loadRoutes();
});

afterAll(async () => {
  await looking?.close();
});

const soundAt = 'is accessible, valid and never scrolls sideways';
const problemsOf = (visitor: Visitor) => looking.findProblems(visitor);

describe('what the public reads', () => {
  test.each([
    '/',
    '/help',
    '/young-people',
    '/refer/young-person',
    '/refer/young-person/told',
    '/confidentiality',
    '/privacy',
    '/accessibility',
    '/refer',
    '/refer/family',
    '/refer/professional',
    '/refer/age',
    '/refer/age?for=professional',
    '/refer/resume',
    '/refer/resume?after=pause',
    '/refer/stopped',
    '/refer/deleted',
    '/status',
    '/give',
    '/give/thank-you',
    '/nowhere',
    '/give/link',
  ])(`%s ${soundAt}`, async (path) => {
    expect(await problemsOf(await site.newVisitor().open(path))).toEqual([]);
  });

  test.each(['/', '/give'])(`%s, while nothing is known to tell, ${soundAt}`, async (path) => {
    expect(await problemsOf(await empty.newVisitor().open(path))).toEqual([]);
  });
});

describe('asking for help', () => {
  const own = Object.keys(selfAnswers)
    .filter((question) => question !== 'who')
    .map((question) => ['oneself', question, selfAnswers] as const);
  const others = ['agreement', 'your-details', 'news'].map(
    (question) => ['somebody one works with', question, professionalAnswers] as const,
  );
  test.each([...own, ['oneself', 'check', selfAnswers] as const, ...others])(
    `for %s, %s ${soundAt}`,
    async (_, question, answers) => {
      expect(await problemsOf(await answer(await begin(site.newVisitor(), answers), answers, question))).toEqual([]);
    },
  );

  const stop = async (visitor: Visitor) =>
    (await (await begin(visitor)).open('/refer/code')).submit({}, 'Stop for now');
  const resume = async (visitor: Visitor) => {
    const code = codeOn(await (await begin(visitor)).open('/refer/code'));
    return (await visitor.open('/refer/resume')).submit({ code });
  };
  test.each([
    ['being too young', async (visitor: Visitor) => (await visitor.open('/refer/age')).submit({ adult: 'no' })],
    ['being old enough', async (visitor: Visitor) => (await visitor.open('/refer/age')).submit({ adult: 'yes' })],
    ['whom it is for', async (visitor: Visitor) => (await begin(visitor)).open('/refer/who')],
    ['saved answers that were sent already', resumeSent],
    ['saved answers that go on', resume],
    ['a referral that was sent', async (visitor: Visitor) => (await reachCheck(visitor, professionalAnswers)).submit()],
    ['the code to come back with', async (visitor: Visitor) => (await begin(visitor)).open('/refer/code')],
    ['a stop for now', stop],
    ['deleting what was written', async (visitor: Visitor) => (await begin(visitor)).open('/refer/delete')],
    ['what is kept in the end', async (visitor: Visitor) => (await reachCheck(visitor)).submit()],
  ])(`%s ${soundAt}`, async (_, go) => {
    expect(await problemsOf(await go(site.newVisitor()))).toEqual([]);
  });
});

async function resumeSent(visitor: Visitor): Promise<Visitor> {
  const { code } = await sendRequest(site.newVisitor());
  await visitor.open('/refer/resume');
  return visitor.submit({ code });
}

const at = '2026-11-23T10:00:00.000Z';
const assessment = { assessorId: 'stf_assessor1', startedAt: at, recordedAt: at } as never;

describe('where a request stands', () => {
  /** By the heading that says so. */
  const own: Readonly<Record<string, Partial<Referral>>> = {
    'We have your request': {},
    'You have spoken with us': { state: 'awaiting-assessment' },
    'Your assessment': { state: 'assessment-started', assessment },
    'You are waiting for a place': { state: 'assessed-suitable', assessment, stillShown: 'waiting' },
    'We are looking for a therapist for you': { state: 'assessed-suitable', assessment, stillShown: 'finding' },
    'A therapist has been found': { state: 'assessed-suitable', assessment, stillShown: 'found' },
    'Your therapy is under way': { state: 'in-therapy', assessment, stillShown: 'began' },
    'Therapy may come later': { state: 'suitable-not-ready', assessment },
    'Your therapy with us has ended': { state: 'completed', closing: closedAs('completed', true) },
    'You took your request back': { state: 'withdrawn', closing: closedAs('withdrawn', true) },
    'Another service can help you better': { state: 'not-suitable', closing: closedAs('not-suitable', true) },
    'This request is closed': { state: 'not-eligible', closing: closedAs('not-eligible', true) },
  };
  test.each(Object.entries(own))(`(%s) ${soundAt}`, async (heading, changes) => {
    const visitor = await askWhereItStands(changes);
    expect(visitor.heading).toBe(heading);
    expect(await problemsOf(visitor)).toEqual([]);
  });

  const referred: Readonly<Record<string, Partial<Referral>>> = {
    'The referral is with us': {},
    'Support has begun': { state: 'in-therapy' },
    'The request was taken back': { state: 'withdrawn', closing: closedAs('withdrawn', true) },
  };
  test.each(Object.entries(referred))(`for whoever referred (%s) ${soundAt}`, async (heading, changes) => {
    const visitor = await askWhereItStands(changes, professionalAnswers);
    expect(visitor.heading).toBe(heading);
    expect(await problemsOf(visitor)).toEqual([]);
  });

  test.each([
    [
      'a wrong reference',
      async (visitor: Visitor) => (await visitor.open('/status')).submit({ reference: 'x', code: 'x' }),
    ],
    ['after it was taken back', async () => (await askWhereItStands()).submit({}, 'take it back')],
    ['after it was left', async () => (await askWhereItStands()).submit({}, 'Leave')],
  ])(`%s ${soundAt}`, async (_, go) => {
    expect(await problemsOf(await go(site.newVisitor()))).toEqual([]);
  });
});

async function askWhereItStands(changes: Partial<Referral> = {}, answers = selfAnswers): Promise<Visitor> {
  const { reference, code } = await sendRequest(site.newVisitor(), answers);
  await alterRequest(site, reference, changes);
  const visitor = await site.newVisitor().open('/status');
  return visitor.submit({ reference, code });
}

describe('giving', () => {
  const giver = { name: 'Ash Exampleby', email: 'ash.exampleby@example.org' };
  const choose = async (visitor: Visitor) => (await visitor.open('/give')).submit({ gift: 'one', fund });
  const pledge = async (visitor: Visitor) => (await choose(visitor)).submit(giver);
  const pay = async (visitor: Visitor) => {
    await pledge(visitor);
    await payGifts(site);
    return visitor;
  };
  const openLateFund = async () => {
    const late = createPublicSite();
    const over = await openSecondFund(late, { spendBy: LocalDate.parse('2026-11-22') });
    return late.newVisitor().open(`/give/${over}`);
  };
  const pledgeTwice = async (visitor: Visitor) => {
    const { action, body } = (await choose(visitor)).fill(giver);
    await visitor.post(action, body);
    await payGifts(site);
    return visitor.post(action, body);
  };
  test.each([
    ['a fund’s own page', (visitor: Visitor) => visitor.open(`/give/${fund}`)],
    ['the details of a donor', choose],
    [
      'only half of a declaration',
      async (visitor: Visitor) => (await choose(visitor)).submit({ ...giver, giftAid: 'yes' }),
    ],
    ['a payment page that was left', async (visitor: Visitor) => (await pledge(visitor)).open('/give/came-back')],
    ['a payment page left after paying', async (visitor: Visitor) => (await pay(visitor)).open('/give/came-back')],
    ['thanks before the payment is known', async (visitor: Visitor) => (await pledge(visitor)).open('/give/thank-you')],
    ['thanks for a gift that came', async (visitor: Visitor) => (await pay(visitor)).open('/give/thank-you')],
    ['a receipt', async (visitor: Visitor) => (await pay(visitor)).open('/give/receipt')],
    ['a gift that was made already', pledgeTwice],
    ['a link to give by', (visitor: Visitor) => visitor.open(link)],
    ['a link that is none of ours', (visitor: Visitor) => visitor.open('/give/link/none-of-ours')],
    ['a fund that is none of ours', (visitor: Visitor) => visitor.open('/give/none-of-ours')],
    ['a fund whose last day is over', openLateFund],
  ])(`%s ${soundAt}`, async (_, go) => {
    expect(await problemsOf(await go(site.newVisitor()))).toEqual([]);
  });

  test('says while somebody chooses what it comes to, and what Gift Aid would make of it', async () => {
    const page = await looking.open(await site.newVisitor().open('/give'));
    const sum = page.locator('output');
    expect(await sum.textContent()).toBe('');
    await page.getByLabel('sessions each for two people').check();
    expect(await sum.textContent()).toBe('Your gift: £1,440, about 24 sessions. With Gift Aid it is worth £1,800.');
    await page.getByLabel('Another amount').check();
    await page.getByLabel('Amount in pounds').fill('£12.50');
    expect(await sum.textContent()).toBe('Your gift: £12.50. With Gift Aid it is worth £15.62.');
    await page.getByLabel('Amount in pounds').fill('lots');
    expect(await sum.textContent()).toBe('');
  });
});

describe('what goes wrong', () => {
  const lost = async () => Promise.reject(new Error('the store of secrets is away'));
  const failing = async () => {
    const away = createPublicSite({ fetchCheckoutOrigin: lost });
    return (await away.newVisitor().open('/give')).submit({ gift: 'one', fund: exampleSettings.pool.generalFund.id });
  };
  const tooOften = async () => {
    const doors = openDoors({ settings: exampleSettings, now: () => site.deps.now() }, 1);
    const visitor = await createPublicSite({ doors }).newVisitor().open('/status');
    for (let times = 0; times <= exampleSettings.doors.code.most; times += 1) await visitor.submit();
    return visitor;
  };
  const forged = async (visitor: Visitor) => (await visitor.open('/status')).post('/status', 'csrf=forged');
  const tooLarge = async (visitor: Visitor) =>
    (await visitor.open('/status')).submit({ reference: 'x'.repeat(200_000) });
  test.each([
    ['on our side', 500, failing],
    ['because it came too often', 429, tooOften],
    ['because the form is from elsewhere', 403, forged],
    ['because it was too much', 413, tooLarge],
  ])(`%s (%i) ${soundAt}`, async (_, status, go) => {
    const visitor = await go(site.newVisitor());
    expect(visitor.status).toBe(status);
    expect(await problemsOf(visitor)).toEqual([]);
  });
});

describe('read aloud', () => {
  test.each([
    ['home', 'body', (visitor: Visitor) => visitor.open('/')],
    ['refer', 'main', (visitor: Visitor) => visitor.open('/refer')],
    ['contact', 'main', async (visitor: Visitor) => answer(await begin(visitor), selfAnswers, 'contact')],
    [
      'contact-left-open',
      'main',
      async (visitor: Visitor) => (await answer(await begin(visitor), selfAnswers, 'contact')).submit({}),
    ],
    ['check', 'main', async (visitor: Visitor) => reachCheck(visitor)],
    ['sent', 'main', async (visitor: Visitor) => (await reachCheck(visitor)).submit()],
    ['status', 'main', () => askWhereItStands()],
    ['give', 'body', (visitor: Visitor) => visitor.open('/give')],
    ['give-details', 'main', async (visitor: Visitor) => (await visitor.open('/give')).submit({ gift: 'one', fund })],
  ] as const)('%s says what was reviewed', async (name, part, go) => {
    const told = await looking.read(await go(site.newVisitor()), part);
    await expect(told).toMatchFileSnapshot(`./read-aloud/${name}.txt`);
  });
});

describe('walking a page by keyboard', () => {
  test.each([
    ['the first page', (visitor: Visitor) => visitor.open('/')],
    ['a question', async (visitor: Visitor) => answer(await begin(visitor), selfAnswers, 'contact')],
    ['a question left open', async (visitor: Visitor) => (await begin(visitor)).submit({})],
    ['a gift to choose', (visitor: Visitor) => visitor.open('/give')],
    ['where a request stands', () => askWhereItStands()],
  ])('(%s) is seen at every stop, in order, and comes to an end', async (_, go) => {
    expect(await looking.walk(await go(site.newVisitor()))).toEqual([]);
  });
});

describe('of the pages of the public', () => {
  test('each was looked at', async () => {
    expect(await findUnseenPages({ routes, looking })).toEqual([]);
    expect(findUnseenForms({ routes, looking })).toEqual([]);
  });

  test(`each form that is sent with nothing filled in ${soundAt}`, async () => {
    expect(await findComplaintProblems({ routes, looking })).toEqual({});
  }, 120_000);
});
