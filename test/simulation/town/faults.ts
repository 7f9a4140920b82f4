import { callSites } from '../call-sites.ts';
import type { Random } from '../random.ts';
import { type Coverage, count } from './coverage.ts';

/** What can go wrong at a call to the outside. */
export type CallFault =
  | 'crash before'
  | 'crash after'
  | 'throttled'
  | 'lost reply'
  | 'version conflict'
  | 'partial batch';

/** What can go wrong on the way of a message or a webhook. */
export type TransitFault =
  | 'duplicate'
  | 'delay'
  | 'reorder'
  | 'lose, redeliver'
  | 'poison'
  | 'outage'
  | 'overrun'
  | 'never comes';

/** What can go wrong with time. */
type ClockFault = 'clock jump' | 'clock skew';

export type FaultName = CallFault | TransitFault | ClockFault;

/** How likely each fault is where it can happen: its own rate for each. */
export const usualRates: Readonly<Record<FaultName, number>> = {
  'crash before': 0.002,
  'crash after': 0.002,
  throttled: 0.002,
  'lost reply': 0.002,
  'version conflict': 0.01,
  'partial batch': 0.01,
  duplicate: 0.05,
  delay: 0.05,
  reorder: 0.3,
  'lose, redeliver': 0.02,
  poison: 0.004,
  outage: 0.004,
  overrun: 0.1,
  'never comes': 0.05,
  'clock jump': 0.003,
  'clock skew': 0.05,
};

/** Every call can die or be refused; what else can happen depends on the call. */
export const readFaults = ['crash before', 'crash after', 'throttled', 'lost reply'] as const;
export const commitFaults = [...readFaults, 'version conflict'] as const;
export const sendFaults = [...readFaults, 'partial batch'] as const;

/** An injected failure: the network, the service or the machine, never the code. */
export class InjectedFault extends Error {
  override readonly name = 'InjectedFault';

  constructor(where: string) {
    // Thrown by the thousand, and nobody asks where: the stack is most of what an error costs.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(where);
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/** A way of a message seldom met in this history is hit more often. */
const eagernessOnTheWay = 0.35;

/** So often each fault is to meet each call in a hundred histories, as far as it is made often enough … */
const wantedInAHundred = 10;
/** … and so surely at most a call meets one: who is hit each time never comes to the call after it. */
const surest = 0.85;

/**
 * How likely a call meets a fault: seldom calls by far more than others, so that they meet their faults too; one that no
 * list knows yet is taken for a seldom one.
 */
function eagernessAt(usual: number | undefined, faults: number): number {
  return usual === undefined ? surest : Math.min(surest, (wantedInAHundred * faults) / usual);
}

/** What a history knows of one call. */
interface Site {
  readonly eagerness: number;
  /** Which of the faults comes next, when it is not by rate: in turns, so that each comes as often as the others. */
  turn: number;
}

/** Decides what goes wrong, and counts it. */
export class Faults {
  readonly #coverage: Coverage;
  readonly #rates: Readonly<Record<FaultName, number>>;
  readonly #listed: ReadonlyMap<string, number>;
  readonly #sites = new Map<string, Site>();
  /** Decides for the turn in hand. */
  random: Random;
  /** Nothing goes wrong any more: the time of mending. */
  calm = false;

  /** @param listed how often each call is made in a hundred histories */
  constructor(
    coverage: Coverage,
    random: Random,
    rates: Readonly<Record<FaultName, number>> = usualRates,
    listed: ReadonlyMap<string, number> = callSites,
  ) {
    this.#coverage = coverage;
    this.#listed = listed;
    this.random = random;
    this.#rates = rates;
  }

  /** Which fault, if any, meets this call. Each that could is in the tally from the first call on. */
  at<F extends CallFault>(call: string, possible: readonly F[]): F | undefined {
    if (this.calm) return undefined;
    const site = this.#siteOf(call, possible);
    let rate = 0;
    for (const fault of possible) rate += this.#rates[fault];
    if (rate === 0) return undefined;
    const roll = this.random.next();
    if (roll >= Math.max(rate, site.eagerness)) return undefined;
    const fault = roll < rate ? this.#byRate(possible, rate) : possible[site.turn++ % possible.length];
    if (fault !== undefined) count(this.#coverage.faults, `${call} · ${fault}`);
    return fault;
  }

  /** Whether one fault happens here. */
  happens(fault: TransitFault | ClockFault, where: string): boolean {
    if (this.calm) return false;
    const { faults } = this.#coverage;
    const site = `${where} · ${fault}`;
    const hit = faults.get(site) ?? 0;
    if (hit === 0) count(faults, site, 0);
    const rate = this.#rates[fault];
    if (rate === 0 || this.random.next() >= Math.max(rate, eagernessOnTheWay / (8 + 8 * hit))) return false;
    faults.set(site, hit + 1);
    return true;
  }

  #siteOf(call: string, possible: readonly CallFault[]): Site {
    const { calls, faults } = this.#coverage;
    count(calls, call);
    const known = this.#sites.get(call);
    if (known !== undefined) return known;
    for (const fault of possible) count(faults, `${call} · ${fault}`, 0);
    const site = {
      eagerness: eagernessAt(this.#listed.get(call), possible.length),
      turn: this.random.below(possible.length),
    };
    this.#sites.set(call, site);
    return site;
  }

  #byRate<F extends CallFault>(possible: readonly F[], rate: number): F | undefined {
    let left = this.random.next() * rate;
    return possible.find((candidate) => {
      left -= this.#rates[candidate];
      return left < 0;
    });
  }
}
