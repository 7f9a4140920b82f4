import * as z from 'zod';
import { Instant } from '../../events/values.ts';
import { Account } from './journal.ts';
import { type LedgerDifference, Position } from './ledger-audit.ts';
import type { Totals } from './replay.ts';

/** Where a balance is kept: in the sums that statements are made of, or on a record of its own. */
const KeptIn = z.enum(['sums', 'record']);
type KeptIn = z.infer<typeof KeptIn>;

/** What one account comes to, in pence, debit positive: as the journal was replayed, and as it is kept. */
export const AccountBalance = z.lazy(() =>
  z.strictObject({
    account: Account,
    keptIn: KeptIn,
    replayed: z.int(),
    kept: z.int(),
    /** Since when the two differ by just so much. */
    differsSince: Instant.optional(),
  }),
);
export type AccountBalance = z.infer<typeof AccountBalance>;

/** Every account as the audit last compared it; there is one record of it. */
export const LedgerAccounts = z.lazy(() =>
  z.strictObject({
    at: Instant,
    /** The last entry that was replayed then. */
    through: Position,
    accounts: z.array(AccountBalance),
  }),
);
export type LedgerAccounts = z.infer<typeof LedgerAccounts>;

export const ledgerAccountsId = 'main';

const differenceOf = ({ replayed, kept }: Pick<AccountBalance, 'replayed' | 'kept'>): number => kept - replayed;

/** Whether the two do not agree; perhaps only because something was booked between two readings. */
export const isInDoubt = (balance: AccountBalance): boolean => differenceOf(balance) !== 0;

/** Since when an account differs by as much as now. */
function since(
  balance: AccountBalance,
  before: LedgerAccounts | undefined,
  now: Instant,
): Pick<AccountBalance, 'differsSince'> {
  if (!isInDoubt(balance)) return {};
  const known = before?.accounts.find(
    ({ account, keptIn }) => account === balance.account && keptIn === balance.keptIn,
  );
  const isSame = known !== undefined && differenceOf(known) === differenceOf(balance);
  return { differsSince: (isSame ? known.differsSince : undefined) ?? now };
}

/** Holds what was replayed against what is kept, account by account, in the order of their names. */
export function compareBalances(
  keptIn: KeptIn,
  { replayed, kept }: { readonly replayed: Totals; readonly kept: Totals },
  before: LedgerAccounts | undefined,
  now: Instant,
): readonly AccountBalance[] {
  return [...new Set([...replayed.keys(), ...kept.keys()])].toSorted().map((name) => {
    const account = Account.parse(name);
    const balance = { account, keptIn, replayed: replayed.get(name) ?? 0, kept: kept.get(name) ?? 0 };
    return { ...balance, ...since(balance, before, now) };
  });
}

const terms: Readonly<Record<KeptIn, string>> = {
  sums: 'balance in the sums of statements',
  record: 'balance on its record',
};

/** The account that a difference is about, when it is about one. */
export const accountIn = (about: string): Account | undefined =>
  about.startsWith('account/') ? Account.safeParse(about.slice('account/'.length)).data : undefined;

/** The accounts that have differed by the same since an earlier comparison: that is no matter of time. */
export const accountDifferences = (balances: readonly AccountBalance[], now: Instant): readonly LedgerDifference[] =>
  balances
    .filter(({ differsSince }) => differsSince !== undefined && differsSince < now)
    .map(({ account, keptIn, replayed, kept }) => ({
      about: `account/${account}`,
      term: terms[keptIn],
      journal: replayed,
      record: kept,
      foundAt: now,
    }));
