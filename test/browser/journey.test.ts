import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalStack } from '../../infra/local/stack-types.ts';
import { openBrowser } from '../support/browser.ts';
import { assemblyOfRun } from '../support/one-of-a-run.ts';
import { goTo, tickByKeyboard } from './by-keyboard.ts';
import { choose, fill, follow, linkIn, openWindow, press, readMail, says, signIn, tick, until } from './people.ts';
import { openStack } from './stack.ts';

let stack: LocalStack & AsyncDisposable;
let browser: Browser;
let asha: Page;
let cora: Page;
let therapist: Page;
const kept = { reference: '', accessCode: '' };

const go = async (page: Page, path: string): Promise<void> => {
  await page.goto(new URL(path, stack.urls.site).href);
};

/** Opens the client's case in the console. */
const openCase = async (page: Page): Promise<void> => {
  await go(page, `/console/cases/ref_${kept.reference.replace(/^SP-|-/g, '').toLowerCase()}`);
};

/** The page, reloaded until it says so: consequences come through the queues. */
const untilPageSays = (page: Page, words: string | RegExp): Promise<void> =>
  until(async () => {
    await page.reload();
    return (await says(page)).search(words) >= 0;
  });

const mailTo = async (to: string) => (await readMail(stack.urls)).filter((mail) => mail.to === to);

async function addTherapist(name: string, email: string, fee: string): Promise<void> {
  await go(cora, '/console/therapists/new');
  await fill(cora, { Name: name, 'Email address': email, 'Telephone number': '01632 960001' });
  await tick(cora, 'Worried about their thoughts', 'Online');
  await fill(cora, {
    'Postcode district of the consulting room': 'LS6',
    'How far may clients live from it?': '30',
    'Fee for a session, with VAT': fee,
    'How many clients at a time?': '3',
  });
  for (const [name, year] of [
    [/valid from$/, '2025'],
    [/valid through$/, '2030'],
  ] as const) {
    for (const group of await cora.getByRole('group', { name }).all()) {
      for (const [part, value] of Object.entries({ Day: '1', Month: '1', Year: year })) {
        await group.getByLabel(part).fill(value);
      }
    }
  }
  await press(cora, 'Add the therapist');
  expect(await says(cora)).not.toContain('There is something to put right');
  await go(cora, '/console/therapists?state=member');
  expect(await says(cora)).toContain('LS6');
}

beforeAll(async () => {
  [stack, browser] = await Promise.all([openStack({ assembly: assemblyOfRun }), openBrowser()]);
  [asha, cora, therapist] = [await openWindow(browser), await openWindow(browser), await openWindow(browser)];
  await signIn(cora, stack.urls, 'Cora Coordinator');
  await signIn(asha, stack.urls, 'Asha Assessor');
  await addTherapist('Toni Therapist', 'toni@example.org', '50');
  await addTherapist('Terry Therapist', 'terry@example.org', '55');
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await stack?.[Symbol.asyncDispose]();
}, 60_000);

