import type { Browser, Page } from 'playwright-core';
import * as z from 'zod';
import type { LocalStack } from '../../infra/local/stack-types.ts';

/** One visitor's own browser window, without anybody else's cookies. */
export async function openWindow(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  return page;
}

/** Presses a button that leads on, and waits until the next page is there. */
export async function press(page: Page, name: string | RegExp): Promise<void> {
  const next = page.waitForEvent('framenavigated');
  await page.getByRole('button', { name }).first().click();
  await next;
  await page.waitForLoadState();
}

/** Ticks radios and checkboxes by the words beside them. */
export async function tick(page: Page, ...names: readonly (string | RegExp)[]): Promise<void> {
  for (const name of names) {
    const words = { name, exact: typeof name === 'string' };
    await page.getByRole('radio', words).or(page.getByRole('checkbox', words)).first().check();
  }
}

/** Answers a question of choices and goes on. */
export async function choose(page: Page, ...names: readonly (string | RegExp)[]): Promise<void> {
  await tick(page, ...names);
  await press(page, 'Continue');
}

export async function fill(page: Page, answers: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, text] of Object.entries(answers)) await page.getByLabel(label).first().fill(text);
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
