import { expect, test } from 'vitest';
import { auditLedger } from '../../shared/commands/audit-ledger.ts';
import { receiveGift } from '../../test/support/console-scenes.ts';
import { createConsoleSite } from '../../test/support/console-site.ts';

test('a month is asked to be closed by one of finance and closed by another, who reads why not before', async () => {
  const site = createConsoleSite();
  await receiveGift(site, 300);
  site.world.advance({ days: 32 });
  const fay = await (await site.visitAs('Fay')).open('/console/periods');
  await fay.submit({}, 'Ask to close March 2027');
  expect(fay.text).toContain('The closing is asked for');
  const femi = await (await site.visitAs('Femi')).open('/console/periods');
  await femi.submit({}, 'Close March 2027');
  expect(femi.status).toBe(422);
  expect(femi.errors[0]?.message).toContain('The audit of the ledger has not gone through all of the month yet');
  await auditLedger(site.deps, { mayGoOn: () => true });
  await femi.open('/console/periods');
  await femi.submit({}, 'Close March 2027');
  expect(femi.text).toContain('The month is closed');
  expect((await site.store.get('period', '2027-03'))?.value.state).toBe('closed');
});

test('only the first month that is open can be asked for; those after it say which comes before them', async () => {
  const site = createConsoleSite();
  await receiveGift(site, 300);
  site.world.advance({ days: 63 });
  const fay = await (await site.visitAs('Fay')).open('/console/periods');
  expect(fay.text).toMatch(/May 2027 Open Not over yet April 2027 Open Once March 2027 is closed March 2027 Open/);
  expect(fay.html).not.toContain('Ask to close April 2027');
  await fay.submit({}, 'Ask to close March 2027');
  expect(fay.text).toContain('Once March 2027 is closed');
});
