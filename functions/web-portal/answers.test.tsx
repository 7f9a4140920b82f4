import { describe, expect, test } from 'vitest';
import { confirmAnswer } from '../../shared/commands/answer-offer.ts';
import { sweepDeadlines } from '../../shared/commands/sweep.ts';
import { change } from '../../shared/domain/decision.ts';
import { credentialsThrough, onHold, referral, safeguardingPause } from '../../test/support/case-samples.ts';
import { client } from '../../test/support/offered-case.ts';
import { createPortalSite } from '../../test/support/portal-site.ts';
import { idOf, now } from '../../test/support/sample-ids.ts';
import { whatOf } from '../../test/support/small-office.ts';

type Site = Awaited<ReturnType<typeof createPortalSite>>;

const offerOf = async (site: Site) => (await site.read('allocation', idOf.allocation(1))).value.state;
const placeOf = async (site: Site) => (await site.read('place', idOf.place(1))).value.state;
const looksAt = async (site: Site) => {
  const { items } = await site.store.history(`referral/${idOf.referral(1)}`, { limit: 50 });
  return items.filter(({ did }) => did === 'read-identity').map(({ why, by }) => `${why} by ${by.id}`);
};

async function atOffer(site: Site) {
  return site.newVisitor().open(await site.mailed('therapist-offer'));
}

async function atClient(site: Site) {
  return site.accept(await atOffer(site));
}

/** The minutes in which an answer may be taken back go by, and the sweep comes. */
async function stand(site: Site): Promise<void> {
  site.pass({ minutes: site.deps.settings.therapy.undoMinutes });
  whatOf(await confirmAnswer(site.deps, idOf.allocation(1)));
}

describe('accepting', () => {
  test('makes the case theirs, and shows how the person may be contacted, but not yet who it is', async () => {
    const site = await createPortalSite();
    const visitor = await atClient(site);
    expect([visitor.status, visitor.path, visitor.heading]).toEqual([
      200,
      '/portal/client',
      'Thank you. The case is yours',
    ]);
    expect([await offerOf(site), await placeOf(site)]).toEqual(['accepted', 'allocated']);
    expect(visitor.text).toContain('By e-mail only. Please do not call.');
    expect(visitor.text).toContain('Nothing about what it is for');
    expect(visitor.html).not.toMatch(/marked|marky|07700/i);
    expect(await looksAt(site)).toEqual([]);
  });

  test('and asking for the name shows it, each time with an entry in the trail', async () => {
    const site = await createPortalSite();
    const visitor = await atClient(site);
    await visitor.submit({}, 'Show name and contact details');
    for (const shown of [client.name, client['preferred-name'], client.phone, client.email]) {
      expect(visitor.text).toContain(shown);
    }
    expect(visitor.html).not.toContain(client.address);
    expect(visitor.html).not.toContain(client.postcode);
    expect(visitor.headers.get('Cache-Control')).toBe('no-store');
    await visitor.open('/portal/client');
    expect(visitor.html).not.toMatch(/marked/i);
    await visitor.submit({}, 'Show name and contact details');
    const look = `begin-therapy by ${idOf.therapist(1)}`;
    expect(await looksAt(site)).toEqual([look, look]);
  });

  test('ASVS 6.5.1 uses the link up: pressed again, or opened again from the mail, it says so kindly', async () => {
    const site = await createPortalSite();
    const link = await site.mailed('therapist-offer');
    const [first, second] = [await site.newVisitor().open(link), await site.newVisitor().open(link)];
    await site.accept(first);
    const before = site.everything();
    await second.submit({}, 'Decline');
    expect([second.status, second.heading]).toEqual([404, 'This link has been used or is not complete']);
    await second.open(link);
    expect([second.status, second.heading]).toEqual([404, 'This link has been used or is not complete']);
    expect(site.everything()).toBe(before);
  });

  test('sees the client by the link in the mail too, for long enough to get in touch', async () => {
    const site = await createPortalSite();
    await atClient(site);
    const link = await site.mailed('therapist-accepted');
    site.pass({ days: 7 });
    const visitor = await site.newVisitor().open(link);
    expect(visitor.heading).toBe('Thank you. The case is yours');
    await visitor.submit({}, 'Show name and contact details');
    expect(visitor.text).toContain(client.email);
    site.pass({ days: 7 });
    await visitor.open(link);
    expect([visitor.status, visitor.heading]).toEqual([410, 'This link has run out']);
    expect(visitor.text).toContain('a case that is with you is still yours');
    expect(visitor.html).not.toMatch(/marked/i);
  });

  const refused = async (site: Site, visitor: Awaited<ReturnType<typeof atOffer>>, heading: string) => {
    const before = site.everything();
    await visitor.submit({}, 'Accept this case');
    expect([visitor.status, visitor.heading]).toEqual([409, heading]);
    expect(site.everything()).toBe(before);
  };

  test.each([onHold, safeguardingPause])(
    'is refused kindly while the case is on hold, and changes nothing',
    async (pause) => {
      const site = await createPortalSite();
      const visitor = await atOffer(site);
      const before = await site.read('referral', idOf.referral(1));
      await site.put(change(before, { ...before.value, ...pause }));
      await refused(site, visitor, 'This case is on hold');
    },
  );

  test.each([
    ['a credential ends too soon', { credentials: credentialsThrough('2027-04-01') }],
    ['the list of clients is full', { clients: 2 }],
  ])('is refused kindly when %s, and changes nothing', async (_, therapist) => {
    const site = await createPortalSite({ therapist });
    await refused(site, await atOffer(site), 'We cannot give you this case at the moment');
  });
});

