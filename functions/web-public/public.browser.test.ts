import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FundId } from '../../events/values.ts';
import { type Looking, openLooking } from '../../test/support/looked-at.ts';
import { payGifts } from '../../test/support/pay-gifts.ts';
import { createPublicSite, type PublicSite } from '../../test/support/public-site.ts';
import { putFigures, reckoned } from '../../test/support/put-figures.ts';
import {
  answer,
  begin,
  professionalAnswers,
  reachCheck,
  selfAnswers,
  sendRequest,
} from '../../test/support/refer-journey.ts';
import { openSecondFund } from '../../test/support/second-fund.ts';
import type { Visitor } from '../../test/support/visitor.ts';

let looking: Looking;
let site: PublicSite;
let fund: FundId;

beforeAll(async () => {
  looking = await openLooking();
  site = createPublicSite();
  fund = await openSecondFund(site);
  await putFigures(site, reckoned);
});

afterAll(async () => {
  await looking?.close();
});

const problemsOf = (visitor: Visitor) => looking.findProblems(visitor);
const opened = async (path: string): Promise<Visitor> => site.newVisitor().open(path);

describe('what the public reads', () => {
  test.each([
    '/',
    '/help',
    '/young-people',
    '/confidentiality',
    '/privacy',
    '/accessibility',
    '/refer',
    '/refer/family',
    '/refer/professional',
    '/refer/age',
    '/refer/age?for=professional',
    '/refer/resume',
    '/refer/stopped',
    '/refer/deleted',
    '/status',
    '/give',
    '/give/thank-you',
    '/nowhere',
  ])('%s is accessible, valid and never scrolls sideways', async (path) => {
    expect(await problemsOf(await opened(path))).toEqual([]);
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
    'for %s, %s is accessible, valid and never scrolls sideways',
    async (_, question, answers) => {
      expect(await problemsOf(await answer(await begin(site.newVisitor(), answers), answers, question))).toEqual([]);
    },
  );

  test.each([
    ['whom it is for', async (visitor: Visitor) => (await begin(visitor)).open('/refer/who')],
    ['saved answers that were sent already', resumeSent],
    ['a wrong code', async (visitor: Visitor) => (await visitor.open('/refer/resume')).submit({ code: 'wrong' })],
    ['a referral that was sent', async (visitor: Visitor) => (await reachCheck(visitor, professionalAnswers)).submit()],
    ['a question left open', async (visitor: Visitor) => (await begin(visitor)).submit({})],
    ['the code to come back with', async (visitor: Visitor) => (await begin(visitor)).open('/refer/code')],
    ['deleting what was written', async (visitor: Visitor) => (await begin(visitor)).open('/refer/delete')],
    ['what is kept in the end', async (visitor: Visitor) => (await reachCheck(visitor)).submit()],
    ['where it stands', askWhereItStands],
    [
      'a wrong reference',
      async (visitor: Visitor) => (await visitor.open('/status')).submit({ reference: 'x', code: 'x' }),
    ],
    ['where a referral stands', (visitor: Visitor) => askWhereItStands(visitor, professionalAnswers)],
    [
      'that it was taken back',
      async (visitor: Visitor) => (await askWhereItStands(visitor)).submit({}, 'take it back'),
    ],
    ['that it was left', async (visitor: Visitor) => (await askWhereItStands(visitor)).submit({}, 'Leave')],
  ])('%s is accessible, valid and never scrolls sideways', async (_, go) => {
    expect(await problemsOf(await go(site.newVisitor()))).toEqual([]);
  });
});

async function resumeSent(visitor: Visitor): Promise<Visitor> {
  const { code } = await sendRequest(site.newVisitor());
  await visitor.open('/refer/resume');
  return visitor.submit({ code });
}

async function askWhereItStands(visitor: Visitor, answers = selfAnswers): Promise<Visitor> {
  const { reference, code } = await sendRequest(site.newVisitor(), answers);
  await visitor.open('/status');
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
  test.each([
    ['a fund’s own page', (visitor: Visitor) => visitor.open(`/give/${fund}`)],
    ['nothing chosen', async (visitor: Visitor) => (await visitor.open('/give')).submit({ fund })],
    ['the details of a donor', choose],
    ['details left out', async (visitor: Visitor) => (await choose(visitor)).submit({}, 'Continue to payment')],
    [
      'only half of a declaration',
      async (visitor: Visitor) => (await choose(visitor)).submit({ ...giver, giftAid: 'yes' }),
    ],
    ['a payment page that was left', async (visitor: Visitor) => (await pledge(visitor)).open('/give/came-back')],
    ['thanks before the payment is known', async (visitor: Visitor) => (await pledge(visitor)).open('/give/thank-you')],
    ['thanks for a gift that came', async (visitor: Visitor) => (await pay(visitor)).open('/give/thank-you')],
    ['a receipt', async (visitor: Visitor) => (await pay(visitor)).open('/give/receipt')],
    ['a link that is none of ours', (visitor: Visitor) => visitor.open('/give/link/none-of-ours')],
    ['a fund that is none of ours', (visitor: Visitor) => visitor.open('/give/none-of-ours')],
  ])('%s is accessible, valid and never scrolls sideways', async (_, go) => {
    expect(await problemsOf(await go(site.newVisitor()))).toEqual([]);
  });

  test('says while somebody chooses what it comes to, and what Gift Aid would make of it', async () => {
    const page = await looking.open(await opened('/give'));
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
