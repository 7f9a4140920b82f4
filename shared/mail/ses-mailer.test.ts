import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SESClient } from '@aws-sdk/client-ses';
import { afterEach, describe, expect, it } from 'vitest';
import { EmailId } from '../../events/values.ts';
import { CharitySettings } from '../domain/settings.ts';
import type { Letter } from './interface.ts';
import { MemoryMailer } from './memory-mailer.ts';
import { renderLetter } from './render-letter.ts';
import { SesMailer } from './ses-mailer.ts';

const settings = CharitySettings.parse(
  JSON.parse(readFileSync(new URL('../../infra/settings/example-charity.json', import.meta.url), 'utf8')),
);

const letter: Letter = {
  template: 'client-therapist-found',
  to: 'somebody@example.com',
  messageId: '<eml_4f7kq2mh@appointments.example.org>',
  emailId: EmailId.parse('eml_4f7kq2mh'),
  data: { mayReveal: 'nothing', reference: 'SP-4F7K-Q2MH', statusUrl: 'https://site.example.org/status' },
};

const taken = `<SendRawEmailResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><SendRawEmailResult><MessageId>1</MessageId></SendRawEmailResult></SendRawEmailResponse>`;

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** The mail service as the unmodified client meets it: what it was asked, form by form. */
async function service(status: number, answer: string) {
  const asked: URLSearchParams[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      asked.push(new URLSearchParams(Buffer.concat(chunks).toString()));
      response.writeHead(status, { 'content-type': 'text/xml' }).end(answer);
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // Listening on a TCP port has just succeeded: the address is one.
  const { port } = server.address() as AddressInfo;
  const client = new SESClient({
    region: 'eu-west-2',
    endpoint: `http://127.0.0.1:${port}`,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
  return { asked, mailer: new SesMailer(client, settings, () => new Date('2026-03-03T12:00:00.000Z'), 'a-set') };
}

describe('mail through the mail service', () => {
  it('goes out once, raw, from the neutral sender to the one recipient', async () => {
    const { asked, mailer } = await service(200, taken);
    await mailer.send(letter);
    expect(asked).toHaveLength(1);
    const [form = new URLSearchParams()] = asked;
    const raw = Buffer.from(form.get('RawMessage.Data') ?? '', 'base64').toString();
    expect(Object.fromEntries([...form].filter(([name]) => name !== 'RawMessage.Data'))).toEqual({
      Action: 'SendRawEmail',
      Version: '2010-12-01',
      Source: 'office@appointments.example.org',
      'Destinations.member.1': 'somebody@example.com',
      // The mark comes back in the service's reports; nothing of it is in the mail.
      ConfigurationSetName: 'a-set',
      'Tags.member.1.Name': 'email',
      'Tags.member.1.Value': 'eml_4f7kq2mh',
    });
    expect(raw).toContain('\r\nMessage-ID: <eml_4f7kq2mh@appointments.example.org>\r\n');
    expect(raw.replace('Message-ID: <eml_4f7kq2mh', '')).not.toContain('eml_4f7kq2mh');
    expect(raw).toContain('\r\nAuto-Submitted: auto-generated\r\n');
    expect(raw).toContain('\r\nSubject: An update for you\r\n');
  });

  it('throws when the service does not take it, so that it is tried again', async () => {
    const { mailer } = await service(
      400,
      '<ErrorResponse><Error><Type>Sender</Type><Code>MessageRejected</Code><Message>no</Message></Error></ErrorResponse>',
    );
    await expect(mailer.send(letter)).rejects.toThrow('no');
  });

  it('asks the service for nothing when the address is none', async () => {
    const { asked, mailer } = await service(200, taken);
    await expect(mailer.send({ ...letter, to: 'nobody' })).rejects.toThrow('not an address');
    expect(asked).toEqual([]);
  });
});

describe('mail kept in memory', () => {
  it('is what would have been sent, rendered, each time and in order', async () => {
    const mailer = new MemoryMailer(settings);
    await mailer.send(letter);
    await mailer.send({ ...letter, messageId: '<eml_2@appointments.example.org>' });
    const { template, to } = letter;
    expect(mailer.sent).toEqual([
      { template, to, messageId: letter.messageId, ...renderLetter(letter, settings) },
      { template, to, messageId: '<eml_2@appointments.example.org>', ...renderLetter(letter, settings) },
    ]);
  });
});
