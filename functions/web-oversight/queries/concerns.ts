import type { Concern } from '../../../shared/domain/concern.ts';
import type { Store } from '../../../shared/store/interface.ts';

const most = 50;

export interface Concerns {
  /** Those that nobody has seen come first. */
  readonly open: readonly Concern[];
  /** The latest first. */
  readonly decided: readonly Concern[];
  readonly more: boolean;
}

export async function readConcerns(store: Store): Promise<Concerns> {
  const read = (list: string, newestFirst: boolean) =>
    store.list('concern', `concerns/${list}`, { limit: most, newestFirst });
  const [told, raised, acknowledged, decided] = await Promise.all([
    read('deputy-told', false),
    read('raised', false),
    read('acknowledged', false),
    read('decided', true),
  ]);
  return {
    open: [...told.items, ...raised.items, ...acknowledged.items].map(({ value }) => value),
    decided: decided.items.map(({ value }) => value),
    more: [told, raised, acknowledged, decided].some(({ next }) => next !== undefined),
  };
}
