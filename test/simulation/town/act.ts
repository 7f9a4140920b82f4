import type { Instant } from '../../../events/values.ts';
import type { FunctionName } from '../../../infra/functions.ts';
import type { GivingDeps } from '../../../shared/commands/give.ts';
import type { IntakeDeps } from '../../../shared/commands/refer.ts';
import type { Outcome } from '../../../shared/domain/outcome.ts';
import type { CharitySettings } from '../../../shared/domain/settings.ts';
import type { Random } from '../random.ts';
import type { Delivered } from './post.ts';
import type { Shadow } from './shadow.ts';
import type { Deed, Town } from './town.ts';

/** What people go by before they act, in a simulated town as over a real stack: records, mail, the clock. */
export interface Sight {
  readonly settings: CharitySettings;
  /** All records, as far as they were seen. */
  readonly watch: { readonly shadow: Shadow };
  readonly mailer: { readonly sent: readonly Delivered[] };
  /** Epoch milliseconds. */
  readonly time: number;
  now(): Instant;
  nextId(): string;
}

/** What a page's function has. */
export type OfficeDeps = GivingDeps & IntakeDeps;

/** What a person does by a page of ours. */
export interface Errand {
  readonly name: string;
  /** The function that does it, if it is one alone. */
  readonly role?: FunctionName;
  run(deps: OfficeDeps): Promise<Outcome<unknown> | undefined>;
  /** Whether who did it does it again when it broke off: people press again. */
  readonly again?: boolean;
}

/** One kind of thing that can happen: somebody comes and does something, or a machine's turn has come. */
export interface Act<T extends Sight = Town, D extends Errand | Deed = Deed> {
  readonly name: string;
  /** How often it happens beside the others; 0: not now. */
  weight(town: T): number;
  /** Looks at the town as a person looks at a page, and says what is then done; undefined: nothing to do. */
  prepare(town: T, random: Random): Promise<D | undefined> | D | undefined;
}

/** An act by our pages alone: it can happen in a town and over a real stack. */
export type OfficeAct = Act<Sight, Errand>;

/** An act of people: equally likely at any time. */
export const people = <T extends Sight = Sight>(
  name: string,
  weight: number,
  prepare: (town: T, random: Random) => Errand | undefined,
): Act<T, Errand> => ({
  name,
  weight: () => weight,
  prepare,
});