describe('declining', () => {
  test('is thanked for, uses the link up, and is confirmed by mail', async () => {
    const site = await createPortalSite();
    const visitor = await (await atOffer(site)).submit({}, 'Decline');
    expect([visitor.status, visitor.path, visitor.heading]).toEqual([
      200,
      '/portal/offer',
      'You have declined this case',
    ]);
    await stand(site);
    expect(await offerOf(site)).toBe('declined');
    await visitor.open('/portal/offer');
    expect([visitor.status, visitor.heading, visitor.forms]).toEqual([200, 'Thank you for telling us', []]);
    expect((await site.store.list('email', 'emails/requested', { limit: 5 })).items).toMatchObject([
      { value: { template: 'therapist-answer-confirmed', detail: 'declined' } },
    ]);
  });
});

describe('taking an answer back', () => {
  const undo = 'Take my answer back';
  const asked = async (site: Site) => (await site.store.list('email', 'emails/requested', { limit: 9 })).items;

  test.each(['Accept this case', 'Decline'])(
    'undoes “%s”: nobody was told, and the offer is as open as before',
    async (button) => {
      const site = await createPortalSite();
      const visitor = await atOffer(site);
      const before = [await offerOf(site), await placeOf(site), await asked(site)];
      await visitor.submit({}, button);
      expect(visitor.text).toContain('You can take this back until Monday 1 March 2027, 10:05am');
      expect([await offerOf(site), await placeOf(site), await asked(site)]).toEqual(before);
      await visitor.submit({}, undo);
      expect([visitor.path, visitor.heading]).toEqual(['/portal/offer', 'A case for you']);
      site.pass({ minutes: 6 });
      expect(await sweepDeadlines(site.deps)).toEqual({ done: 0, refused: [] });
      expect((await site.accept(visitor)).heading).toBe('Thank you. The case is yours');
    },
  );

  test('works by the link in the mail too, on another device', async () => {
    const site = await createPortalSite();
    const link = await site.mailed('therapist-offer');
    await (await site.newVisitor().open(link)).submit({}, 'Accept this case');
    const other = await site.newVisitor().open(link);
    expect(other.heading).toBe('You have accepted this case');
    expect(other.forms.map(({ action }) => action)).toEqual(['/portal/offer/undo']);
    await other.submit({}, undo);
    expect(other.heading).toBe('A case for you');
  });

  test('comes too late when the answer is true, and says so kindly', async () => {
    const site = await createPortalSite();
    const visitor = await (await atOffer(site)).submit({}, 'Accept this case');
    await stand(site);
    const before = site.everything();
    await visitor.submit({}, undo);
    expect([visitor.status, visitor.heading]).toEqual([409, 'Your answer was not taken']);
    expect(site.everything()).toBe(before);
    await visitor.open('/portal/offer');
    expect(visitor.heading).toBe('The case is yours');
  });

  test('shows nobody’s name, and no way to the client, while the answer may be taken back', async () => {
    const site = await createPortalSite();
    const visitor = await (await atOffer(site)).submit({}, 'Accept this case');
    const { body } = visitor.fill({}, undo);
    await visitor.post('/portal/offer/go-on', body);
    expect([visitor.path, visitor.heading]).toEqual(['/portal/offer', 'You have accepted this case']);
    await visitor.open('/portal/client');
    expect(visitor.status).toBe(404);
    expect(await looksAt(site)).toEqual([]);
  });

  test('is not possible when the offer was taken back meanwhile', async () => {
    const site = await createPortalSite();
    const visitor = await (await atOffer(site)).submit({}, 'Accept this case');
    const search = await site.read('search', idOf.referral(1));
    await site.put(change(search, { ...search.value, state: 'stopped', live: undefined }));
    await visitor.open('/portal/offer');
    expect([visitor.status, visitor.heading]).toEqual([410, 'This case is no longer open']);
  });
});

