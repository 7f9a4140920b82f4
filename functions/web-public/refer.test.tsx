import { describe, expect, test } from 'vitest';
import { createPublicSite, identitiesOf, type PublicSite, recordsOf } from '../../test/support/public-site.ts';
import {
  answer,
  begin,
  professionalAnswers,
  reachCheck,
  selfAnswers,
  sendRequest,
} from '../../test/support/refer-journey.ts';

const referralsOf = (site: PublicSite) => recordsOf(site, 'referral');

describe('asking for help for oneself', () => {
  test('leads through every question to a reference, with the answers where they belong', async () => {
    const site = createPublicSite();
    const visitor = site.newVisitor();
    const { reference, code } = await sendRequest(visitor);
    expect(visitor.path).toBe('/refer/sent');
    expect(visitor.heading).toBe('Your request has reached us');
    const [referral] = referralsOf(site);
    expect(referral).toMatchObject({
      door: 'self',
      state: 'submitted',
      groups: ['worried-about-thoughts', 'online-behaviour'],
      area: 'LS6',
      region: 'yorkshire-and-the-humber',
      mode: 'either',
      recentPoliceContact: false,
      contact: {
        channel: 'email',
        times: ['weekday-mornings', 'weekday-afternoons'],
        voicemail: 'neutral',
        mayReveal: 'nothing',
      },
    });
    expect(await identitiesOf(site)).toEqual({
      client: { name: 'Robin Testperson', email: 'robin.testperson@example.org', phone: '07700 900 982' },
    });
    expect(reference).toMatch(/^SP-/);
    expect(visitor.text).toContain('Wednesday 25 November 2026, 5pm');
    expect(code).not.toBe('');
  });

  test('explains confidentiality and its limits before anything is asked', async () => {
    const visitor = createPublicSite().newVisitor();
    for (const [path, whom] of [
      ['/refer', 'you'],
      ['/refer/family', 'you'],
      ['/refer/professional', 'the person'],
    ] as const) {
      await visitor.open(path);
      expect(visitor.text).toContain(`Only the people who help ${whom} see it`);
      expect(visitor.text).toContain('We must act if a particular child or adult is at risk of serious harm');
      expect(visitor.text).toContain(`Where it is safe, we will speak to ${whom} first`);
      expect(visitor.forms).toEqual([]);
    }
  });

  test('asks nobody who was harmed, or is close to it, about what they did', async () => {
    const visitor = createPublicSite().newVisitor();
    await visitor.open('/refer/family');
    expect(visitor.text).toContain('Please do not write about it anywhere in this form');
    expect(visitor.text).not.toContain('what you did');
    await begin(visitor, { who: { who: 'close' } });
    expect(visitor.text).toContain('Please do not write about what happened anywhere in this form');
    expect(visitor.text).not.toContain('what you did');
  });

  test('never shows the codes of client groups, and asks not to write about what happened', async () => {
    const visitor = createPublicSite().newVisitor();
    await answer(await begin(visitor), selfAnswers, 'about');
    expect(visitor.text).toContain('Please do not write about what happened, or about what you did');
    expect(visitor.html).not.toMatch(/worried-about-thoughts|compulsive|contact-behaviour|survivor|partner-or-family/);
  });

  test('offers people close to it their own words first', async () => {
    const visitor = createPublicSite().newVisitor();
    await begin(visitor, { who: { who: 'close' } });
    expect(visitor.text.indexOf('I am the partner or family')).toBeLessThan(
      visitor.text.indexOf('Thoughts that worry me'),
    );
  });

  test('shows the exact email and voicemail before a way of contact is chosen', async () => {
    const visitor = createPublicSite().newVisitor();
    await answer(await begin(visitor), selfAnswers, 'contact');
    expect(visitor.text).toContain('Appointments Office <office@appointments.example.org>');
    expect(visitor.text).toContain('An update for you');
    expect(visitor.text).toContain('Please call us back on 0808 157 0142');
    expect(visitor.text.indexOf('Please call us back')).toBeLessThan(visitor.text.indexOf('What is safest?'));
  });

  test('promises a call the same day after contact with the police', async () => {
    const site = createPublicSite();
    const visitor = site.newVisitor();
    await sendRequest(visitor, { ...selfAnswers, recently: { recently: 'yes' } });
    expect(visitor.text).toContain('calls you by Monday 23 November 2026, 5pm');
    expect(referralsOf(site)[0]?.recentPoliceContact).toBe(true);
  });

  test('contacts nobody who asked not to be contacted, and says what they can do', async () => {
    const site = createPublicSite();
    const visitor = site.newVisitor();
    await sendRequest(visitor, { ...selfAnswers, contact: { channel: 'none' } });
    expect(visitor.text).toContain('We will not contact you');
    expect(referralsOf(site)[0]?.contact).toEqual({
      channel: 'none',
      times: [],
      voicemail: 'no',
      mayReveal: 'nothing',
    });
    expect(await identitiesOf(site)).toEqual({ client: { name: 'Robin Testperson' } });
  });

  test('keeps nothing of a way of contact that was changed for another', async () => {
    const site = createPublicSite();
    const visitor = site.newVisitor();
    await reachCheck(visitor);
    await visitor.open('/refer/contact');
    await visitor.submit({ channel: 'phone' });
    expect(visitor.path).toBe('/refer/check');
    expect(visitor.text).not.toContain('robin.testperson@example.org');
    await visitor.submit();
    expect(await identitiesOf(site)).toEqual({ client: { name: 'Robin Testperson', phone: '07700 900 982' } });
  });
});

