import { describe, expect, test } from 'vitest';
import { sendEmail } from '../../shared/commands/send-email.ts';
import { change } from '../../shared/domain/decision.ts';
import { createPortalSite } from '../../test/support/portal-site.ts';
import { idOf } from '../../test/support/sample-ids.ts';
import { whatOf } from '../../test/support/small-office.ts';

type Site = Awaited<ReturnType<typeof createPortalSite>>;

const button = 'Send me a new link';
const heading = 'Please look in your e-mail';

/** Both links of the mail that confirmed a client. */
async function acceptedLinks(site: Site): Promise<{ readonly client: string; readonly clients: string }> {
  await site.accept(await site.newVisitor().open(await site.mailed('therapist-offer')));
  const client = await site.mailed('therapist-accepted');
  const [, clients = ''] = /http:\/\/localhost(\/portal\/clients\?token=[\w-]+)/.exec(textSent(site)) ?? [];
  return { client, clients };
}

const textSent = (site: Site): string => site.mailer.sent.at(-1)?.text ?? '';

const asked = async (site: Site) =>
  (await site.store.list('email', 'emails/requested', { limit: 20 })).items.filter(
    ({ value }) => value.template === 'therapist-new-link',
  );

describe('a link that has run out while the case is still theirs', () => {
  test.each([
    ['client', 15, 'Thank you. The case is yours'],
    ['clients', 366, 'Your clients'],
  ] as const)('to the %s says so, and its button mails a new one', async (which, days, leadsTo) => {
    const site = await createPortalSite();
    const link = (await acceptedLinks(site))[which];
    site.pass({ days });
    const visitor = await site.newVisitor().open(link);
    expect([visitor.status, visitor.heading]).toEqual([410, 'This link has run out']);
    expect(visitor.text).not.toContain('Nothing is expected of you');
    await visitor.submit({}, button);
    expect([visitor.status, visitor.path, visitor.heading]).toEqual([200, '/portal/new-link', heading]);
    const [mail] = await asked(site);
    if (mail === undefined) throw new Error('no mail was asked for');
    whatOf(await sendEmail(site.deps, mail.value.id));
    expect(site.mailer.sent.at(-1)?.to).toBe('terry@example.org');
    const [, renewed = ''] = /http:\/\/localhost(\S+token=[\w-]+)/.exec(textSent(site)) ?? [];
    expect(visitor.html).not.toContain(renewed);
    const next = await site.newVisitor().open(renewed);
    expect([next.status, next.heading]).toEqual([200, leadsTo]);
  });

  test('is renewed once a day, however often its button is pressed', async () => {
    const site = await createPortalSite();
    const { client } = await acceptedLinks(site);
    site.pass({ days: 15 });
    const visitor = await site.newVisitor().open(client);
    const { action, body } = visitor.fill({}, button);
    await visitor.post(action, body);
    for (let times = 0; times < 5; times += 1) await visitor.post(action, body);
    expect(visitor.heading).toBe(heading);
    expect(await asked(site)).toHaveLength(1);
    site.pass({ days: 1 });
    await (await site.newVisitor().open(client)).submit({}, button);
    expect(await asked(site)).toHaveLength(2);
  });

  test('is said by nothing to be ours, theirs or neither: the answer is the same, and nothing is written', async () => {
    const site = await createPortalSite();
    const { client } = await acceptedLinks(site);
    const offer = await site.read('allocation', idOf.allocation(1));
    await site.put(change(offer, { ...offer.value, state: 'ended' }));
    site.pass({ days: 15 });
    const visitor = await site.newVisitor().open(client);
    expect(visitor.heading).toBe('This link has run out');
    const { action, body } = visitor.fill({}, button);
    const before = site.everything();
    for (const token of [visitor.cookies.get('__Host-client') ?? '', 'forged']) {
      visitor.cookies.set('__Host-client', token);
      await visitor.post(action, body);
      expect([visitor.status, visitor.heading]).toEqual([200, heading]);
    }
    expect(site.everything()).toBe(before);
  });

  test('of which the case ended before the mail left brings no link', async () => {
    const site = await createPortalSite();
    const { client } = await acceptedLinks(site);
    site.pass({ days: 15 });
    await (await site.newVisitor().open(client)).submit({}, button);
    const offer = await site.read('allocation', idOf.allocation(1));
    await site.put(change(offer, { ...offer.value, state: 'ended' }));
    const [mail] = await asked(site);
    if (mail === undefined) throw new Error('no mail was asked for');
    const sent = site.mailer.sent.length;
    whatOf(await sendEmail(site.deps, mail.value.id));
    expect(site.mailer.sent).toHaveLength(sent);
    expect((await site.read('email', mail.value.id)).value.state).toBe('overtaken');
  });

  test('to a client that works yet is not renewed', async () => {
    const site = await createPortalSite();
    const { client } = await acceptedLinks(site);
    const visitor = await site.newVisitor().open(client);
    const { body } = visitor.fill({}, 'Show name');
    await visitor.post('/portal/client/new-link', body);
    expect([visitor.heading, await asked(site)]).toEqual([heading, []]);
  });
});
