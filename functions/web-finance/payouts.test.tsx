import { beforeEach, describe, expect, test } from 'vitest';
import { LocalDate, SignedPence } from '../../events/values.ts';
import { compareBalance } from '../../shared/commands/compare-balance.ts';
import { system } from '../../shared/domain/actor.ts';
import { openTask } from '../../shared/domain/change-task.ts';
import { balanceTaskId } from '../../shared/domain/compare-balance.ts';
import { create, nothingElse } from '../../shared/domain/decision.ts';
import type { Payout } from '../../shared/domain/settle-payout.ts';
import { taskIdOf } from '../../shared/domain/task.ts';
import { createMemoryPayments } from '../../shared/payments/memory-payments.ts';
import { type ConsoleSite, createConsoleSite } from '../../test/support/console-site.ts';
import type { Visitor } from '../../test/support/visitor.ts';

let site: ConsoleSite;
beforeEach(() => {
  site = createConsoleSite();
});

const openAs = async (name: string, path = '/journal/payouts'): Promise<Visitor> =>
  (await site.visitAs(name)).open(`/console${path}`);

describe('the page of the payouts', () => {
  test('says what is still with the provider, and that nothing has been compared yet', async () => {
    const fay = await openAs('Fay', '/journal');
    await fay.follow('Payouts to our bank, and whether the books agree');
    expect(fay.heading).toBe('Payouts');
    expect(fay.text).toContain('Not paid out yet £0.00, by the books');
    expect(fay.text).toContain('Every payout that has arrived matches the books.');
    expect(fay.text).toContain('No payout has been compared yet.');
  });

  test('names what differs, and by how much, and lists what matches; the task leads to it', async () => {
    const at = site.deps.now();
    const payout = (id: string, differences: Payout['differences']): Payout => ({
      id,
      amount: SignedPence.parse(33_552),
      arrivedOn: LocalDate.parse('2027-03-01'),
      bookedAt: at,
      checkedAt: at,
      movements: 3,
      state: differences.length === 0 ? 'matched' : 'differs',
      differences,
    });
    const lost = { movementId: 'txn_1', entryId: 'donation:pi_1', provider: 10_000, books: 0 };
    const about = 'payout/po_differs';
    const changes = [
      create('payout', 'po_differs', payout('po_differs', [lost])),
      create('payout', 'po_matches', payout('po_matches', [])),
      openTask('payout-difference', 'finance-checker', about, at, at),
    ];
    await site.store.commit([
      { about, did: 'settle-payout', why: 'arranged', by: system, at, ...nothingElse, changes },
    ]);
    const femi = await openAs('Femi', `/tasks/${taskIdOf('payout-difference', about)}`);
    await femi.follow('Payout po_differs');
    expect(femi.text).toContain('txn_1 donation:pi_1 £100.00 £0.00 £100.00');
    expect(femi.text).toMatch(/Payouts that match the books .* 1 Mar 2027 po_matches .* 3 £335.52/);
  });

  test('holds the balance at the provider against the books, says what differs, and when it was not compared for long', async () => {
    expect((await openAs('Fay')).text).toContain('The balance at the provider has not been compared yet.');
    const payments = createMemoryPayments({ webhookSecret: 'whsec_test', now: site.deps.now });
    payments.provider.balance.move({ what: 'other', amount: -1234, fee: 0, source: 'adj_1' });
    site.world.advance({ minutes: 120 });
    await compareBalance({ ...site.deps, payments });
    const femi = await openAs('Femi', `/tasks/${balanceTaskId(1)}`);
    await femi.follow('The balance at the payment provider');
    expect(femi.text).toContain('The provider has £12.34 less of ours than the books say.');
    expect(femi.text).toContain('By the books £0.00 Difference −£12.34');
    expect(femi.text).toMatch(/txn_\d+ Of a kind that nobody books .* −£12.34 Nothing: it should be in the books/);
    expect(femi.text).not.toContain('It should have been within');
    site.world.advance({ minutes: 27 * 60 });
    expect((await openAs('Fay')).text).toContain('The balance was last compared 1 day ago');
  });

  test('is for finance and trustees', async () => {
    expect((await openAs('Tess')).status).toBe(200);
    for (const name of ['Cora', 'Asha']) expect((await openAs(name)).status).toBe(403);
  });
});
