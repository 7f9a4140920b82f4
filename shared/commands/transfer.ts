import type { FundId, LocalDate, TransferId } from '../../events/values.ts';
import type { Actor } from '../domain/actor.ts';
import type { Versioned } from '../domain/decision.ts';
import {
  agreeToTransfer as decideAgree,
  carryOnTransfer as decideCarryOn,
  declineTransfer as decideDecline,
  requestTransfer as decideRequest,
  withdrawTransfer as decideWithdraw,
  lotsAPart,
  lotsToMove,
  type TransferWish,
} from '../domain/move-money.ts';
import { localDay } from '../domain/office-days.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { Transfer } from '../domain/transfer.ts';
import type { Store } from '../store/interface.ts';
import { decideAndCommit, decided, settled } from './decide-and-commit.ts';
import type { Deps } from './deps.ts';
import { changedSince, missing } from './load-case.ts';

export interface TransferRequest extends TransferWish {
  readonly fromFundId: FundId;
  readonly toFundId: FundId;
  /** The version of the fund the money comes from that stood on the page. */
  readonly seen: number;
}

/** Asks for money to be moved, or a fund to be closed. The id is minted with the page: sent twice, it is asked once. */
export const requestTransfer = (deps: Deps, request: TransferRequest, by: Actor): Promise<Outcome<TransferId>> =>
  decideAndCommit(deps, async () => {
    const { fromFundId, toFundId, seen, ...wish } = request;
    if ((await deps.store.get('transfer', wish.id)) !== undefined) return settled(wish.id);
    const [from, to] = await Promise.all([deps.store.get('fund', fromFundId), deps.store.get('fund', toFundId)]);
    if (from === undefined || to === undefined) return missing('fund');
    const same = changedSince(from, seen);
    if (!same.ok) return same;
    return decided(decideRequest(from, to, wish, by, deps.now(), deps.settings), wish.id);
  });

/** What stood on the page of whoever decides: nothing moves on another ground than the one they saw. */
export interface TransferAnswer {
  readonly transferId: TransferId;
  readonly seen: { readonly transfer: number; readonly from: number; readonly to: number };
}

interface Loaded {
  readonly transfer: Versioned<'transfer'>;
  readonly from: Versioned<'fund'>;
  readonly to: Versioned<'fund'>;
}

async function loadTransfer({ store }: Pick<Deps, 'store'>, id: string): Promise<Outcome<Loaded>> {
  const transfer = await store.get('transfer', id);
  if (transfer === undefined) return missing('transfer');
  const { fromFundId, toFundId } = transfer.value;
  const [from, to] = await Promise.all([store.get('fund', fromFundId), store.get('fund', toFundId)]);
  return from === undefined || to === undefined ? missing('fund') : { ok: true, value: { transfer, from, to } };
}

/** The lots that a transfer takes, first to be spent first, until they cover the sum and are more than one transaction moves. */
async function readLots(
  store: Store,
  { fromFundId, amount, purpose }: Transfer,
  today: LocalDate,
): Promise<readonly Versioned<'lot'>[]> {
  const lots: Versioned<'lot'>[] = [];
  let missingSum: number = amount ?? 0;
  let after: string | undefined;
  while (lots.length <= lotsAPart || missingSum > 0) {
    const page = await store.range('lot', `open-lots/${fromFundId}`, 'lots', {
      limit: lotsAPart + 1,
      after,
      ...lotsToMove(purpose, today),
    });
    lots.push(...page.items);
    missingSum -= page.items.reduce((sum, lot) => sum + lot.value.free, 0);
    if (page.next === undefined) break;
    after = page.next;
  }
  return lots;
}

/** So many transactions of one transfer follow one another at once; the sweep goes on with the rest. */
const partsAtOnce = 50;

/**
 * Agrees to a transfer, or to closing a fund, as the second person. A large one goes on at once, transaction by
 * transaction; if that is broken off, the sweep goes on with it.
 */
export async function agreeToTransfer(
  deps: Deps,
  { transferId, seen }: TransferAnswer,
  by: Actor,
): Promise<Outcome<undefined>> {
  const agreed = await decideAndCommit<undefined>(deps, async () => {
    const loaded = await loadTransfer(deps, transferId);
    if (!loaded.ok) return loaded;
    const { transfer, from, to } = loaded.value;
    // Pressed twice: it is decided already, by this person.
    if (transfer.value.decidedBy === by.id && isAgreed(transfer.value)) return settled(undefined);
    for (const same of [
      changedSince(transfer, seen.transfer),
      changedSince(from, seen.from),
      changedSince(to, seen.to),
    ]) {
      if (!same.ok) return same;
    }
    const lots = await readLots(deps.store, transfer.value, localDay(deps.now(), deps.settings.office));
    return decided(decideAgree(transfer, from, to, lots, by, deps.now(), deps.settings), undefined);
  });
  return agreed.ok ? carryOnTransfer(deps, transferId) : agreed;
}

const isAgreed = ({ state }: Transfer): boolean => state === 'moving' || state === 'done' || state === 'standing';

/**
 * Goes on with a transfer that was agreed to, as far as there is something to move: the rest of a large one, or what came
 * free in a fund that is closed. Harmless to repeat.
 */
export async function carryOnTransfer(deps: Deps, transferId: TransferId): Promise<Outcome<undefined>> {
  for (let part = 0; part < partsAtOnce; part += 1) {
    const moved = await decideAndCommit<boolean>(deps, async () => {
      const loaded = await loadTransfer(deps, transferId);
      if (!loaded.ok) return loaded;
      const { transfer, from, to } = loaded.value;
      if (transfer.value.state === 'done') return settled(false);
      const { items: lots } = await deps.store.range('lot', `open-lots/${from.value.id}`, 'lots', {
        limit: lotsAPart + 1,
        ...lotsToMove(transfer.value.purpose, localDay(deps.now(), deps.settings.office)),
      });
      const decision = decideCarryOn(transfer, from, to, lots, deps.now(), deps.settings);
      if (!decision.ok) return decision;
      return decision.value === undefined ? settled(false) : decided({ ok: true, value: decision.value }, true);
    });
    if (!moved.ok) return moved;
    if (!moved.value) break;
  }
  return { ok: true, value: undefined };
}

const answer =
  (decide: typeof decideDecline) =>
  (deps: Deps, input: { readonly transferId: TransferId; readonly seen: number }, by: Actor) =>
    decideAndCommit<undefined>(deps, async () => {
      const transfer = await deps.store.get('transfer', input.transferId);
      if (transfer === undefined) return missing('transfer');
      const same = changedSince(transfer, input.seen);
      return same.ok ? decided(decide(transfer, by, deps.now()), undefined) : same;
    });

/** Says no as the second person. */
export const declineTransfer = answer(decideDecline);

/** Takes one's own request back. */
export const withdrawTransfer = answer(decideWithdraw);