describe('asking for a rest', () => {
  const button = 'Ask me again after this day';
  const on = (day: string, month: string, year: string) => ({
    'again-day': day,
    'again-month': month,
    'again-year': year,
  });

  test('declines, is confirmed with a link to change it, and is ended there', async () => {
    const site = await createPortalSite();
    const visitor = await (await atOffer(site)).submit({ ...on('1', '5', '2027'), reason: 'away' }, button);
    expect(visitor.text).toContain('We offer you nothing new until after 1 May 2027');
    await stand(site);
    expect((await site.read('allocation', idOf.allocation(1))).value).toMatchObject({ declineReason: 'away' });
    expect((await site.read('therapist', idOf.therapist(1))).value.askAgainAfter).toBe('2027-05-01');
    const own = await site.newVisitor().open(await site.mailed('therapist-answer-confirmed', 'declined'));
    expect(own.heading).toBe('Your clients');
    await own.follow('When we may ask you');
    expect(own.text).toContain('until after 1 May 2027');
    await own.submit(on('1', '6', '2027'), 'Change');
    expect(own.text).toContain('until after 1 June 2027');
    await own.submit({}, 'Ask me again from now on');
    expect((await site.read('therapist', idOf.therapist(1))).value.askAgainAfter).toBeUndefined();
    expect(own.text).toContain('We ask you whenever');
  });

  test('asks for a day that can be', async () => {
    const site = await createPortalSite();
    const visitor = await atOffer(site);
    await visitor.submit({}, button);
    expect([visitor.status, visitor.errors]).toEqual([
      422,
      [{ message: 'Enter the day after which we may ask you again', href: '#again-day' }],
    ]);
    await visitor.submit(on('1', '2', '2027'), button);
    expect([visitor.status, visitor.errors[0]?.message]).toEqual([422, 'Enter today or a day to come']);
    expect((await site.read('allocation', idOf.allocation(1))).value).not.toHaveProperty('answer');
  });
});

describe('deciding later', () => {
  test('leaves the offer open, says so, and keeps the link', async () => {
    const site = await createPortalSite();
    const link = await site.mailed('therapist-offer');
    const visitor = await (await site.newVisitor().open(link)).submit({}, 'I will decide later');
    expect([visitor.path, await offerOf(site)]).toEqual(['/portal/offer', 'acknowledged']);
    expect(visitor.text).toContain('You told us that you will decide later');
    expect(visitor.forms.map(({ action }) => action)).toEqual([
      '/portal/offer/accept',
      '/portal/offer/decline',
      '/portal/offer/ask-again',
    ]);
    const again = await site.newVisitor().open(link);
    await site.accept(again);
    expect(await offerOf(site)).toBe('accepted');
  });
});

