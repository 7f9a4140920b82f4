import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { donationCheckout, sdkFor, startTestPayments, testKey, testWebhookSecret } from './test-payments.ts';

let dataDirectory: string;
let child: ChildProcess | undefined;
beforeEach(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), 'payments-'));
});
afterEach(async () => {
  child?.kill('SIGKILL');
  await rm(dataDirectory, { recursive: true, force: true });
});

const payments = fileURLToPath(new URL('./payments.ts', import.meta.url));

/** The stand-in in a process of its own, to be killed; its webhooks go where nobody answers. */
async function startInChild(webhookUrl: string): Promise<string> {
  const program = `
    import { startPayments } from ${JSON.stringify(payments)};
    const { url } = await startPayments(${JSON.stringify({ dataDirectory, apiKey: testKey, webhookSecret: testWebhookSecret, webhookUrl })});
    console.log(url);
  `;
  child = spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [printed] = (await once(child.stdout ?? child, 'data')) as [Buffer];
  return printed.toString().trim();
}

async function addressWhereNobodyIs(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return `http://127.0.0.1:${port}/webhooks`;
}

it('a killed stand-in knows everything after its restart, and sends what it had not sent', async () => {
  const killed = await startInChild(await addressWhereNobodyIs());
  const before = sdkFor(killed);
  const paid = await before.checkout.sessions.create(donationCheckout(), { idempotencyKey: 'key-1' });
  const open = await before.checkout.sessions.create(donationCheckout(5000, 'don_9876543210'));
  await fetch(paid.url ?? '', { method: 'POST', body: new URLSearchParams({ outcome: 'pay' }), redirect: 'manual' });
  child?.kill('SIGKILL');
  if (child) await once(child, 'exit');

  const restarted = await startTestPayments({ dataDirectory });
  try {
    const { event } = await restarted.webhook(({ type }) => type === 'checkout.session.completed');
    expect(event.data.object).toMatchObject({ id: paid.id, payment_status: 'paid' });
    expect((await restarted.stripe.checkout.sessions.retrieve(paid.id)).status).toBe('complete');

    // The link of the one still open leads to where the stand-in is now.
    const found = await restarted.stripe.checkout.sessions.retrieve(open.id);
    expect(found.url).toBe(`${restarted.url}/c/pay/${open.id}`);
    expect((await restarted.press(found.url ?? '', 'pay')).status).toBe(303);

    // A request whose answer was lost with the process is answered, not done again.
    const again = await restarted.stripe.checkout.sessions.create(donationCheckout(), { idempotencyKey: 'key-1' });
    expect(again.id).toBe(paid.id);
  } finally {
    await restarted.stop();
  }
});
