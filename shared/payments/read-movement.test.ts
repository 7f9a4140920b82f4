import { describe, expect, it } from 'vitest';
import { readPayout, type ToldPayout } from './read-movement.ts';

const told = (status: string, reconciled: ToldPayout['reconciliation_status'], amount = 500): ToldPayout => ({
  id: 'po_1',
  amount,
  status,
  currency: 'gbp',
  created: 1_800_000_000,
  arrival_date: 1_800_086_400,
  reconciliation_status: reconciled,
});

describe('a payout as the provider tells it', () => {
  it.each([
    ['in_transit', 'in_progress', 'on-its-way'],
    ['paid', 'in_progress', 'on-its-way'],
    ['paid', 'completed', 'settled'],
    // Made by hand: the provider never says of what it consists, and it has arrived all the same.
    ['paid', 'not_applicable', 'settled'],
    ['failed', 'completed', 'failed'],
    ['canceled', 'not_applicable', 'failed'],
  ] as const)('that is %s and %s counts as %s', (status, reconciled, counted) => {
    expect(readPayout(told(status, reconciled)).status).toBe(counted);
  });

  it('may be below nothing: then it is collected from our bank', () => {
    expect(readPayout(told('paid', 'completed', -26_000)).amount).toBe(-26_000);
  });
});
