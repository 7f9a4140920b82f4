import type { FundId, Pence } from '../../events/values.ts';
import { type Actor, system } from '../domain/actor.ts';
import type { Fund } from '../domain/fund.ts';
import { openFund as decideOpenFund, generalFund } from '../domain/manage-fund.ts';
import type { Outcome } from '../domain/outcome.ts';
import { decideAndCommit, decided, settled } from './decide-and-commit.ts';
import type { Deps } from './deps.ts';
import { readAll } from './read-all.ts';

/** Opens the fund that every pool has, if it is not there yet; harmless to repeat. */
export const openGeneralFund = (deps: Deps): Promise<Outcome<undefined>> =>
  decideAndCommit(deps, async () => {
    const fund = generalFund(deps.settings, deps.now());
    if ((await deps.store.get('fund', fund.id)) !== undefined) return settled(undefined);
    return decided(decideOpenFund(fund, system, deps.now()), undefined);
  });

/** The funds of a pool that are open, in their order; the general fund is always among them. */
export async function openFunds(deps: Pick<Deps, 'store' | 'settings' | 'now'>): Promise<readonly Fund[]> {
  const { store, settings, now } = deps;
  const listed = await readAll((after) => store.list('fund', `funds/${settings.pool.id}`, { limit: 200, after }));
  const open = listed.map((fund) => fund.value).filter((fund) => fund.state === 'open');
  return open.some((fund) => fund.id === settings.pool.generalFund.id) ? open : [generalFund(settings, now()), ...open];
}

/** A fund as it is described; its id is minted with the page, so that a form sent twice is one fund. */
export type NewFund = Omit<Fund, 'poolId' | 'state' | 'deficit' | 'covered' | 'openedAt'>;

export const openFund = (deps: Deps, input: NewFund, by: Actor): Promise<Outcome<FundId>> =>
  decideAndCommit(deps, async () => {
    if ((await deps.store.get('fund', input.id)) !== undefined) return settled(input.id);
    const fund: Fund = {
      ...input,
      poolId: deps.settings.pool.id,
      state: 'open',
      deficit: 0 as Pence,
      covered: 0 as Pence,
      openedAt: deps.now(),
    };
    return decided(decideOpenFund(fund, by, deps.now()), fund.id);
  });
