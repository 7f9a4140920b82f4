import { beforeEach, describe, expect, test } from 'vitest';
import { Pence } from '../../events/values.ts';
import { system } from '../../shared/domain/actor.ts';
import { change, nothingElse } from '../../shared/domain/decision.ts';
import { receiveGift } from '../../test/support/console-scenes.ts';
import { type ConsoleSite, createConsoleSite } from '../../test/support/console-site.ts';
import type { Visitor } from '../../test/support/visitor.ts';

let site: ConsoleSite;
beforeEach(() => {
  site = createConsoleSite();
});

async function openAs(name: string): Promise<Visitor> {
  return (await site.visitAs(name)).open('/console/pool/reserve');
}

const good = () => ({
  what: 'set-aside',
  fund: site.deps.settings.pool.generalFund.id,
  amount: '100',
  reason: 'The trustees decided so',
});

describe('the risk reserve', () => {
  test('is filled by one who asks and another who agrees', async () => {
    await receiveGift(site, 720);
    const fay = await openAs('Fay');
    await fay.submit(good(), 'Ask for this');
    expect(fay.text).toContain('It waits for a second person.');
    expect(fay.html).not.toContain('Agree to');
    const femi = await openAs('Femi');
    await femi.submit({}, 'Agree to £100.00');
    expect(femi.text).toContain('Done: the money has moved.');
    expect(femi.text).toContain('In the reserve £100.00');
  });

  test('may be refused by the second person, and asks for what is missing', async () => {
    await receiveGift(site, 720);
    const fay = await openAs('Fay');
    await fay.submit({ ...good(), amount: '' }, 'Ask for this');
    expect(fay.errors[0]?.href).toBe('#amount');
    await fay.submit({ ...good(), what: 'cover' }, 'Ask for this');
    expect(fay.errors[0]?.message).toContain('The deficit is smaller');
    await fay.submit(good(), 'Ask for this');
    const femi = await openAs('Femi');
    await femi.submit({}, 'Decline £100.00');
    expect(femi.text).toContain('In the reserve £0.00');
  });

  test('ASVS 2.2.1 asks again for a fund that cannot be one, and moves nothing', async () => {
    await receiveGift(site, 720);
    const fay = await openAs('Fay');
    const before = JSON.stringify(site.store.export());
    for (const fund of ['fnd_!', 'fnd_', '', 'fnd_generalfund\n']) {
      await fay.submit({ ...good(), fund }, 'Ask for this');
      expect(fay.status).toBe(422);
      expect(fay.errors[0]).toEqual({ message: 'Choose a fund', href: '#fund' });
    }
    expect(JSON.stringify(site.store.export())).toBe(before);
    expect(site.failures).toEqual([]);
  });

  test('says so when it cannot tell what was decided on', async () => {
    await receiveGift(site, 720);
    const fay = await openAs('Fay');
    await fay.submit(good(), 'Ask for this');
    const femi = await openAs('Femi');
    await femi.submit({ move: ['rsm_1', 'rsm_2'] }, 'Agree to £100.00');
    expect(femi.status).toBe(422);
    expect(femi.errors[0]?.message).toContain('Please decide once more');
    await femi.submit({}, 'Agree to £100.00');
    expect(femi.text).toContain('Done: the money has moved.');
  });

  test('says what it covered and was not paid back, and takes no more back than that', async () => {
    await receiveGift(site, 720);
    const general = await site.store.get('fund', site.deps.settings.pool.generalFund.id);
    if (general === undefined) throw new Error('every pool has its general fund');
    const at = site.deps.now();
    const changes = [change(general, { ...general.value, covered: Pence.parse(5000) })];
    await site.store.commit([
      { about: 'test/0', did: 'cover', why: 'arranged', by: system, at, ...nothingElse, changes },
    ]);
    const fay = await openAs('Fay');
    expect(fay.text).toContain('and not paid back £50.00');
    await fay.submit({ ...good(), what: 'repay', amount: '50.01' }, 'Ask for this');
    expect(fay.errors[0]?.message).toContain('The reserve has covered less for this fund');
    await fay.submit({ ...good(), what: 'repay', amount: '50' }, 'Ask for this');
    const femi = await openAs('Femi');
    expect(femi.text).toContain('Pay back to the reserve what it covered: £50.00');
    await femi.submit({}, 'Agree to £50.00');
    expect(femi.text).toContain('In the reserve £50.00');
    expect(femi.text).not.toContain('and not paid back £');
  });

  test('is seen, and not moved, by trustees', async () => {
    const tess = await openAs('Tess');
    expect(tess.status).toBe(200);
    expect(tess.html).not.toContain('Ask for this');
  });
});
