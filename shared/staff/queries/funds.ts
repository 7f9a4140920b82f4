import type { FundId } from '../../../events/values.ts';
import { readLedger } from '../../commands/read-ledger.ts';
import type { Versioned } from '../../domain/decision.ts';
import { fundStatement } from '../../domain/fund-statement.ts';
import type { Transfer } from '../../domain/transfer.ts';
import type { Store } from '../../store/interface.ts';
import type { StaffDeps } from '../staff-deps.ts';
import { readFundNames } from './case-file.ts';
import { type FundState, readPool } from './pool.ts';
import { readUpTo, type Some } from './read-up-to.ts';

const mostTransfers = 50;

export interface FundSums extends FundState {
  /** What therapists were paid from it so far, in pence. */
  readonly spent: number;
}

/** Every fund with what is free, held and spent. Sums that are not whole say so. */
export async function readFundSums(
  deps: StaffDeps,
): Promise<{ readonly funds: readonly FundSums[]; readonly isIncomplete: boolean }> {
  const [pool, { ledger, stoppedIn }] = await Promise.all([readPool(deps), readLedger(deps)]);
  const funds = pool.funds.map((state): FundSums => {
    const { rows } = fundStatement(state.fund.id, { before: [], during: ledger });
    const spent = rows.filter(({ movement }) => movement === 'spent');
    return { ...state, spent: -spent.reduce((sum, { free, held }) => sum + free + held, 0) };
  });
  return {
    funds,
    isIncomplete: pool.isIncomplete || stoppedIn !== undefined || funds.some((fund) => fund.isIncomplete),
  };
}

/** One fund, its sums, and what moved or is to move between it and others, newest first. */
export interface FundFile {
  readonly fund: Versioned<'fund'>;
  readonly sums: FundSums | undefined;
  readonly transfers: Some<Transfer>;
  readonly names: ReadonlyMap<FundId, string>;
}

export async function readFundFile(deps: StaffDeps, fund: Versioned<'fund'>): Promise<FundFile> {
  const [{ funds }, { items, next }] = await Promise.all([
    readFundSums(deps),
    deps.store.range('transfer', `transfers-of/${fund.id}`, 'transfers', { limit: mostTransfers, newestFirst: true }),
  ]);
  const transfers = items.map(({ value }) => value);
  return {
    fund,
    sums: funds.find((each) => each.fund.id === fund.id),
    transfers: { items: transfers, more: next !== undefined },
    names: await namesIn(deps.store, transfers),
  };
}

const namesIn = (store: Store, transfers: readonly Transfer[]) =>
  readFundNames(
    store,
    transfers.flatMap(({ fromFundId, toFundId }) => [fromFundId, toFundId]),
  );

/** Transfers that wait for a second person, with the names of their funds. */
export interface Undecided {
  readonly transfers: Some<Transfer>;
  readonly names: ReadonlyMap<FundId, string>;
}

export async function readUndecided(store: Store): Promise<Undecided> {
  const { items, more } = await readUpTo(mostTransfers, (page) => store.list('transfer', 'transfers/requested', page));
  const transfers = items.map(({ value }) => value);
  return { transfers: { items: transfers, more }, names: await namesIn(store, transfers) };
}

/** A transfer with both its funds: what the second person decides on. */
export interface TransferFile {
  readonly transfer: Versioned<'transfer'>;
  readonly from: Versioned<'fund'>;
  readonly to: Versioned<'fund'>;
}

export async function readTransferFile(store: Store, id: string): Promise<TransferFile | undefined> {
  const transfer = await store.get('transfer', id);
  if (transfer === undefined) return undefined;
  const [from, to] = await Promise.all([
    store.get('fund', transfer.value.fromFundId),
    store.get('fund', transfer.value.toFundId),
  ]);
  return from === undefined || to === undefined ? undefined : { transfer, from, to };
}
