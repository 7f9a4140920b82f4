import { randomInt } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Instant } from '../../events/values.ts';
import type { Deps } from '../commands/deps.ts';
import type { CharitySettings } from '../domain/settings.ts';
import { readSettings } from '../runtime/read-settings.ts';
import { openDynamoStore } from '../store/dynamo-store.ts';

/** The names of tables that a function was given; one that is missing it cannot reach. */
export interface TableEnvironment {
  readonly CASES_TABLE?: string;
  readonly MONEY_TABLE?: string;
  readonly LEDGER_TABLE?: string;
  readonly MAIL_TABLE?: string;
  readonly VISITS_TABLE?: string;
  readonly IDENTITIES_TABLE?: string;
  readonly IDENTITY_KEYS_TABLE?: string;
  readonly AUDIT_TABLE?: string;
}

const alphabet = '23456789abcdefghjkmnpqrstuvwxyz';

/** A random id of some 79 bits: the prefix, then characters that cannot be mistaken for one another. */
const newId = (prefix: string, length = 16): string =>
  `${prefix}_${Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join('')}`;

const clock = (): Instant => Instant.parse(new Date().toISOString());

/** What every command needs, from a function's environment: the store, the settings, the clock. */
export const composeDeps = (environment: TableEnvironment): Deps => ({
  store: openDynamoStore({
    cases: environment.CASES_TABLE,
    money: environment.MONEY_TABLE,
    ledger: environment.LEDGER_TABLE,
    mail: environment.MAIL_TABLE,
    visits: environment.VISITS_TABLE,
    identities: environment.IDENTITIES_TABLE,
    'identity-keys': environment.IDENTITY_KEYS_TABLE,
    audit: environment.AUDIT_TABLE,
  }),
  settings: readSettings<CharitySettings>(),
  now: clock,
  newId,
  pause: (milliseconds) => wait(milliseconds),
});