describe('one referral meets one donation, by keyboard alone', () => {
  it('1. Refer: a person asks for help, keeps a reference and a code, and nothing is sent to anyone', async () => {
    const page = await openWindow(browser);
    await go(page, '/');
    expect(await says(page)).toMatch(/in confidence/);
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').textContent()).toBe('Skip to main content');
    await page.keyboard.press('Enter');
    expect(await page.locator(':focus').getAttribute('id')).toBe('main-content');
    await follow(page, 'I want help for myself');
    await press(page, /Start/);
    await press(page, 'Continue');
    expect(await page.locator(':focus').textContent()).toContain('There is something to put right');
    await goTo(page, page.getByRole('link', { name: /^Choose yes/ }));
    await page.keyboard.press('Enter');
    expect(await page.locator(':focus').getAttribute('id')).toBe('adult');
    await choose(page, 'Yes');
    await press(page, 'Continue');
    await choose(page, 'Thoughts that worry me');
    await fill(page, { 'Postcode, or its first half': 'LS6 2AB' });
    await press(page, 'Continue');
    await choose(page, 'Online, by video');
    await choose(page, 'No');
    await fill(page, { 'What may we call you?': 'Robin Marked' });
    await press(page, 'Continue');
    await choose(page, 'By email');
    await fill(page, { 'What is your email address?': 'robin@example.org' });
    await press(page, 'Continue');
    await choose(page, /it says nothing about us/);
    await choose(page, 'Yes, once');
    await fill(page, { 'Telephone number': '01632 960123' });
    await choose(page, 'Weekday mornings');
    await choose(page, /^Yes/);
    await press(page, 'Ask for help');
    const sent = await says(page);
    kept.reference = /SP-\w{5}-\w{5}/.exec(sent)?.[0] ?? '';
    kept.accessCode = /(?:\w{4}-){4}\w{4}/.exec(sent)?.[0] ?? '';
    expect(kept.reference).not.toBe('');
    expect(page.url()).not.toContain(kept.accessCode);
    await stack.idle();
    expect(await readMail(stack.urls)).toEqual([]);
  }, 90_000);

  it('2. Assess: staff speak with the person, an assessor records needs and means, and a place joins the waiting list', async () => {
    await openCase(asha);
    await goTo(asha, asha.locator('summary', { hasText: 'Contact details' }));
    await asha.keyboard.press('Enter');
    await tick(asha, 'To call the person');
    await press(asha, 'Show contact details');
    expect(await says(asha)).toContain('Robin Marked');
    await openCase(asha);
    await tick(asha, /I have spoken with the person/);
    await press(asha, 'Confirm');
    await openCase(asha);
    await press(asha, 'Take for assessment');
    await openCase(asha);
    await press(asha, 'Record the assessment');
    await tick(asha, 'Yes, we can help, and the person is ready');
    const about = asha.getByRole('group', { name: 'What does the person ask help with?' });
    await tickByKeyboard(asha, about.getByLabel('Worried about their thoughts'));
    const mainly = asha.getByRole('group', { name: 'What is it mainly about?' });
    await tickByKeyboard(asha, mainly.getByLabel('Worried about their thoughts'));
    await tick(asha, 'Medium', 'Online');
    await fill(asha, { 'Sessions recommended': '12', 'If not, what can they pay for a session?': '10' });
    const means = asha.getByRole('group', { name: 'Can the person pay the whole fee?' });
    await tickByKeyboard(asha, means.getByLabel('No'));
    await tickByKeyboard(asha, asha.getByRole('group', { name: 'Priority' }).getByRole('radio').last());
    await press(asha, 'Record the assessment');
    await stack.idle();
    await go(cora, '/console/waiting');
    expect(await says(cora)).toContain(kept.reference);
    expect(await says(cora)).toContain('£300');
  }, 90_000);

  it('3. Give: a donor pays through the checkout link, and the signed webhook makes it a donation with a receipt', async () => {
    const page = await openWindow(browser);
    await go(page, '/give');
    await choose(page, /for one person/);
    await fill(page, { 'Your name': 'Dora Donor', 'Your email address': 'dora@example.org' });
    await press(page, 'Continue to payment');
    expect(page.url()).toContain(stack.urls.payments ?? 'a payment page');
    await press(page, /^Donate/);
    expect(await says(page)).toContain('Thank you');
    await until(async () => (await mailTo('dora@example.org')).length > 0);
    const [receipt] = await mailTo('dora@example.org');
    expect(receipt?.text).toContain('£720');
    expect(receipt?.text).toMatch(/R-\w+/);
    expect(receipt?.text).not.toContain(kept.reference);
  }, 90_000);

  it('4. Reserve: the allocator reserves the place by itself, for the money has come', async () => {
    await openCase(cora);
    await untilPageSays(cora, /reserved/i);
    await go(cora, '/console/pool');
    expect(await says(cora)).toContain('£420');
    expect(await says(cora)).toContain('£300');
  }, 60_000);

  it('5. Approve: a coordinator sees why it is next and which money pays, and approves; the assessor could not', async () => {
    await openCase(cora);
    await follow(cora, /Open the place/);
    expect(await says(cora)).toContain('Where it is needed most');
    await press(cora, 'Approve this place');
    await openCase(cora);
    expect(await says(cora)).toMatch(/approved/i);
  }, 60_000);

  it('6. Offer: the best match gets a mail without identity, a scanner changes nothing, and a decline goes to the next', async () => {
    await until(async () => (await mailTo('toni@example.org')).length > 0);
    const [offer] = await mailTo('toni@example.org');
    expect(offer?.text).not.toMatch(/Robin|Marked|SP-/);
    const link = offer === undefined ? '' : linkIn(offer);
    for (let n = 0; n < 20; n += 1) await fetch(link, { method: n % 2 === 0 ? 'GET' : 'HEAD' });
    await therapist.goto(link);
    expect(therapist.url()).not.toContain('token');
    expect(await says(therapist)).toContain('Worried about their thoughts');
    await press(therapist, 'Accept this case');
    await press(therapist, 'Take my answer back');
    await press(therapist, 'Decline');
    await until(async () => {
      await stack.runSchedule('sponsored-places-demo-schedule-deadlines');
      return (await mailTo('terry@example.org')).length > 0;
    });
  }, 90_000);

  it('7. Start: the next accepts and sees whom to contact and how; the client is told as they allowed', async () => {
    const [offer] = await mailTo('terry@example.org');
    await therapist.goto(offer === undefined ? '' : linkIn(offer));
    await press(therapist, 'Accept this case');
    expect(await says(therapist)).toContain('You can take this back until');
    await until(async () => {
      await therapist.reload();
      return (await says(therapist)).includes('See how to reach your client');
    });
    await press(therapist, 'See how to reach your client');
    await press(therapist, 'Show name and contact details');
    expect(await says(therapist)).toContain('Robin Marked');
    expect(await says(therapist)).toContain('robin@example.org');
    expect(await says(therapist)).toContain('Nothing about what it is for');
    await until(async () => (await mailTo('robin@example.org')).length > 0);
    const [told] = await mailTo('robin@example.org');
    expect(`${told?.subject} ${told?.text}`).not.toMatch(/therap|sponsor|Terry/i);
    expect(await mailTo('dora@example.org')).toHaveLength(1);
    const page = await openWindow(browser);
    await go(page, '/status');
    await fill(page, { Reference: kept.reference, 'Access code': kept.accessCode });
    await press(page, 'Continue');
    expect(await says(page)).toMatch(/therapist/i);
  }, 90_000);

  it('8. Look: the console shows the history, the therapists’ load, and a journal whose trial balance is zero', async () => {
    await go(cora, '/console/find');
    await fill(cora, { 'Find a case': kept.reference.toLowerCase() });
    await press(cora, /Find/);
    expect(await says(cora)).toMatch(/accepted/i);
    await go(cora, '/console/therapists');
    expect(await says(cora)).toMatch(/1 of 3/);
    const fay = await openWindow(browser);
    await signIn(fay, stack.urls, 'Fay Finance');
    await go(fay, '/console/journal');
    expect(await says(fay)).toContain('£720');
    expect(await says(fay)).toMatch(/£0/);
  }, 90_000);
});
