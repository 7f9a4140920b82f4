import type { FundId, ReserveMoveId } from '../../events/values.ts';
import type { Actor } from '../domain/actor.ts';
import { drawableFrom } from '../domain/fund.ts';
import { localDay } from '../domain/office-days.ts';
import type { Outcome } from '../domain/outcome.ts';
import {
  askReserveMove as decideAsk,
  declineReserveMove as decideDecline,
  decideReserveMove as decideMove,
  lotsToSetAside,
  type ReserveMove,
} from '../domain/risk-reserve.ts';
import { decideAndCommit, decided, settled } from './decide-and-commit.ts';
import { decideAsSeen } from './decide-as-seen.ts';
import type { Deps } from './deps.ts';
import { missing } from './load-case.ts';

/** Asks for money to be set aside, for a deficit to be covered, or for what was covered to be paid back. The id is minted with the page. */
export const askReserveMove = (
  deps: Deps,
  input: Pick<ReserveMove, 'id' | 'what' | 'amount' | 'reason'> & { readonly fundId: FundId },
  by: Actor,
): Promise<Outcome<undefined>> =>
  decideAndCommit(deps, async () => {
    const { fundId, ...asked } = input;
    if ((await deps.store.get('reserve-move', asked.id)) !== undefined) return settled(undefined);
    const fund = await deps.store.get('fund', fundId);
    return fund === undefined ? missing('fund') : decided(decideAsk(fund, asked, by, deps.now()), undefined);
  });

/** A second person decides on what somebody asked for. */
export const decideReserveMove = (
  deps: Deps,
  input: { readonly moveId: ReserveMoveId; readonly seen: number; readonly agrees: boolean },
  by: Actor,
): Promise<Outcome<undefined>> =>
  decideAsSeen(deps, { kind: 'reserve-move', id: input.moveId, seen: input.seen }, async (move) => {
    const { store } = deps;
    if (!input.agrees) return decided(decideDecline(move, by, deps.now()), undefined);
    const { fundId, poolId } = move.value;
    const [fund, reserve, open] = await Promise.all([
      store.get('fund', fundId),
      store.get('risk-reserve', poolId),
      store.range('lot', `open-lots/${fundId}`, 'lots', {
        limit: lotsToSetAside,
        ...drawableFrom(localDay(deps.now(), deps.settings.office)),
      }),
    ]);
    if (fund === undefined) return missing('fund');
    const lots = new Map(open.items.map((lot) => [lot.value.id, lot]));
    return decided(decideMove({ move, fund, reserve, lots }, by, deps.now()), undefined);
  });
