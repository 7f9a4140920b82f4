import type { Tell } from '../functions/function-log.ts';
import type { Invocation } from '../functions/pool.ts';

/** Invokes a function by its address. A failure has been told by the time it is returned. */
export type Invoke = (functionArn: string, payload: unknown) => Promise<Invocation>;

/** Something that polls and invokes. */
export type EventSource = {
  start: () => void;
  /** Stops polling and resolves when nothing of it is under way. */
  stop: () => Promise<void>;
  /** Whether there is nothing left for it to do: asked again and again until everything is quiet. */
  isIdle: () => Promise<boolean>;
  /** Something may have happened: look now rather than at the next turn. */
  wake: () => void;
  /** Makes what waits for a retry come again at once. */
  redeliver: () => Promise<void>;
  description: string;
};

export type SourceTools = { invoke: Invoke; tell: Tell };

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
