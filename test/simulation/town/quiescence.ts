import { queues } from '../../../events/catalogue.ts';
import { faultsAtRest, overdueFaults } from '../invariants.ts';
import { createRandom, type Random } from '../random.ts';
import { runSchedules } from './schedules.ts';
import { booksAtRest, endAtProvider, payOutAll } from './settlement.ts';
import type { Town } from './town.ts';
import { relaySome, workOff } from './workers.ts';

const mostTurns = 20_000;

/** Sends on and works off all there is, moving the clock when everything waits. */
export async function drain(town: Town, random: Random): Promise<void> {
  for (let turn = 0; turn < mostTurns; turn += 1) {
    const deeds = [
      relaySome(town, random),
      ...queues.map((queue) => (town.queues.lengthOf(queue) === 0 ? undefined : workOff(town, queue, random))),
    ].filter((deed) => deed !== undefined);
    await town.doTogether(deeds, random);
    if (deeds.length > 0 || town.stream.some((entries) => entries.length > 0)) continue;
    if (town.queues.length === 0) return;
    // What waits is in hand, or stands behind in its group what is: until it can be had again.
    town.advance(Math.max(1000, (town.queues.nextAt(town.time) ?? 0) - town.time));
  }
  const stuck = town.queues.describe().slice(0, 3).join(', ');
  town.watch.faults.push(`12: the queues never run dry: ${stuck}`);
}

/** What the provider knows and our books do not, or the other way round: nothing lost, nothing doubled. */
function accountFaults(town: Town): readonly string[] {
  const faults: string[] = [];
  for (const { request, status, checkoutId } of town.payments.provider.checkouts.values()) {
    const donation = town.watch.shadow.get('donation', request.donationId)?.value;
    const isCollected = donation?.state === 'collected';
    if ((status === 'paid') !== isCollected)
      faults.push(`5: checkout ${checkoutId} is ${status}, its donation ${donation?.state}`);
  }
  return faults;
}

/**
 * Lets everything come to rest. First what is under way is worked off with all that can go wrong, as on any day; what
 * died is tried once more. Then nothing goes wrong any more, causes are mended, every dead letter is sent again, the
 * schedules run. Then all invariants hold of everything, and nothing is left over.
 */
export async function comeToRest(town: Town): Promise<void> {
  const random = createRandom(1);
  town.tell('nobody comes any more');
  await drain(town, random);
  town.queues.sendAgain(town.queues.deadLetters.length);
  await drain(town, random);
  town.faults.calm = true;
  town.tell('at rest');
  let sweptAt = town.now();
  for (let round = 0; round < 3; round += 1) {
    await drain(town, random);
    town.queues.replay();
    await drain(town, random);
    town.advance(16 * 60_000);
    // What the provider ended is found by the sweep of the last round, and worked off after it.
    if (round === 2) endAtProvider(town);
    sweptAt = town.now();
    await runSchedules(town);
  }
  await drain(town, random);
  payOutAll(town);
  await runSchedules(town, ['settle payouts']);
  // The audit and the sums trail behind the clock.
  town.advance(2 * 60 * 60_000);
  await runSchedules(town, ['audit the ledger', 'audit the ledger']);
  for (const { queue, body } of town.queues.deadLetters)
    town.watch.faults.push(`12: replayed to ${queue}, and dead again: ${body.slice(0, 200)}`);
  const content = town.memory.export();
  town.watch.compare(content.records);
  town.watch.faults.push(
    ...faultsAtRest(content),
    ...overdueFaults(content, sweptAt),
    ...accountFaults(town),
    ...booksAtRest(town, content),
  );
}
