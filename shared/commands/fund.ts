import { FundId, type Pence } from '../../events/values.ts';
import { type Actor, system } from '../domain/actor.ts';
import type { Decision, Versioned } from '../domain/decision.ts';
import { watchDeficit as decideWatch, deficitTaskId } from '../domain/deficit-left.ts';
import { drawableFrom, type Fund, takesGifts } from '../domain/fund.ts';
import {
  changeFund as decideChangeFund,
  openFund as decideOpenFund,
  orderFunds as decideOrderFunds,
  type FundTerms,
  generalFund,
} from '../domain/manage-fund.ts';
import { localDay } from '../domain/office-days.ts';
import { accept, type Outcome, refuse } from '../domain/outcome.ts';
import {
  endWarnings as decideEnd,
  notePastDay as decidePastDay,
  warnOfSpendBy as decideWarn,
  isSpendByNear,
  pastDayTaskId,
  spendByTaskId,
} from '../domain/spend-by.ts';
import { type Decided, decideAndCommit, decided, settled } from './decide-and-commit.ts';
import { decideAsSeen } from './decide-as-seen.ts';
import type { Deps } from './deps.ts';
import { changedSince, missing } from './load-case.ts';
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

/** Those of them that somebody may give to today; the general fund is always among them. */
export async function fundsForGifts(deps: Pick<Deps, 'store' | 'settings' | 'now'>): Promise<readonly Fund[]> {
  const today = localDay(deps.now(), deps.settings.office);
  return (await openFunds(deps)).filter((fund) => takesGifts(fund, today));
}

/** A fund as it is described; its id is minted with the page, so that a form sent twice is one fund. */
export type NewFund = Omit<
  Fund,
  | 'poolId'
  | 'state'
  | 'deficit'
  | 'covered'
  | 'openedAt'
  | 'owesSince'
  | 'warnedOf'
  | 'firstGiftAt'
  | 'moving'
  | 'closed'
>;

