import { beforeEach, describe, expect, test } from 'vitest';
import { Pence } from '../../events/values.ts';
import { addUpLedger } from '../../shared/commands/add-up-ledger.ts';
import { auditLedger } from '../../shared/commands/audit-ledger.ts';
import { system } from '../../shared/domain/actor.ts';
import { change, nothingElse } from '../../shared/domain/decision.ts';
import { lotIdOf } from '../../shared/domain/fund.ts';
import { receiveGift } from '../../test/support/console-scenes.ts';
import { type ConsoleSite, createConsoleSite } from '../../test/support/console-site.ts';
import type { Visitor } from '../../test/support/visitor.ts';

let site: ConsoleSite;
beforeEach(() => {
  site = createConsoleSite();
});

const openAs = async (name: string): Promise<Visitor> => (await site.visitAs(name)).open('/console/ledger-audit');

async function runAudit(times: number): Promise<void> {
  for (let count = 0; count < times; count += 1) {
    site.world.advance({ minutes: 15 });
    await auditLedger(site.deps, { mayGoOn: () => true });
  }
}

describe('the page of the ledger audit', () => {
  test('says that there was no run yet, then when it ran, how far it came, and that nothing differs', async () => {
    expect((await openAs('Fay')).text).toContain('The audit has not run yet');
    await receiveGift(site, 300);
    await runAudit(2);
    const tess = await openAs('Tess');
    expect(tess.text).toContain('No differences');
    expect(tess.text).toMatch(/Entries replayed in all 1 Last entry replayed donation:\S+, 1 Mar 2027/);
  });

  test('names a planted penny, where and how much', async () => {
    const donationId = await receiveGift(site, 300);
    await runAudit(1);
    const lot = await site.store.get('lot', lotIdOf(donationId));
    if (lot === undefined) throw new Error('the gift has a lot');
    const planted = change(lot, { ...lot.value, free: (lot.value.free + 1) as typeof lot.value.free });
    const at = site.deps.now();
    await site.store.commit([
      { about: 'test/0', did: 'plant', why: 'a penny', by: system, at, ...nothingElse, changes: [planted] },
    ]);
    await runAudit(3);
    const fay = await openAs('Fay');
    expect(fay.text).toContain('There is one difference');
    expect(fay.text).toContain(`lot/${lot.id} free £300.00 £300.01 £0.01`);
  });

  test('warns when the audit has not run for longer than it should', async () => {
    await receiveGift(site, 300);
    await runAudit(1);
    site.world.advance({ minutes: site.deps.settings.checks.ledgerMinutes });
    expect((await openAs('Fay')).text).not.toContain('It should have run');
    site.world.advance({ minutes: 121 });
    expect((await openAs('Fay')).text).toMatch(/The audit last ran 3 hours ago, on .* It should have run within 60/);
  });

  test('shows every account as it was replayed and as it is kept, and by how much one differs', async () => {
    await receiveGift(site, 300);
    await runAudit(1);
    await addUpLedger(site.deps);
    expect((await openAs('Fay')).text).toMatch(/Bank The sums of statements £300.00 £300.00 £0.00/);
    site.world.advance({ minutes: 61 });
    await addUpLedger(site.deps);
    const month = await site.store.get('ledger-month', '2027-03');
    if (month === undefined) throw new Error('the gift is added up');
    const lines = month.value.lines.map((line) =>
      line.account === 'bank' ? { ...line, debit: Pence.parse(line.debit + 1) } : line,
    );
    const at = site.deps.now();
    const changes = [change(month, { ...month.value, lines })];
    await site.store.commit([
      { about: 'test/0', did: 'plant', why: 'a penny', by: system, at, ...nothingElse, changes },
    ]);
    await runAudit(2);
    const { text } = await openAs('Fay');
    expect(text).toContain('There is one difference');
    expect(text).toMatch(/Bank balance in the sums of statements £300.00 £300.01 £0.01/);
    expect(text).toMatch(/Bank The sums of statements £300.00 £300.01 £0.01/);
  });

  test('is for finance and trustees', async () => {
    for (const name of ['Cora', 'Asha']) expect((await openAs(name)).status).toBe(403);
  });
});
