import type { Instant } from '../../events/values.ts';
import type { CharitySettings } from '../domain/settings.ts';
import type { Store } from '../store/interface.ts';

/** What every command needs from the world; whoever composes it decides where each comes from. */
export interface Deps {
  readonly store: Store;
  readonly settings: CharitySettings;
  readonly now: () => Instant;
  /** A fresh opaque id: the prefix, then so many random characters of `0-9a-z` without look-alikes. */
  readonly newId: (prefix: string, length?: number) => string;
  /** Waits between tries; milliseconds. */
  readonly pause: (milliseconds: number) => Promise<void>;
}
