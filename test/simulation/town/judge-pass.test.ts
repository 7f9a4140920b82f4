import { describe, expect, it } from 'vitest';
import { loadPool, type PoolTruth } from '../../../shared/commands/load-pool.ts';
import { ask, correctionOf, openSmallOffice, survivors, wait } from '../../support/pool-scene.ts';
import { poolId } from '../../support/sample-ids.ts';
import { judgePass } from './judge-pass.ts';
import { Shadow } from './shadow.ts';
import { watchedStore } from './watched-store.ts';

/** Two places in hand ask and are paid, one new place waits; and what a judge says of plans about them. */
async function openCourt() {
  const office = openSmallOffice();
  await ask(office, 11, 1_000);
  await ask(office, 12, 6_000);
  await wait(office, [1], () => ({ class: survivors }));
  await office.give(1, 7_000);
  const shadow = new Shadow();
  for (const record of office.memory.export().records) shadow.take(record.kind, record.id, record);
  const told: string[] = [];
  const court = { memory: office.memory, shadow };
  const { store, watch } = judgePass(
    court,
    watchedStore(office.memory, async () => undefined),
    poolId,
    (fault) => told.push(fault),
  );
  const truth = await loadPool({ ...office.deps, store }, poolId);
  const withoutSecond = {
    ...truth,
    waiting: truth.waiting.filter(({ requestId }) => requestId !== correctionOf(12)),
  };
  const judge = (read: PoolTruth) => {
    const known = new Set(read.waiting.map(({ order }) => order));
    watch(
      read,
      read.plan.placements.filter(({ order }) => known.has(order)),
    );
    return told.map((fault) => fault.replaceAll(/\S+#/g, ''));
  };
  return { office, shadow, truth, withoutSecond, judge };
}

describe('who judges a pass by everybody who waited', () => {
  it('says nothing of a plan that took everybody into account', async () => {
    const { truth, judge } = await openCourt();
    expect(judge(truth)).toEqual([]);
  });

  it('sees somebody whom the pass did not read, and who could have been funded', async () => {
    const { withoutSecond, judge } = await openCourt();
    expect(judge(withoutSecond)).toEqual([
      `${correctionOf(12)} was passed over with 6000 for its 6000`,
      `the pass ended while ${correctionOf(12)}, the first, could be funded with 6000`,
    ]);
  });

  it('does not ask about who stands beyond the horizon, or has changed since the pass began to read', async () => {
    const { withoutSecond, truth, judge, shadow } = await openCourt();
    const [first] = truth.waiting.filter(({ requestId }) => requestId === correctionOf(11));
    expect(judge({ ...withoutSecond, horizon: first?.order })).toEqual([]);
    const [second] = truth.waiting.flatMap(({ request }) => (request?.id === correctionOf(12) ? [request] : []));
    if (second === undefined) throw new Error('the second one asks');
    shadow.take('request', second.id, { ...second, version: second.version + 1 });
    expect(judge(withoutSecond)).toEqual([]);
  });
});
