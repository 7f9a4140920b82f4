import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FundId } from '../../events/values.ts';
import { type Looking, openLooking } from '../../test/support/looked-at.ts';
import { createPublicSite, type PublicSite } from '../../test/support/public-site.ts';
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
    '/refer/age',
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
  const own = Object.keys(selfAnswers).map((question) => ['oneself', question, selfAnswers] as const);
  const others = ['agreement', 'your-details', 'news'].map(
    (question) => ['somebody one works with', question, professionalAnswers] as const,
  );
  test.each([...own, ['oneself', 'check', selfAnswers] as const, ...others])(
    'for %s, %s is accessible, valid and never scrolls sideways',
    async (_, question, answers) => {
      expect(await problemsOf(await answer(await begin(site.newVisitor()), answers, question))).toEqual([]);
    },
  );

  test.each([
    ['a question left open', async (visitor: Visitor) => (await begin(visitor)).submit({})],
    ['the code to come back with', async (visitor: Visitor) => (await begin(visitor)).open('/refer/code')],
    ['deleting what was written', async (visitor: Visitor) => (await begin(visitor)).open('/refer/delete')],
    ['what is kept in the end', async (visitor: Visitor) => (await reachCheck(visitor)).submit()],
    ['where it stands', askWhereItStands],
    ['that it was taken back', async (visitor: Visitor) => (await askWhereItStands(visitor)).submit({}, 'Take')],
  ])('%s is accessible, valid and never scrolls sideways', async (_, go) => {
    expect(await problemsOf(await go(site.newVisitor()))).toEqual([]);
  });
});

async function askWhereItStands(visitor: Visitor): Promise<Visitor> {
  const { reference, code } = await sendRequest(site.newVisitor());
  await visitor.open('/status');
  return visitor.submit({ reference, code });
}

describe('giving', () => {
  const choose = async (visitor: Visitor) => (await visitor.open('/give')).submit({ gift: 'one', fund });
  test.each([
    ['a fund’s own page', (visitor: Visitor) => visitor.open(`/give/${fund}`)],
    ['nothing chosen', async (visitor: Visitor) => (await visitor.open('/give')).submit({ fund })],
    ['the details of a donor', choose],
    ['details left out', async (visitor: Visitor) => (await choose(visitor)).submit({}, 'Continue to payment')],
  ])('%s is accessible, valid and never scrolls sideways', async (_, go) => {
    expect(await problemsOf(await go(site.newVisitor()))).toEqual([]);
  });
});