describe('going back and changing', () => {
  test('every question has a way back to the one before, with its answer still there', async () => {
    const visitor = createPublicSite().newVisitor();
    await reachCheck(visitor);
    const seen: string[] = [];
    while (visitor.path !== '/refer/age') {
      await visitor.follow('Back');
      seen.push(visitor.path);
    }
    expect(seen).toEqual(
      'voicemail phone call message email contact name recently meeting area about who age'
        .split(' ')
        .map((slug) => `/refer/${slug}`),
    );
    await visitor.open('/refer/name');
    expect(visitor.fill({}).body).toContain('name=Robin+Testperson');
  });

  test('“Change” leads to the question, and from there back to the answers', async () => {
    const site = createPublicSite();
    const visitor = site.newVisitor();
    await reachCheck(visitor);
    await visitor.follow('Change area');
    expect(visitor.path).toBe('/refer/area');
    await visitor.submit({ postcode: 'EC1A' });
    expect(visitor.path).toBe('/refer/check');
    expect(visitor.text).toContain('EC1A');
    await visitor.submit();
    expect(referralsOf(site)[0]).toMatchObject({ area: 'EC1A', region: 'london' });
  });

  test('a change that raises new questions asks them before the answers are checked again', async () => {
    const visitor = createPublicSite().newVisitor();
    await reachCheck(visitor, { ...selfAnswers, contact: { channel: 'none' } });
    await visitor.open('/refer/contact');
    await visitor.submit({ channel: 'phone' });
    expect(visitor.path).toBe('/refer/phone');
  });

  test('ASVS 2.3.1 a question out of turn leads to the first that is open, and without a visit to the start', async () => {
    const site = createPublicSite();
    const visitor = site.newVisitor();
    await begin(visitor);
    expect((await visitor.open('/refer/check')).path).toBe('/refer/about');
    expect((await visitor.open('/refer/agreement')).path).toBe('/refer/about');
    const stranger = site.newVisitor();
    for (const slug of ['who', 'contact', 'check', 'code', 'delete']) {
      expect((await stranger.open(`/refer/${slug}`)).path).toBe('/refer');
    }
    expect((await stranger.open('/refer/sent')).path).toBe('/status');
  });
});

describe('somebody under 18', () => {
  test('is shown who can help, and nothing is kept of them', async () => {
    const site = createPublicSite();
    const visitor = site.newVisitor();
    await visitor.open('/refer/age');
    await visitor.submit({ adult: 'no' });
    expect(visitor.path).toBe('/young-people');
    expect(visitor.text).toContain('Childline');
    expect(site.store.export().records).toEqual([]);
    expect([...visitor.cookies.keys()]).toEqual(['__Host-visit']);
  });

  test('who says so after all has what they answered deleted', async () => {
    const site = createPublicSite();
    const visitor = site.newVisitor();
    await reachCheck(visitor);
    expect(recordsOf(site, 'draft')).toHaveLength(1);
    await visitor.open('/refer/age');
    await visitor.submit({ adult: 'no' });
    expect(site.store.export().records).toEqual([]);
    expect(visitor.cookies.has('__Host-answers')).toBe(false);
  });
});

describe('a professional', () => {
  test('refers somebody who knows and agrees, with both their details apart', async () => {
    const site = createPublicSite();
    const visitor = site.newVisitor();
    await sendRequest(visitor, professionalAnswers);
    expect(visitor.heading).toBe('Your referral has reached us');
    expect(visitor.text).toContain('give both to them, if it is safe');
    const [referral] = referralsOf(site);
    expect(referral).toMatchObject({ door: 'professional', referrer: { signals: ['arrived', 'began'] } });
    expect(await identitiesOf(site)).toEqual({
      client: { name: 'Robin Testperson', phone: '07700 900 982' },
      referrer: {
        name: 'Dr Morgan Sampleton',
        organisation: 'Exampleton Surgery',
        email: 'morgan.sampleton@example.org',
        phone: '0113 496 0000',
      },
    });
  });

  test('who turns out to ask for themself leaves nothing of the professional behind', async () => {
    const site = createPublicSite();
    const visitor = site.newVisitor();
    await reachCheck(visitor, professionalAnswers);
    await visitor.open('/refer/who');
    await visitor.submit({ who: 'self' });
    await visitor.submit();
    expect(referralsOf(site)[0]?.referrer).toBeUndefined();
    expect(Object.keys(await identitiesOf(site))).toEqual(['client']);
  });
});
