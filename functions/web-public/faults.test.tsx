import { describe, expect, test } from 'vitest';
import { createPublicSite } from '../../test/support/public-site.ts';
import { answer, begin, type JourneyAnswers, professionalAnswers } from '../../test/support/refer-journey.ts';

describe('what is wrong with an answer', () => {
  const faults: readonly (readonly [
    slug: string,
    typed: Record<string, string | string[]>,
    field: string,
    says: RegExp,
  ])[] = [
    ['agreement', { agreed: [] }, 'agreed', /please speak with them first/],
    ['agreement', { how: [] }, 'how', /how they told you/],
    ['agreement', { when: 'next year' }, 'when', /when they told you/],
    ['your-details', { referrerName: '' }, 'referrerName', /Enter your name/],
    ['your-details', { organisation: ' ' }, 'organisation', /Enter the organisation/],
    ['your-details', { referrerEmail: 'morgan' }, 'referrerEmail', /name@example.org/],
    ['your-details', { referrerPhone: '12' }, 'referrerPhone', /0113 496 0000/],
    ['news', { signals: 'everything' }, 'signals', /Choose from the answers given/],
    ['about', { about: [] }, 'about', /Choose what they want help with/],
    ['about', { about: 'survivor' }, 'about', /Choose what they want help with/],
    ['area', { postcode: '' }, 'postcode', /Enter a postcode/],
    ['area', { postcode: 'nowhere' }, 'postcode', /LS6 2AB/],
    ['area', { postcode: 'JE2 3AB' }, 'postcode', /England, Scotland, Wales or Northern Ireland/],
    ['meeting', { mode: 'telepathy' }, 'mode', /Choose online/],
    ['recently', { recently: [] }, 'recently', /in touch with them/],
    ['name', { name: '' }, 'name', /what we may call them/],
    ['contact', { channel: [] }, 'channel', /safest/],
    ['email', { email: 'no at sign' }, 'email', /name@example.org/],
    ['message', { mayReveal: [] }, 'mayReveal', /first or the second/],
    ['call', { mayCall: [] }, 'mayCall', /yes or no/],
    ['phone', { phone: 'call me' }, 'phone', /07700 900 982/],
    ['phone', { times: [] }, 'times', /at least one time/],
    ['voicemail', { voicemail: [] }, 'voicemail', /leave a message/],
  ];

  test.each(faults)('on “%s” with %j is said in words, with a link to the field', async (slug, typed, field, says) => {
    const answers: JourneyAnswers = { ...professionalAnswers, contact: { channel: 'email' } };
    const visitor = await answer(await begin(createPublicSite().newVisitor(), professionalAnswers), answers, slug);
    await visitor.submit({ ...answers[slug], ...typed });
    expect(visitor.status).toBe(422);
    expect(visitor.errors).toEqual([{ message: expect.stringMatching(says), href: `#${field}` }]);
    expect(visitor.html).toContain(`id="${field}"`);
    expect(visitor.html).toMatch(/<title>Error: /);
    const right = answers[slug];
    await visitor.submit(right);
    expect(visitor.path).not.toBe(`/refer/${slug}`);
  });

  test('on the question of whom it is for, asked only of those whom no door told, is said in words', async () => {
    const visitor = createPublicSite().newVisitor();
    await visitor.open('/refer/age');
    await visitor.submit({ adult: 'yes' });
    await visitor.follow('Continue');
    await visitor.submit({});
    expect(visitor.errors).toEqual([{ message: 'Choose who this is for', href: '#who' }]);
    await visitor.submit({ who: 'close' });
    expect(visitor.path).toBe('/refer/about');
  });

  test('on the question of age is said as well', async () => {
    const visitor = createPublicSite().newVisitor();
    await visitor.open('/refer/age');
    await visitor.submit();
    expect(visitor.errors).toEqual([{ message: 'Choose yes if you are 18 or over, or no', href: '#adult' }]);
  });
});

describe('while nobody can say where the payment page is', () => {
  const lost = () =>
    createPublicSite({ fetchCheckoutOrigin: async () => Promise.reject(new Error('the store of secrets is away')) });

  test('asking for help goes on as ever', async () => {
    const site = lost();
    const visitor = await begin(site.newVisitor());
    expect(visitor.status).toBe(200);
    expect(visitor.headers.get('Content-Security-Policy')).toContain("form-action 'self';");
    expect(site.failures).toEqual([]);
  });

  test('giving says that it failed, and whom to call', async () => {
    const site = lost();
    const visitor = await site.newVisitor().open('/give');
    await visitor.submit({ gift: 'one', fund: site.deps.settings.pool.generalFund.id });
    expect(visitor.status).toBe(500);
    expect(visitor.text).toContain(site.deps.settings.charity.phone);
    expect(site.failures).toHaveLength(1);
  });
});
