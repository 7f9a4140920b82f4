import { catalogue, type Fact } from '../../events/catalogue.ts';
import { sweepDeadlines } from '../../shared/commands/sweep.ts';
import { DynamoStore } from '../../shared/store/dynamo-store.ts';
import { setTheScene, tellJourney } from '../simulation/journey.ts';
import { createRandom } from '../simulation/random.ts';
import { MemoryTransport, type Message } from '../simulation/transport.ts';
import { settings, World } from '../simulation/world.ts';
import { createTables } from '../support/dynamo-tables.ts';
import { seedPool } from './waiting-pool.ts';
import { watch } from './watched-client.ts';

/** What one step of the way from a referral to a therapist's yes asks of the services. */
export interface Row {
  /** What somebody sent in, or a message that was delivered, as `<queue> <fact>`. */
  readonly step: string;
  readonly readUnits: number;
  readonly writeUnits: number;
  readonly databaseRequests: number;
  /** To send, to receive and to delete each message that the step states. */
  readonly queueRequests: number;
  /** The function itself, and the relay, once for each fact at most. */
  readonly invocations: number;
  readonly mails: number;
}

class CountedTransport extends MemoryTransport {
  sent = 0;
  relayed = 0;
  #handled: Message | undefined;

  override async relay(fact: Fact): Promise<void> {
    this.sent += catalogue[fact.type].heardBy.length;
    this.relayed += 1;
    await super.relay(fact);
  }

  override async acknowledge(message?: Message): Promise<void> {
    this.#handled = message;
  }

  /** The message that was handled since this was asked last, if it was not sent back. */
  takeHandled(): Message | undefined {
    const handled = this.#handled;
    this.#handled = undefined;
    return handled;
  }
}

const shortName = (type: string): string => type.replace(/^uk\.sponsored-places\.(.*)\.v\d+$/, '$1');

/**
 * Lives through the whole journey on DynamoDB, one thing after another, and counts what each asks for.
 * @param past how many lots the pool has spent, and how many places it has brought to their end, before the story begins
 */
export async function countJourney(endpoint: string, past: number): Promise<readonly Row[]> {
  const { client, names } = await createTables(endpoint, `cost-${past}`);
  const { id: poolId } = settings.pool;
  const history = Array.from({ length: past }, (_, n) => ({ n: 5_000_000 + n }));
  const lots = history.map(({ n }) => ({ n, fund: 5_000_000, free: 0 }));
  await seedPool(client, names, { poolId, funds: [], lots, waiting: [], ended: history });
  const transport = new CountedTransport(1);
  const world = new World({ store: new DynamoStore({ client, tables: names }), transport, random: createRandom(1) });
  await setTheScene(world);
  await world.drain();

  transport.takeHandled();
  const watching = watch(client);
  const rows: Row[] = [];
  async function count(act: () => Promise<string>): Promise<void> {
    const { sent, relayed } = transport;
    const mails = world.mailer.sent.length;
    watching.start();
    const step = await act();
    rows.push({
      step,
      readUnits: watching.read,
      writeUnits: watching.written,
      databaseRequests: watching.requests,
      queueRequests: 3 * (transport.sent - sent),
      invocations: 1 + (transport.relayed - relayed),
      mails: world.mailer.sent.length - mails,
    });
  }

  async function deliverAll(): Promise<void> {
    while ((await world.waiting()) > 0) {
      await count(async () => {
        await world.deliverOne();
        const handled = transport.takeHandled();
        return handled === undefined
          ? 'a message that comes back'
          : `${handled.queue}: ${shortName(handled.fact.type)}`;
      });
    }
  }

  /** Whether a therapist has answered who may still take it back: nothing follows from the answer before. */
  const isAnswered = async () =>
    (await world.deps.store.list('allocation', 'allocations/answered', { limit: 1 })).items.length > 0;

  for (const step of tellJourney(world)) {
    if (!(await step.due())) throw new Error(`the story is stuck before: ${step.name}`);
    await count(async () => {
      const outcome = await step.act();
      if (!outcome.ok) throw new Error(`${step.name}: ${outcome.refusal.because}`);
      return step.name;
    });
    await deliverAll();
    if (!(await isAnswered())) continue;
    world.advance({ minutes: settings.therapy.undoMinutes });
    await count(async () => {
      await sweepDeadlines(world.deps);
      return 'the deadlines are looked at';
    });
    await deliverAll();
  }
  client.destroy();
  return rows;
}
