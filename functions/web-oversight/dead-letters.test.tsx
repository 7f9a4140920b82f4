import { beforeEach, describe, expect, test } from 'vitest';
import { Instant } from '../../events/values.ts';
import type { DeadLetter } from '../../shared/runtime/dead-letters.ts';
import { marked } from '../../test/support/console-scenes.ts';
import { type ConsoleSite, createConsoleSite } from '../../test/support/console-site.ts';
import { factOf } from '../../test/support/queue-event.ts';
import { boxNames } from './dead-letter-boxes.ts';

let site: ConsoleSite;
beforeEach(() => {
  site = createConsoleSite();
});

const since = Instant.parse('2027-02-26T08:00:00.000Z');
const letterOf = (messageId: string, body: string, said: Partial<DeadLetter> = {}): DeadLetter => ({
  messageId,
  body,
  since,
  reason: undefined,
  tries: undefined,
  group: undefined,
  ...said,
});
const sought = (id: string): string =>
  JSON.stringify(factOf(id, 'uk.sponsored-places.therapist.sought.v1', { referralId: 'ref_aaaaaaaa' }));

const bodiesSent = (): readonly string[] => site.kept.sentAgain.map(({ body }) => body);

describe('what was given up', () => {
  test('is counted queue by queue, with how long the oldest lies there and whom it hurts', async () => {
    site.kept.lying.offers.push(letterOf('m1', sought('one')), letterOf('m2', sought('two')));
    const cora = await (await site.visitAs('Cora')).open('/console/dead-letters');
    expect(cora.text).toContain('Offers to therapists 2 3 days An approved case is offered to nobody');
    expect(cora.text).toContain('Donations 0 None');
    for (const name of boxNames) expect(cora.html).toContain(`/console/dead-letters/${name}"`);
  });

  test('says what it was, when, how often it was tried, and why it failed', async () => {
    site.kept.lying.offers.push(
      letterOf('m1', sought('cmt_one-0'), { reason: 'not-found: there is no such search yet', tries: 5 }),
      letterOf('m2', sought('cmt_two-0')),
    );
    const cora = await (await site.visitAs('Cora')).open('/console/dead-letters/offers');
    expect(cora.text).toContain(
      'Therapist sought cmt_one-0 SP-AAAAA-AAA 22 Nov 2026, 09:30 26 Feb 2027, 08:00 (3 days) 5 Not-found: there is no such search yet',
    );
    expect(cora.text).toContain(
      'cmt_two-0 SP-AAAAA-AAA 22 Nov 2026, 09:30 26 Feb 2027, 08:00 (3 days) 5 Nothing was said',
    );
  });

  test.each([
    ['mail', `{"to":"${marked.client.email}"`, 'not JSON', 'It cannot be read m1 26 Feb 2027'],
    [
      'mail',
      '{}',
      `not an envelope: Unrecognized key: "${marked.client.name}"`,
      'Not at all It is no message of ours.',
    ],
    ['donation', '{}', `unknown fact type ${marked.client.name}`, 'This version does not know such a message.'],
    ['donation', '{}', `uk.sponsored-places.x.y.v1: got ${marked.client.name}`, 'is not as it should be'],
    ['mail-reports', '{"kind":"bounced","email":["eml_aaaaaaaa"]}', undefined, 'A mail was refused eml_aaaaaaaa'],
    ['mail-reports', `{"kind":"bounced","email":["${marked.client.email}"]}`, 'no report of a mail', 'It is no report'],
    ['allocation', '{"wakePool":"pol_aaaaaaaa"}', undefined, 'Look again at the pool'],
    ['sweeps-not-started', '{}', undefined, 'A schedule could not call its function'],
  ] as const)('in %s shows nothing of what somebody wrote: %s %s', async (box, body, reason, words) => {
    site.kept.lying[box].push(letterOf('m1', body, { reason }));
    const cora = await (await site.visitAs('Cora')).open(`/console/dead-letters/${box}`);
    expect(cora.text).toContain(words);
    for (const text of Object.values(marked.client)) expect(cora.html).not.toContain(text);
  });

  test('in a queue that there is not cannot be found', async () => {
    const cora = await site.visitAs('Cora');
    for (const path of ['nothing', 'nothing/send', 'nothing/m1/send']) {
      expect((await cora.open(`/console/dead-letters/${path}`)).status).toBe(404);
    }
  });
});

describe('sending again', () => {
  test('takes one letter, once, and stands in the history of what it is about', async () => {
    site.kept.lying.offers.push(letterOf('m1', sought('one')), letterOf('m2', sought('two')));
    const cora = await (await site.visitAs('Cora')).open('/console/dead-letters/offers');
    const { action, body } = cora.fill({}, 'Send again (two)');
    await cora.post(action, body);
    expect(cora.text).toContain('Sent again. If the cause is mended it takes effect now');
    await cora.post(action, body);
    expect(cora.text).toContain('It does not lie here any more');
    expect(bodiesSent()).toEqual([sought('two')]);
    expect(site.kept.lying.offers.map(({ messageId }) => messageId)).toEqual(['m1']);
    const { items } = await site.store.history('referral/ref_aaaaaaaa', { limit: 9 });
    expect(items).toMatchObject([{ did: 'send-again', why: 'offers: two', by: { roles: ['coordinator'] } }]);
  });

  test('takes all that lie in a queue, each with an entry of its own, and no other queue', async () => {
    for (const id of ['one', 'two', 'three']) site.kept.lying.offers.push(letterOf(id, sought(id)));
    site.kept.lying.mail.push(letterOf('m4', 'damaged'));
    const cora = await (await site.visitAs('Cora')).open('/console/dead-letters/offers');
    await cora.submit({}, 'all that lie here');
    expect(bodiesSent()).toEqual(['one', 'two', 'three'].map(sought));
    expect(cora.text).toContain('Nothing lies here');
    expect((await site.store.history('referral/ref_aaaaaaaa', { limit: 9 })).items).toHaveLength(3);
    expect(site.kept.lying.mail).toHaveLength(1);
    await cora.open('/console/dead-letters/mail');
    await cora.submit({}, 'Send again');
    expect((await site.store.history('queue/mail', { limit: 9 })).items).toMatchObject([{ why: 'mail: m4' }]);
  });

  test('is another occasion each time it is pressed', async () => {
    const cora = await site.visitAs('Cora');
    for (const id of ['one', 'two']) {
      site.kept.lying.offers.push(letterOf(id, sought(id)));
      await cora.open('/console/dead-letters/offers');
      await cora.submit({}, 'Send again');
    }
    expect(new Set(site.kept.sentAgain.map(({ occasion }) => occasion)).size).toBe(2);
  });

  test('that fails leaves the letter where it is, and in the trail that somebody tried', async () => {
    site.kept.lying.offers.push(letterOf('m1', sought('one')));
    const cora = await (await site.visitAs('Cora')).open('/console/dead-letters/offers');
    site.kept.sentAgain.push = () => {
      throw new Error('the queue did not take it');
    };
    await cora.submit({}, 'Send again');
    expect(cora.status).toBe(500);
    expect(site.kept.lying.offers).toHaveLength(1);
    expect((await site.store.history('referral/ref_aaaaaaaa', { limit: 9 })).items).toHaveLength(1);
  });
});
