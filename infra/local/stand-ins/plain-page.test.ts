import { HtmlValidate } from 'html-validate';
import { expect, it } from 'vitest';
import { donationCheckout, startTestPayments } from './payments/test-payments.ts';
import { demoPeople } from './sign-in/people.ts';
import { choosePersonPage, noticePage } from './sign-in/sign-in-page.ts';

const validator = new HtmlValidate({ extends: ['html-validate:recommended'] });

async function problemsOf(page: string): Promise<string[]> {
  const { results } = await validator.validateString(page);
  return results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId}: ${message}`));
}

it('every page of the stand-ins is valid, without a script and without a request to anywhere', async () => {
  const payments = await startTestPayments();
  const session = await payments.stripe.checkout.sessions.create(donationCheckout());
  const link = session.url ?? '';
  const textOf = async (response: Promise<Response>) => (await response).text();
  const pages = [
    choosePersonPage(demoPeople, undefined),
    choosePersonPage(demoPeople, demoPeople[0]),
    noticePage('Please start again', 'This page was open too long.'),
    await textOf(fetch(link)),
    await textOf(payments.press(link, 'fail')),
    await textOf(fetch(`${payments.url}/c/pay/cs_test_nobody`)),
  ];
  await payments.stop();
  for (const page of pages) {
    expect(await problemsOf(page)).toEqual([]);
    expect(page).not.toMatch(/<script|<img|@import|url\(|src=/);
  }
});
