import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import * as z from 'zod';

const email = z.looseObject({ messageId: z.string(), at: z.number() });
type Email = z.infer<typeof email>;

const emulator = z.object({ default: z.custom<(config: { host: string; port: number }) => Promise<Server>>() });
const store = z.object({
  saveEmail: z.custom<(email: Email) => void>(),
  getStoreReadonly: z.custom<() => { emails: Email[] }>(),
});

const require = createRequire(import.meta.url);

/**
 * Starts the SES emulator with its mailbox page. It keeps mail in memory only; here every mail is appended to a file
 * before its sender is answered, and read back at the next start.
 */
export const startMail = async (port: number, file: string) => {
  const { default: listen } = emulator.parse(require('aws-ses-v2-local'));
  const { saveEmail, getStoreReadonly } = store.parse(require('aws-ses-v2-local/dist/store.js'));
  if (existsSync(file)) {
    const lines = readFileSync(file, 'utf8').split('\n');
    // A process killed while it wrote leaves half a last line, of a mail whose sender was never answered.
    const whole = lines.filter((line, index) => line !== '' && index < lines.length - 1);
    for (const line of whole) saveEmail(email.parse(JSON.parse(line)));
    writeFileSync(file, whole.map((line) => `${line}\n`).join(''));
  }
  const kept = getStoreReadonly().emails;
  let written = kept.length;

  const keep = (): void => {
    const { emails } = getStoreReadonly();
    if (emails.length < written) {
      writeFileSync(file, '');
      written = 0;
    }
    const added = emails.slice(written);
    if (added.length > 0) appendFileSync(file, added.map((each) => `${JSON.stringify(each)}\n`).join(''));
    written = emails.length;
  };

  const server = await listen({ host: '127.0.0.1', port });
  server.prependListener('request', (_incoming, outgoing) => {
    const end = outgoing.end;
    Reflect.set(outgoing, 'end', (...given: unknown[]) => {
      keep();
      return Reflect.apply(end, outgoing, given);
    });
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    stop: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
};
