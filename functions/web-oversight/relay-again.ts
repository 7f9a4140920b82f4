import * as z from 'zod';
import { Instant } from '../../events/values.ts';
import { later } from '../../shared/domain/office-days.ts';
import { parseJson } from '../../shared/runtime/read-body.ts';
import type { Relay } from '../../shared/runtime/relay.ts';
import type { AuditEntry, Store } from '../../shared/store/interface.ts';

/** What Lambda keeps of records of a stream that it gave up: where they were, and when they came. */
const GivenUp = z.lazy(() =>
  z.object({
    DDBStreamBatchInfo: z.object({
      approximateArrivalOfFirstRecord: z.coerce.date(),
      approximateArrivalOfLastRecord: z.coerce.date(),
    }),
  }),
);

/** The stream’s clock and ours differ, and an entry comes to the stream after it was decided. */
const marginMinutes = 5;

/** When the facts that a letter stands for were decided, a little more on either side; undefined when it does not say. */
export function readGivenUp(body: string): { readonly from: Instant; readonly to: Instant } | undefined {
  const read = GivenUp.safeParse(parseJson(body));
  if (!read.success) return undefined;
  const { approximateArrivalOfFirstRecord: first, approximateArrivalOfLastRecord: last } = read.data.DDBStreamBatchInfo;
  return {
    from: later(Instant.parse(first.toISOString()), { minutes: -marginMinutes }),
    to: later(Instant.parse(last.toISOString()), { minutes: marginMinutes }),
  };
}

/** The decisions of a stretch of time, from its last day to its first. */
async function* decisionsBetween(store: Pick<Store, 'decisionsOf'>, from: Instant, to: Instant) {
  const lastDay = Date.parse(to.slice(0, 10));
  for (let day = lastDay; day >= Date.parse(from.slice(0, 10)); day -= 24 * 60 * 60 * 1000) {
    let after: string | undefined;
    do {
      const page = { limit: 100, newestFirst: true, through: to, after };
      const { items, next }: { readonly items: readonly AuditEntry[]; readonly next: string | undefined } =
        await store.decisionsOf(new Date(day).toISOString().slice(0, 10), page);
      const wanted = items.filter(({ at }) => at >= from);
      yield wanted;
      after = wanted.length < items.length ? undefined : next;
    } while (after !== undefined);
  }
}

/**
 * Sends on what the relay gave up, and what was decided a little before and after it: harmless, for whoever hears a fact
 * twice takes it once.
 * @throws when some queue did not take a fact: the letter stays.
 */
export async function relayAgain(
  store: Pick<Store, 'decisionsOf'>,
  relay: Relay,
  body: string,
  occasion: string,
): Promise<void> {
  const time = readGivenUp(body);
  if (time === undefined) throw new Error('the letter does not say when its facts were decided');
  for await (const entries of decisionsBetween(store, time.from, time.to)) {
    const facts = entries.flatMap((entry) => entry.facts);
    const failed = facts.length === 0 ? new Set() : await relay(facts, `again-${occasion}`);
    if (failed.size > 0) throw new Error('a queue did not take a fact');
  }
}