describe('giving a client back', () => {
  test('works within a day, without a reason; nobody calls with the name any more, somebody tells the client', async () => {
    const contact = { ...referral().value.contact, channel: 'phone' };
    const site = await createPortalSite({ referral: { contact } });
    const calls = async () =>
      (await site.store.list('task', 'tasks/coordinator', { limit: 5 })).items.map(({ value }) => value.kind);
    const visitor = await atClient(site);
    expect(await calls()).toEqual(['call-client']);
    site.pass({ hours: 23, minutes: 59 });
    const mail = await site.newVisitor().open(await site.mailed('therapist-accepted'));
    expect(mail.text).toContain('you may give the case back until Tuesday 2 March 2027, 10:05am');
    await mail.submit({}, 'Give the case back');
    expect([mail.path, mail.heading]).toEqual(['/portal/given-back', 'The case is back with us']);
    expect([await offerOf(site), await placeOf(site)]).toEqual(['given-back', 'approved']);
    expect(await calls()).toEqual(['tell-outcome']);
    await visitor.open('/portal/client');
    expect([visitor.status, visitor.heading]).toEqual([410, 'This case is no longer open']);
    await mail.open('/portal/client');
    expect(mail.status).toBe(404);
  });

  test('shows nobody’s name any more', async () => {
    const site = await createPortalSite();
    const visitor = await atClient(site);
    const { action, body } = visitor.fill({}, 'Show name and contact details');
    const mail = await site.newVisitor().open(await site.mailed('therapist-accepted'));
    await mail.submit({}, 'Give the case back');
    await visitor.post(action, body);
    expect([visitor.status, visitor.heading]).toEqual([410, 'This case is no longer open']);
    expect(await looksAt(site)).toEqual([]);
  });

  test('is over after a day: the page offers it no more, and a button kept open is told so', async () => {
    const site = await createPortalSite();
    const visitor = await atClient(site);
    const { action, body } = visitor.fill({}, 'Give the case back');
    site.pass({ days: 1, minutes: 1 });
    await visitor.post(action, body);
    expect([visitor.status, visitor.heading]).toEqual([410, 'The time to give this case back here is over']);
    expect(visitor.text).toContain('The case is still with you');
    await visitor.open('/portal/client');
    expect(visitor.html).not.toContain('give-back');
    expect(await offerOf(site)).toBe('accepted');
  });
});

describe('a form that is not from our own page', () => {
  const actions = [
    'offer/accept',
    'offer/decline',
    'offer/ask-again',
    'offer/undo',
    'offer/go-on',
    'offer/later',
    'client/details',
    'client/give-back',
  ];

  test.each(actions)('is refused before anything happens: %s', async (action) => {
    const site = await createPortalSite();
    const visitor = action.startsWith('offer') ? await atOffer(site) : await atClient(site);
    const { body } = visitor.fill({}, action.startsWith('offer') ? 'Accept' : 'Show name');
    const before = site.everything();
    const attempts: [string, Readonly<Record<string, string>>][] = [
      ['', {}],
      ['csrf=forged', {}],
      [body, { Origin: 'https://evil.example' }],
      [body, { 'Sec-Fetch-Site': 'cross-site' }],
    ];
    for (const [sent, headers] of attempts) {
      await visitor.post(`/portal/${action}`, sent, headers);
      expect([visitor.status, visitor.heading]).toEqual([403, 'Please send that once more']);
    }
    expect(site.everything()).toBe(before);
  });

  test('and one of ours without a link decides nothing', async () => {
    const site = await createPortalSite();
    const visitor = await atOffer(site);
    visitor.cookies.delete('__Host-offer');
    const before = site.everything();
    await visitor.submit({}, 'Accept this case');
    expect([visitor.status, visitor.heading]).toEqual([404, 'This link has been used or is not complete']);
    expect([site.everything(), site.failures]).toEqual([before, []]);
    expect(site.deps.now()).toBe(now);
  });
});
