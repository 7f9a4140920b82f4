import type { EmulatorPlaces } from './emulators/launch.ts';
import type { Tell } from './functions/function-log.ts';
import type { BusyInstance } from './functions/pool.ts';
import type { CallOfAws } from './gate/called-by-aws.ts';
import type { OpenGate } from './gate/open-gate.ts';

export type StackOptions = {
  /** The directory of a synthesised app; or what synthesises it, called while the emulators already start. */
  assembly: string | (() => Promise<string>);
  dataDirectory: string;
  /** Empties the data directory first. */
  fresh?: boolean;
  /** Of the site; the other addresses are next to it when they are free. Without it, any free ports. */
  port?: number;
  /** Hears every line meant for the person at the console. */
  log?: Tell;
  /** Called when an emulator stops by itself; without it, that is only told. */
  failed?: (reason: Error) => void;
  /** `manual` runs no schedule by the clock, only through `runSchedule`. */
  schedules?: 'timed' | 'manual';
  /**
   * Fills a stack that has nothing in it yet, before anybody can reach it: with the environment that functions have. What it
   * states reaches no function. Interrupted, it is begun again from nothing; failed, the stack starts empty and says why.
   */
  prepare?: (environment: Record<string, string>) => Promise<void>;
  /**
   * Where functions find the emulators and the payment provider, when not at those themselves: a test puts bad luck in
   * between, or an ear.
   */
  between?: (places: Outside) => Promise<EmulatorPlaces & Partial<Outside>>;
};

/** What functions call that is none of them. */
export type Outside = EmulatorPlaces & { payments: string | undefined };

export type StackUrls = {
  site: string;
  console: string;
  portal: string;
  mailbox: string;
  payments: string | undefined;
  signIn: string | undefined;
  /** The database, for any DynamoDB client. */
  data: string;
  queues: string;
  /** The services that keep keys and secrets, for any client of theirs. */
  keysAndSecrets: string;
};

export type LocalStack = {
  urls: StackUrls;
  /** Resolves when queues are empty, nothing is in flight and streams are read; rejects after `withinMilliseconds` (30 s). */
  idle: (withinMilliseconds?: number) => Promise<void>;
  /** Invokes a function by name or logical id; resolves to its parsed result, rejects with FunctionFailed. */
  invoke: (functionName: string, payload: unknown) => Promise<unknown>;
  /** Runs a schedule now, by its name. */
  runSchedule: (name: string) => Promise<void>;
  /** Messages that failed come again within a second, instead of waiting out their visibility. */
  redeliver: () => Promise<void>;
  /** The instances that are at work now; each can be ended in the middle of it, as when its machine dies. */
  busyInstances: () => BusyInstance[];
  /** What the functions' roles allow, what functions have done with it, and what they were denied; and what takes a grant out. */
  grants: Pick<OpenGate, 'granted' | 'used' | 'denied' | 'withhold' | 'tableKeys'> & { calledByAws: () => CallOfAws[] };
  stop: () => Promise<void>;
};