/** @returns `used-already` when another fund has the address */
export const openFund = (deps: Deps, input: NewFund, by: Actor): Promise<Outcome<FundId>> =>
  decideAndCommit(deps, async () => {
    if ((await deps.store.get('fund', input.id)) !== undefined) return settled(input.id);
    const free = await isAddressFree(deps, input.slug);
    if (!free.ok) return free;
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

async function isAddressFree({ store }: Pick<Deps, 'store'>, slug: string | undefined): Promise<Outcome<undefined>> {
  const taken = slug === undefined ? undefined : await store.get('fund-address', slug);
  return taken === undefined
    ? { ok: true, value: undefined }
    : refuse('invalid', 'another fund has this address; choose another one');
}

/** Says something anew about a fund; see the decision for what binds. */
export const changeFund = (
  deps: Deps,
  input: { readonly fundId: FundId; readonly seen: number; readonly terms: FundTerms },
  by: Actor,
): Promise<Outcome<undefined>> =>
  decideAsSeen(deps, { kind: 'fund', id: input.fundId, seen: input.seen }, async (fund) => {
    const { slug } = input.terms;
    const free = await isAddressFree(deps, slug === fund.value.slug ? undefined : slug);
    if (!free.ok) return free;
    return asked(decideChangeFund(fund, input.terms, by, deps.now(), deps.settings));
  });

/** @param wanted each open fund once, with the number it is to have and the version that stood on the page */
export const orderFunds = (
  deps: Deps,
  wanted: readonly { readonly fundId: FundId; readonly seen: number; readonly order: number }[],
  by: Actor,
): Promise<Outcome<undefined>> =>
  decideAndCommit(deps, async () => {
    const read = await deps.store.getMany(
      'fund',
      wanted.map(({ fundId }) => fundId),
    );
    const byId = new Map<string, Versioned<'fund'>>(read.map((fund) => [fund.id, fund]));
    const funds: { fund: Versioned<'fund'>; order: number }[] = [];
    for (const { fundId, seen, order } of wanted) {
      const fund = byId.get(fundId);
      if (fund === undefined) return missing('fund');
      const same = changedSince(fund, seen);
      if (!same.ok) return same;
      funds.push({ fund, order });
    }
    return asked(decideOrderFunds(funds, by, deps.now(), deps.settings));
  });

const asked = (decision: Outcome<Decision | undefined>): Outcome<Decided<undefined>> => {
  if (!decision.ok) return decision;
  return decision.value === undefined ? settled(undefined) : decided({ ok: true, value: decision.value }, undefined);
};

/** The fund that a page's address names: by its slug, or by its id. */
export async function findFund({ store }: Pick<Deps, 'store'>, address: string): Promise<Fund | undefined> {
  const named = (await store.get('fund-address', address))?.value.fundId;
  const id = named ?? FundId.safeParse(address).data;
  return id === undefined ? undefined : (await store.get('fund', id))?.value;
}

/** Writes down since when a fund owes, and opens and closes the task about it. */
export const watchDeficit = (deps: Deps, fundId: FundId): Promise<Outcome<undefined>> =>
  decideAndCommit(deps, async () => {
    const fund = await deps.store.get('fund', fundId);
    if (fund === undefined) return missing('fund');
    const taskId = deficitTaskId(fund.value, deps.settings);
    const task = taskId === undefined ? undefined : await deps.store.get('task', taskId);
    const decision = decideWatch(fund, task, deps.now(), deps.settings);
    return decision === undefined ? settled(undefined) : decided({ ok: true, value: decision }, undefined);
  });

const firstToSpend = async ({ store }: Deps, fundId: FundId, part: { readonly from?: string } = {}) =>
  (await store.range('lot', `open-lots/${fundId}`, 'lots', { limit: 1, ...part })).items[0];

/** Opens a task for money of a fund whose date is near; once for each date. */
const warnOfSpendBy = (deps: Deps, fundId: FundId): Promise<Outcome<undefined>> =>
  decideAndCommit(deps, async () => {
    const head = await firstToSpend(deps, fundId, drawableFrom(localDay(deps.now(), deps.settings.office)));
    const spendBy = head?.value.spendBy;
    // Most funds have no date at all, or one far away: one short read is all that they cost.
    if (head === undefined || spendBy === undefined || !isSpendByNear(spendBy, deps.now(), deps.settings)) {
      return settled(undefined);
    }
    const fund = await deps.store.get('fund', fundId);
    if (fund === undefined) return missing('fund');
    const task = await deps.store.get('task', spendByTaskId(fund.value, spendBy));
    return asked(accept(decideWarn(fund, { head, task }, deps.now(), deps.settings)));
  });

/** Ends the warnings of dates of which no money is free any more, and of those that are over. */
const endWarnings = (deps: Deps, fundId: FundId): Promise<Outcome<undefined>> =>
  decideAndCommit(deps, async () => {
    const fund = await deps.store.get('fund', fundId);
    if (fund === undefined) return missing('fund');
    const warnings = await Promise.all(
      (fund.value.warnedOf ?? []).map(async (spendBy) => {
        const [task, next] = await Promise.all([
          deps.store.get('task', spendByTaskId(fund.value, spendBy)),
          firstToSpend(deps, fundId, { from: spendBy }),
        ]);
        return { spendBy, task, next };
      }),
    );
    return asked(accept(decideEnd(fund, warnings, deps.now(), deps.settings)));
  });

/** Opens the task about a fund's money that is past its date, or closes it when none is left. */
const notePastDay = (deps: Deps, fundId: FundId): Promise<Outcome<undefined>> =>
  decideAndCommit(deps, async () => {
    const { store } = deps;
    const [fund, head, task] = await Promise.all([
      store.get('fund', fundId),
      firstToSpend(deps, fundId),
      store.get('task', pastDayTaskId({ id: fundId })),
    ]);
    if (fund === undefined) return missing('fund');
    return asked(accept(decidePastDay(fund, head, task, deps.now(), deps.settings)));
  });

/**
 * Looks at the dates by which money of a fund is to be spent: tells of one that is over, ends the warnings that have lost
 * their cause, and warns of a date that is near.
 */
export async function watchSpendBy(deps: Deps, fundId: FundId): Promise<Outcome<undefined>> {
  for (const look of [notePastDay, endWarnings]) {
    const looked = await look(deps, fundId);
    if (!looked.ok) return looked;
  }
  return warnOfSpendBy(deps, fundId);
}
