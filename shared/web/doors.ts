import { createHmac } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { Instant } from '../../events/values.ts';
import type { CharitySettings } from '../domain/settings.ts';
import { frontHeaders } from './front-headers.ts';
import type { Failure } from './http.ts';
import { deriveSecret } from './secrets.ts';
import { showProblem } from './show-problem.ts';
import { placeOf } from './visitor-address.ts';
import type { WebEnv } from './web-env.ts';

/** What anybody may come to without being known, and a machine could come to all day. */
export type DoorName = keyof CharitySettings['doors'];

export interface DoorsOptions {
  readonly doors: CharitySettings['doors'];
  /** Counts one more under a name, atomically, and answers how many that makes; see `shared/store/counter.ts`. */
  readonly count: (name: string, until: Instant) => Promise<number>;
  /** With which addresses are made into names that nobody can turn back. */
  readonly secret: string;
  /** How many people may stand behind one address: one, or as many as there are where all come from one machine. */
  readonly visitorsPerAddress: number;
  readonly now: () => Instant;
  readonly reportFailure: (failure: Failure) => void;
}

/** Lets so many through a door in so many minutes from one place; the others read when to come back. */
export type Doors = (door: DoorName) => MiddlewareHandler<WebEnv>;

const minute = 60_000;

/**
 * Guards doors by counting who knocks (ASVS 5.0 2.4.1, 6.3.1). Who came is never kept: a count's name is an HMAC of the
 * place and the day under a secret, so that no two days can be brought together and no table tells who was here.
 *
 * One write a knock, whatever happens. When it cannot be counted everybody is let in, and we hear of it: a guard that
 * fails must not turn away somebody who asks for help, and the firewall still stands in front.
 */
export function createDoors(options: DoorsOptions): Doors {
  const { doors, count, now, visitorsPerAddress } = options;
  const secret = deriveSecret(options.secret, 'doors');

  const knock = async (door: DoorName, address: string | undefined): Promise<{ isOpen: boolean; seconds: number }> => {
    const { most, minutes } = doors[door];
    const time = Date.parse(now());
    const length = minutes * minute;
    const begins = Math.floor(time / length) * length;
    const day = now().slice(0, 'YYYY-MM-DD'.length);
    const who = createHmac('sha256', secret)
      .update(`${day} ${placeOf(address)}`)
      .digest('base64url');
    const until = Instant.parse(new Date(begins + length).toISOString());
    const knocks = await count(`${door}.${begins / minute}.${who}`, until);
    return { isOpen: knocks <= most * visitorsPerAddress, seconds: Math.ceil((begins + length - time) / 1000) };
  };

  return (door) => async (c, next) => {
    const answer = await knock(door, c.req.header(frontHeaders.visitor)).catch((error: unknown) => {
      options.reportFailure({ error, reference: c.var.reference, method: c.req.method, route: c.req.routePath });
    });
    if (answer === undefined || answer.isOpen) return next();
    const refusal = await showProblem(c, 'too-many');
    refusal.headers.set('Retry-After', String(answer.seconds));
    return refusal;
  };
}
