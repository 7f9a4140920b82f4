import { describe, expect, it } from 'vitest';
import { Pence } from '../../events/values.ts';
import { generalFundId } from '../../test/support/sample-ids.ts';
import { netAssets, statementOfActivities } from './activities.ts';
import { Account } from './journal.ts';
import type { LedgerLine } from './ledger.ts';
import { fundMovements } from './movement.ts';

const line = (account: string, cause: string, debit: number, credit: number): LedgerLine => ({
  effectiveIn: '2027-03',
  account: Account.parse(account),
  cause,
  debit: Pence.parse(debit),
  credit: Pence.parse(credit),
});
const ofFund = (part: string, cause: string, debit: number, credit: number) =>
  line(`fund:${generalFundId}:${part}`, cause, debit, credit);

describe('the movement of a line', () => {
  it.each([
    ['donation', 'donations'],
    ['donation.grant', 'grants'],
    ['donation.legacy', 'legacies'],
    ['giftaid', 'gift-aid'],
    ['fee', 'fees'],
    ['hold', 'held'],
    ['join', 'held'],
    ['release', 'released'],
    ['release.part', 'released'],
    ['session', 'spent'],
    ['refund.decided', 'refunds'],
    ['dispute.withdrawn', 'disputes'],
    ['dispute.won', 'disputes-won'],
    ['deficit', 'deficit-cleared'],
    ['reserve', 'set-aside'],
    ['cover', 'deficit-covered'],
    ['repay', 'reserve-repaid'],
    ['something-new', 'unknown'],
  ])('of %s is %s, free and held alike', (cause, movement) => {
    const told = { fundId: generalFundId, cause, movement, deficit: 0 };
    expect(fundMovements([ofFund('free', cause, 3, 10)])).toEqual([
      { ...told, free: -3, held: 0 },
      { ...told, free: 10, held: 0 },
    ]);
    expect(fundMovements([ofFund('held', cause, 0, 10)])).toEqual([{ ...told, free: 0, held: 10 }]);
  });

  it.each([
    ['release', 'deficit-cleared'],
    ['refund.decided', 'deficit-arisen'],
    ['dispute.withdrawn', 'deficit-arisen'],
    ['dispute.won', 'deficit-arisen'],
    ['deficit', 'deficit-cleared'],
    ['cover', 'deficit-covered'],
    ['donation', 'unknown'],
  ])('of %s on a deficit is %s, and a debit is more of it', (cause, movement) => {
    expect(fundMovements([ofFund('deficit', cause, 10, 3)])).toEqual([
      { fundId: generalFundId, cause, movement, free: 0, held: 0, deficit: 10 },
      { fundId: generalFundId, cause, movement, free: 0, held: 0, deficit: -3 },
    ]);
  });

  it('of a transfer says by its side which way it went', () => {
    const moved = fundMovements([ofFund('free', 'transfer', 5, 7)]);
    expect(moved.map(({ movement, free }) => [movement, free])).toEqual([
      ['transfers-out', -5],
      ['transfers-in', 7],
    ]);
  });

  it('of an account that is no fund’s is none', () => {
    expect(fundMovements([line('clearing', 'donation', 5, 0), line('fund:core', 'donation', 0, 5)])).toEqual([]);
  });
});

describe('the statement of financial activities', () => {
  const rowOf = (one: LedgerLine, kind: 'unrestricted' | 'designated' | 'restricted' | undefined = 'restricted') => {
    const funds = kind === undefined ? [] : [{ id: generalFundId, kind }];
    const { rows, net } = statementOfActivities({ before: [], during: [one] }, funds);
    expect(rows.length === 0 ? net : rows[0]).toMatchObject(net);
    return rows.map(({ activity, ...sums }) => [activity, Object.entries(sums).filter(([, sum]) => sum !== 0)].flat(2));
  };

  it.each([
    ['donation', 'donations'],
    ['giftaid', 'gift-aid'],
    ['donation.grant', 'grants'],
    ['donation.legacy', 'legacies'],
    ['dispute.won', 'refunds'],
    ['transfer', 'transfers'],
    ['hold', 'transfers'],
    ['release', 'transfers'],
    ['session', 'therapy'],
    ['refund.decided', 'refunds'],
    ['dispute.withdrawn', 'refunds'],
    ['fee', 'fees'],
    ['reserve', 'transfers'],
    ['deficit', 'transfers'],
    ['cover', 'transfers'],
    ['something-new', 'unknown'],
  ])('counts what %s brings a fund under %s, in the column of its kind', (cause, activity) => {
    expect(rowOf(ofFund('free', cause, 0, 10))).toEqual([[activity, 'restricted', 10]]);
    expect(rowOf(ofFund('free', cause, 10, 0), 'designated')).toEqual([[activity, 'designated', -10]]);
  });

  it.each([
    ['refund.decided', 'refunds'],
    ['deficit', 'transfers'],
    ['cover', 'transfers'],
  ])('counts a deficit by %s under %s, as less', (cause, activity) => {
    expect(rowOf(ofFund('deficit', cause, 10, 0), 'unrestricted')).toEqual([[activity, 'unrestricted', -10]]);
  });

  it.each([
    ['fees', 'fees', 'unrestricted'],
    ['dispute-fees', 'fees', 'unrestricted'],
    ['fund:core', 'transfers', 'unrestricted'],
    ['risk-reserve', 'transfers', 'designated'],
    ['income:donations', 'donations', 'unrestricted'],
    ['income:gift-aid', 'gift-aid', 'unrestricted'],
    ['income:grants', 'grants', 'unrestricted'],
    ['income:legacies', 'legacies', 'unrestricted'],
    ['income:courses', 'courses', 'unrestricted'],
    ['expenditure:therapy', 'therapy', 'unrestricted'],
    ['expenditure:fundraising', 'other-expenditure', 'unrestricted'],
    ['expenditure:governance', 'other-expenditure', 'unrestricted'],
    ['expenditure:training', 'other-expenditure', 'unrestricted'],
  ])('counts the account %s under %s, %s', (account, activity, column) => {
    expect(rowOf(line(account, 'journal', 3, 10))).toEqual([[activity, column, 7]]);
    expect(netAssets([line(account, 'journal', 3, 10)])).toBe(0);
  });

  it('leaves out what the charity has or owes, which are its net assets', () => {
    expect(rowOf(line('bank', 'donation', 10, 3))).toEqual([]);
    expect(netAssets([line('bank', 'donation', 10, 3), line('clearing', 'refund', 0, 2)])).toBe(5);
    expect(netAssets([ofFund('free', 'donation', 0, 10)])).toBe(0);
  });

  it('calls money of a fund that nobody knows restricted', () => {
    expect(rowOf(ofFund('free', 'donation', 0, 10), undefined)).toEqual([['donations', 'restricted', 10]]);
  });

  it('carries forward what was brought and what came', () => {
    const { broughtForward, net, carriedForward } = statementOfActivities(
      { before: [ofFund('free', 'donation', 0, 10)], during: [ofFund('free', 'session', 4, 0)] },
      [{ id: generalFundId, kind: 'designated' }],
    );
    expect([broughtForward, net, carriedForward].map(({ designated }) => designated)).toEqual([10, -4, 6]);
  });
});
