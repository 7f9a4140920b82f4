import type { Instant } from '../../events/values.ts';
import { isKeyPart } from './item-keys.ts';

/**
 * Counts one more under a name, and answers how many that makes; together and at once, so that of any number who count
 * at one moment each is told another number. Not business state: forgotten after `until`, and in no audit trail.
 * @param name printable ASCII; must say nothing about anybody
 * @throws when it cannot be counted
 */
export type Counter = (name: string, until: Instant) => Promise<number>;

/** Where a count lies, in `visits`. It is no record: it has neither version nor schema. */
export const counterKey = (name: string): { readonly pk: string; readonly sk: string } => {
  if (!isKeyPart(name)) throw new Error('the name of a count is not fit for a key');
  return { pk: `count#${name}`, sk: 'count' };
};

/** The counter's in-memory twin. */
export function createMemoryCounter(): Counter & { readonly counts: ReadonlyMap<string, number> } {
  const counts = new Map<string, number>();
  const count: Counter = async (name) => {
    const { pk } = counterKey(name);
    const counted = (counts.get(pk) ?? 0) + 1;
    counts.set(pk, counted);
    return counted;
  };
  return Object.assign(count, { counts });
}
