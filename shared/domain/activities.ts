import type { FundId } from '../../events/values.ts';
import type { Fund } from './fund.ts';
import type { Account } from './journal.ts';
import { fundPartOf, type LedgerLine, type LedgerOf } from './ledger.ts';
import { fundMovements, type Movement } from './movement.ts';

/** The columns of the statement of financial activities (Charities SORP, module 4). */
export const columns = ['unrestricted', 'designated', 'restricted'] as const;
export type Column = (typeof columns)[number];

/** Its rows, in their order. Income and what comes in is positive, expenditure negative. */
export const activities = [
  'donations',
  'gift-aid',
  'grants',
  'legacies',
  'courses',
  'refunds',
  'therapy',
  'fees',
  'other-expenditure',
  'transfers',
  'unknown',
] as const;
export type Activity = (typeof activities)[number];

export type ByColumn = { readonly [C in Column]: number };

/** Pence, by column. */
export interface Activities {
  readonly broughtForward: ByColumn;
  readonly rows: readonly (ByColumn & { readonly activity: Activity })[];
  readonly net: ByColumn;
  readonly carriedForward: ByColumn;
}

const nothing: ByColumn = { unrestricted: 0, designated: 0, restricted: 0 };
const add = (a: ByColumn, b: ByColumn): ByColumn => ({
  unrestricted: a.unrestricted + b.unrestricted,
  designated: a.designated + b.designated,
  restricted: a.restricted + b.restricted,
});

/** What a movement of a fund is in these accounts; between free and held nothing is gained or lost. */
const ofMovement: Readonly<Record<Movement, Activity>> = {
  donations: 'donations',
  'gift-aid': 'gift-aid',
  grants: 'grants',
  legacies: 'legacies',
  'disputes-won': 'refunds',
  'transfers-in': 'transfers',
  'transfers-out': 'transfers',
  'set-aside': 'transfers',
  held: 'transfers',
  released: 'transfers',
  spent: 'therapy',
  refunds: 'refunds',
  disputes: 'refunds',
  fees: 'fees',
  'deficit-arisen': 'refunds',
  'deficit-cleared': 'transfers',
  'deficit-covered': 'transfers',
  'reserve-repaid': 'transfers',
  unknown: 'unknown',
};

/** Accounts of the charity's own money, outside the funds: core is unrestricted, the reserve set aside by the trustees. */
const ofAccount: Partial<Readonly<Record<Account, { readonly column: Column; readonly activity: Activity }>>> = {
  fees: { column: 'unrestricted', activity: 'fees' },
  'dispute-fees': { column: 'unrestricted', activity: 'fees' },
  'fund:core': { column: 'unrestricted', activity: 'transfers' },
  'risk-reserve': { column: 'designated', activity: 'transfers' },
  'income:donations': { column: 'unrestricted', activity: 'donations' },
  'income:gift-aid': { column: 'unrestricted', activity: 'gift-aid' },
  'income:grants': { column: 'unrestricted', activity: 'grants' },
  'income:legacies': { column: 'unrestricted', activity: 'legacies' },
  'income:courses': { column: 'unrestricted', activity: 'courses' },
  'expenditure:therapy': { column: 'unrestricted', activity: 'therapy' },
  'expenditure:fundraising': { column: 'unrestricted', activity: 'other-expenditure' },
  'expenditure:governance': { column: 'unrestricted', activity: 'other-expenditure' },
  'expenditure:training': { column: 'unrestricted', activity: 'other-expenditure' },
};

/** Whether an account holds the charity's funds, and not what it has or owes. */
const isOfFunds = (account: Account): boolean => fundPartOf(account) !== undefined || account in ofAccount;

/**
 * What the charity has less what it owes, in pence, from the accounts that are no funds: the payment provider, the bank,
 * what HMRC owes, less what is owed to therapists and to donors. Equal to the funds carried forward, or the books are wrong.
 */
export const netAssets = (lines: Iterable<LedgerLine>): number => {
  let total = 0;
  for (const { account, debit, credit } of lines) if (!isOfFunds(account)) total += debit - credit;
  return total;
};

type Columns = ReadonlyMap<FundId, Column>;

interface Part extends ByColumn {
  readonly activity: Activity;
}

function partsOf(lines: readonly LedgerLine[], columnOf: Columns): readonly Part[] {
  const ofFunds = fundMovements(lines).map(({ fundId, movement, free, held, deficit }): Part => {
    // A fund that nobody knows is still money; without its kind nobody may call it free to use.
    const column = columnOf.get(fundId) ?? 'restricted';
    return { ...nothing, activity: ofMovement[movement], [column]: free + held - deficit };
  });
  const others = lines.flatMap(({ account, debit, credit }): readonly Part[] => {
    const known = ofAccount[account];
    return known === undefined ? [] : [{ ...nothing, activity: known.activity, [known.column]: credit - debit }];
  });
  return [...ofFunds, ...others];
}

const sumOf = (parts: readonly ByColumn[]): ByColumn => parts.reduce(add, nothing);

const isNothing = ({ unrestricted, designated, restricted }: ByColumn): boolean =>
  unrestricted === 0 && designated === 0 && restricted === 0;

/**
 * The statement of financial activities of a period, in the columns of the Charities SORP: income by class, expenditure,
 * transfers, and the funds brought and carried forward. What donors were given back is less income. Derived from the
 * journal and the kinds of the funds.
 */
export function statementOfActivities(
  { before, during }: LedgerOf,
  funds: readonly Pick<Fund, 'id' | 'kind'>[],
): Activities {
  const columnOf: Columns = new Map(funds.map(({ id, kind }) => [id, kind]));
  const broughtForward = sumOf(partsOf(before, columnOf));
  const parts = partsOf(during, columnOf);
  const rows = activities
    .map((activity) => ({ activity, ...sumOf(parts.filter((part) => part.activity === activity)) }))
    .filter((row) => !isNothing(row));
  const net = sumOf(rows);
  return { broughtForward, rows, net, carriedForward: add(broughtForward, net) };
}
