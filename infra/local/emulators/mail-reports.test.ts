import { createServer } from 'node:http';
import { expect, it } from 'vitest';
import { listenOnLoopback } from '../processes/ports.ts';
import { startMailFront } from './mail-front.ts';
import { createMailReports, type MailRule, type SentMail } from './mail-reports.ts';

const rule = (kind: string, eventType: 'Delivery' | 'Bounce' | 'Complaint'): MailRule => ({
  pattern: {
    source: ['aws.ses'],
    detail: { eventType: [eventType], mail: { tags: { 'ses:configuration-set': ['ours'] } } },
  },
  queueArn: 'arn:aws:sqs:eu-west-2:000000000000:reports',
  transformer: {
    InputPathsMap: { f1: '$.detail.mail.tags.email', f2: '$.detail.bounce.bounceType' },
    InputTemplate:
      eventType === 'Bounce' ? `{"kind":"${kind}","email":<f1>,"permanence":<f2>}` : `{"kind":"${kind}","email":<f1>}`,
  },
});

const rules = [rule('delivered', 'Delivery'), rule('bounced', 'Bounce'), rule('complained', 'Complaint')];

const toldOf = async (to: string, configurationSet = 'ours') => {
  const told: unknown[] = [];
  const report = createMailReports(rules, async (_, body) => told.push(JSON.parse(body)));
  await report({ to, configurationSet, tags: { email: 'eml_00000001' } });
  return told;
};

it('says of a mail what its address stands for, and names the mail and nobody', async () => {
  const email = ['eml_00000001'];
  expect(await toldOf('somebody@example.org')).toEqual([{ kind: 'delivered', email }]);
  expect(await toldOf('bounce@example.org')).toEqual([{ kind: 'bounced', email, permanence: 'Permanent' }]);
  expect(await toldOf('complaint@example.org')).toEqual([
    { kind: 'delivered', email },
    { kind: 'complained', email },
  ]);
});

it('says nothing of a mail that was sent through another set', async () => {
  expect(await toldOf('somebody@example.org', 'another')).toEqual([]);
});

it('hands mail on to the emulator, and tells what became of it before the sender is answered', async () => {
  const forms: string[] = [];
  const emulator = createServer(async (incoming, outgoing) => {
    let body = '';
    for await (const part of incoming) body += part;
    forms.push(body);
    const isSigned = incoming.headers.authorization === 'AWS4-HMAC-SHA256 by somebody';
    outgoing
      .writeHead(body.includes('refuse') || !isSigned ? 400 : 200, { 'content-type': 'text/xml' })
      .end('<taken/>');
  });
  const port = await listenOnLoopback(emulator, 0, 'an emulator');
  const taken: SentMail[] = [];
  const front = await startMailFront(`http://127.0.0.1:${port}`, async (sent) => {
    taken.push(sent);
  });
  const send = (more: Record<string, string>) =>
    fetch(front.url, {
      method: 'POST',
      headers: { authorization: 'AWS4-HMAC-SHA256 by somebody' },
      body: new URLSearchParams({
        Action: 'SendRawEmail',
        'Destinations.member.1': 'a@example.org',
        'Tags.member.1.Name': 'email',
        'Tags.member.1.Value': 'eml_00000001',
        ...more,
      }),
    });
  const answer = await send({ ConfigurationSetName: 'ours' });
  expect([answer.status, await answer.text()]).toEqual([200, '<taken/>']);
  expect(taken).toEqual([{ to: 'a@example.org', configurationSet: 'ours', tags: { email: 'eml_00000001' } }]);
  await send({});
  expect((await send({ ConfigurationSetName: 'ours', refuse: 'yes' })).status).toBe(400);
  expect(taken).toHaveLength(1);
  expect(forms).toHaveLength(3);
  await front.stop();
  emulator.closeAllConnections();
  await new Promise((resolve) => emulator.close(resolve));
});
