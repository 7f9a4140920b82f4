import type { Browser, Page } from 'playwright-core';
import * as z from 'zod';
import type { LocalStack } from '../../infra/local/stack-types.ts';
import { goTo, tickByKeyboard, typeInto } from './by-keyboard.ts';

/** One visitor's own browser window, without anybody else's cookies. */
export async function openWindow(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  return page;
}

/** Presses a button that leads on, by keyboard, and waits until the next page is there. */
export async function press(page: Page, name: string | RegExp): Promise<void> {
  await goTo(page, page.getByRole('button', { name }).first());
  await leadOn(page);
}

/** Follows a link by keyboard, and waits until its page is there. */
export async function follow(page: Page, name: string | RegExp): Promise<void> {
  await goTo(page, page.getByRole('link', { name }).first());
  await leadOn(page);
}

async function leadOn(page: Page): Promise<void> {
  const next = page.waitForEvent('framenavigated');
  await page.keyboard.press('Enter');
  await next;
  await page.waitForLoadState();
}

/** Ticks radios and checkboxes by the words beside them, by keyboard. */
export async function tick(page: Page, ...names: readonly (string | RegExp)[]): Promise<void> {
  for (const name of names) {
    const words = { name, exact: typeof name === 'string' };
    await tickByKeyboard(page, page.getByRole('radio', words).or(page.getByRole('checkbox', words)).first());
  }
}

/** Answers a question of choices and goes on. */
export async function choose(page: Page, ...names: readonly (string | RegExp)[]): Promise<void> {
  await tick(page, ...names);
  await press(page, 'Continue');
}

/** Types into fields, by keyboard. */
export async function fill(page: Page, answers: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, text] of Object.entries(answers)) await typeInto(page, page.getByLabel(label).first(), text);
}

/** Signs in as one of the demonstration people. */
export async function signIn(page: Page, urls: LocalStack['urls'], name: string): Promise<void> {
  await page.goto(urls.console);
  await press(page, new RegExp(name));
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
}

const Mailbox = z.object({
  emails: z.array(
    z.object({
      destination: z.object({ to: z.array(z.string()) }),
      subject: z.string(),
      body: z.object({ text: z.string() }),
    }),
  ),
});

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Every mail that was sent, oldest first. */
export async function readMail(urls: LocalStack['urls']): Promise<readonly Mail[]> {
  const { emails } = Mailbox.parse(await (await fetch(new URL('/store', urls.mailbox))).json());
  return emails.map(({ destination, subject, body }) => ({ to: destination.to.join(), subject, text: body.text }));
}

/** The address in a mail that leads to a page of ours. */
export const linkIn = ({ text }: Mail): string => /https?:\/\/\S+/.exec(text)?.[0] ?? '';

/** The link of the offer that was mailed last. */
export async function latestOffer(urls: LocalStack['urls']): Promise<string> {
  const latest = (await readMail(urls)).findLast(({ text }) => text.includes('/portal/offer?'));
  if (latest === undefined) throw new Error('nobody was offered anything');
  return linkIn(latest);
}

/** What the page says to whoever reads it. */
export const says = async (page: Page): Promise<string> => (await page.locator('main').allInnerTexts()).join('\n');

/** Waits for a consequence that comes through the queues. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  const patience = Date.now() + 45_000;
  while (!(await holds())) {
    if (Date.now() > patience) throw new Error('what was waited for did not come');
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
