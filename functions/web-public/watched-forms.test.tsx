import { beforeEach, describe, expect, test } from 'vitest';
import { createFormWatch } from '../../shared/web/watch-form.ts';
import { createPublicSite, exampleSettings, type PublicSite } from '../../test/support/public-site.ts';
import { sendRequest } from '../../test/support/refer-journey.ts';
import type { Typed } from '../../test/support/visitor.ts';

let site: PublicSite;
beforeEach(() => {
  const now = () => site.deps.now();
  site = createPublicSite({ watch: createFormWatch({ now, leastSeconds: 2 }) });
});

const fund = exampleSettings.pool.generalFund.id;

/** Every form that a machine could send all day, filled in as a person would. */
const forms: readonly (readonly [path: string, button: string, typed: Typed])[] = [
  ['/refer/age', 'Continue', { adult: 'yes' }],
  [
    '/refer/young-person',
    'Ask the safeguarding lead to call me',
    { kind: 'under-18', name: 'Jo Marsh', organisation: 'A surgery', phone: '0113 496 0000' },
  ],
  ['/refer/resume', 'Continue', { code: 'AAAA-BBBB-CCCC-DDDD-EEEE' }],
  ['/status', 'Continue', { reference: 'SP-AAAAA-BBBBB', code: 'AAAA-BBBB-CCCC' }],
  [`/give/details?amount=2400&fund=${fund}`, 'Continue to payment', { name: 'Dora Donor', email: 'dora@example.org' }],
];

const buttonOf = (html: string): string =>
  /<button[^>]*>\s*([^<]+?)\s*<\/button>/.exec(html.slice(html.indexOf('name="shown"')))?.[1] ?? '';
const everything = () => JSON.stringify([site.store.export(), site.payments.provider.checkouts.size]);

describe.each(forms)('the form of %s', (path, _, typed) => {
  const open = async () => {
    const visitor = await site.newVisitor().open(path);
    return { visitor, button: buttonOf(visitor.html), before: everything() };
  };

  test('ASVS 2.4.1 and 2.4.2 asks again, keeping what was written, when it comes back within two seconds', async () => {
    const { visitor, button, before } = await open();
    site.pass({ minutes: 1 / 60 });
    await visitor.submit(typed, button);
    expect(visitor.status).toBe(422);
    expect(visitor.errors[0]?.message).toMatch(
      /faster than most people can read.*Nothing was saved. Please press the button once more/,
    );
    expect(everything()).toBe(before);
    for (const value of Object.values(typed)) expect(visitor.html).toContain(`value="${value}"`);
    // The time of the first showing counts: somebody quick need not wait anew.
    site.pass({ minutes: 1 / 60 });
    await visitor.submit(typed, buttonOf(visitor.html));
    expect(visitor.html).not.toContain('faster than most people');
  });

  test('ASVS 2.4.1 asks again when a field was filled in that nobody sees', async () => {
    const { visitor, button, before } = await open();
    site.pass({ minutes: 1 });
    await visitor.submit({ ...typed, website: 'https://spam.example' }, button);
    expect(visitor.status).toBe(422);
    expect(visitor.errors[0]?.message).toMatch(/your browser, perhaps.*Please press the button once more/);
    expect(everything()).toBe(before);
    expect(visitor.html).toMatch(/name="website" value=""/);
    await visitor.submit(typed, buttonOf(visitor.html));
    expect(visitor.html).not.toContain('people cannot see');
  });

  test.each([
    ['without its time', { shown: '' }],
    ['with a time that somebody made up', { shown: `1795348800000.${'A'.repeat(43)}` }],
  ])('ASVS 2.4.1 asks again %s', async (_name, forged) => {
    const { visitor, button, before } = await open();
    site.pass({ minutes: 1 });
    await visitor.submit({ ...typed, ...forged }, button);
    expect(visitor.status).toBe(422);
    expect(visitor.errors[0]?.message).toContain('open for more than a day');
    expect(everything()).toBe(before);
  });

  test('asks again when it was open for more than a day', async () => {
    const { visitor, button, before } = await open();
    site.pass({ hours: 25 });
    await visitor.submit(typed, button);
    expect(visitor.errors[0]?.message).toContain('open for more than a day');
    expect(everything()).toBe(before);
  });

  test('hides what is for machines from eyes, screen readers and the keyboard', async () => {
    const { visitor } = await open();
    const trap = /<div class="not-for-people" aria-hidden="true">[\s\S]*?<\/div>/.exec(visitor.html)?.[0];
    expect(trap).toMatch(/tabindex="-1" autocomplete="off"/);
    expect(trap).toContain('Please leave this empty');
  });
});

test('a person who takes their time meets none of it', async () => {
  site = createPublicSite({ watch: createFormWatch({ now: () => site.deps.now(), leastSeconds: 0 }) });
  expect((await sendRequest(site.newVisitor())).reference).toMatch(/^SP-/);
});
