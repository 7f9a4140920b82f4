import { type ByColumn, columns, netAssets, statementOfActivities } from '../../../shared/domain/activities.ts';
import { type CsvCell, writeCsv } from '../../../shared/domain/csv.ts';
import type { Fund } from '../../../shared/domain/fund.ts';
import { type FundStatement, fundStatement } from '../../../shared/domain/fund-statement.ts';
import { type LedgerOf, type Period, trialBalance } from '../../../shared/domain/ledger.ts';
import type { Movement } from '../../../shared/domain/movement.ts';
import { accountWords } from '../words/accounts.ts';
import { activityWords, movementWords } from '../words/figures.ts';

/** A table of sums: the same on a page and in a file. */
export interface Figures {
  readonly caption: string;
  /** What the first column names. */
  readonly of: string;
  readonly head: readonly string[];
  /** Pence; undefined leaves a cell empty. */
  readonly rows: readonly { readonly name: string; readonly sums: readonly (number | undefined)[] }[];
  /** Whether the figures agree with the books in another way than they were made; false is an alarm. */
  readonly reconciles: boolean;
  /** Causes in the journal that these figures do not know, shown by name. */
  readonly unknown: readonly string[];
}

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);

const unknownIn = (statements: readonly FundStatement[]): readonly string[] =>
  [...new Set(statements.flatMap(({ rows }) => rows.flatMap(({ cause }) => cause ?? [])))].toSorted();

/** One fund: opening, every movement, closing. */
export function figuresOfFund(fund: Pick<Fund, 'id' | 'name'>, ledger: LedgerOf): Figures {
  const statement = fundStatement(fund.id, ledger);
  const { opening, rows, closing } = statement;
  const booked = new Map(
    trialBalance([...ledger.before, ...ledger.during]).map(({ account, balance }) => [account, balance]),
  );
  const agrees = (part: 'free' | 'held' | 'deficit', sign: 1 | -1): boolean =>
    closing[part] - sign * (booked.get(`fund:${fund.id}:${part}`) ?? 0) === 0;
  return {
    caption: `Statement of ${fund.name}`,
    of: 'Movement',
    head: ['Free', 'Held for places', 'Deficit'],
    rows: [
      { name: 'Opening', sums: [opening.free, opening.held, opening.deficit] },
      ...rows.map(({ movement, cause, free, held, deficit }) => ({
        name: cause === undefined ? movementWords[movement] : `${movementWords[movement]}: ${cause}`,
        sums: [free, held, deficit],
      })),
      { name: 'Closing', sums: [closing.free, closing.held, closing.deficit] },
    ],
    reconciles: agrees('free', -1) && agrees('held', -1) && agrees('deficit', 1),
    unknown: unknownIn([statement]),
  };
}

/** What each column of the funds' table adds up. All that a fund has is `free + held - deficit`. */
const groups: readonly { readonly head: string; readonly of: readonly Movement[] }[] = [
  { head: 'Gifts and other income', of: ['donations', 'gift-aid', 'grants', 'legacies', 'disputes-won'] },
  { head: 'Spent', of: ['spent'] },
  { head: 'Refunds, disputes and fees', of: ['refunds', 'disputes', 'deficit-arisen', 'fees'] },
  { head: 'Transfers', of: ['transfers-in', 'transfers-out'] },
  { head: 'To and from the reserve', of: ['set-aside', 'deficit-covered', 'reserve-repaid'] },
  { head: 'Other', of: ['held', 'released', 'deficit-cleared', 'unknown'] },
];

/** All funds, one line each. */
export function figuresOfFunds(funds: readonly Pick<Fund, 'id' | 'name'>[], ledger: LedgerOf): Figures {
  const statements = funds.map(({ id, name }) => ({ name, ...fundStatement(id, ledger) }));
  const lines = statements.map(({ name, opening, rows, closing }) => ({
    name,
    sums: [
      opening.free + opening.held - opening.deficit,
      ...groups.map(({ of }) =>
        sumOf(rows.filter(({ movement }) => of.includes(movement)).map((row) => row.free + row.held - row.deficit)),
      ),
      closing.free + closing.held - closing.deficit,
      closing.free,
      closing.held,
      closing.deficit,
    ],
  }));
  const totals = lines[0]?.sums.map((_, index) => sumOf(lines.map(({ sums }) => sums[index] ?? 0)));
  return {
    caption: 'All funds',
    of: 'Fund',
    head: ['Opening', ...groups.map(({ head }) => head), 'Closing', 'Free', 'Held for places', 'Deficit'],
    rows: totals === undefined ? [] : [...lines, { name: 'All funds', sums: totals }],
    reconciles: lines.every(({ sums }) => sumOf(sums.slice(0, groups.length + 1)) === sums[groups.length + 1]),
    unknown: unknownIn(statements),
  };
}

const inColumns = (row: ByColumn): readonly number[] => {
  const sums = columns.map((column) => row[column]);
  return [...sums, sumOf(sums)];
};

/** The statement of financial activities, in the columns of the Charities SORP. */
export function figuresOfActivities(funds: readonly Pick<Fund, 'id' | 'kind'>[], ledger: LedgerOf): Figures {
  const { broughtForward, rows, net, carriedForward } = statementOfActivities(ledger, funds);
  return {
    caption: 'Statement of financial activities',
    of: 'Activity',
    head: ['Unrestricted', 'Designated', 'Restricted', 'All'],
    rows: [
      ...rows.map((row) => ({ name: activityWords[row.activity], sums: inColumns(row) })),
      { name: 'Net movement in funds', sums: inColumns(net) },
      { name: 'Funds brought forward', sums: inColumns(broughtForward) },
      { name: 'Funds carried forward', sums: inColumns(carriedForward) },
    ],
    reconciles:
      sumOf(columns.map((column) => carriedForward[column])) === netAssets([...ledger.before, ...ledger.during]),
    unknown: unknownIn(funds.map(({ id }) => fundStatement(id, ledger))),
  };
}

/** The balance of every account on the last day of the period. */
export function figuresOfTrialBalance(ledger: LedgerOf, fundNames: ReadonlyMap<Fund['id'], string>): Figures {
  const accounts = trialBalance([...ledger.before, ...ledger.during]);
  const debits = sumOf(accounts.map(({ balance }) => Math.max(balance, 0)));
  const credits = sumOf(accounts.map(({ balance }) => Math.max(-balance, 0)));
  return {
    caption: 'Trial balance on the last day',
    of: 'Account',
    head: ['Debit', 'Credit'],
    rows: [
      ...accounts.map(({ account, balance }) => ({
        name: accountWords(account, fundNames),
        sums: [balance > 0 ? balance : undefined, balance < 0 ? -balance : undefined],
      })),
      { name: 'Total', sums: [debits, credits] },
    ],
    reconciles: debits === credits,
    unknown: [],
  };
}

/** The same table as a file; every line says for which days. */
export const csvOfFigures = ({ of, head, rows }: Figures, { from, through }: Period): string =>
  writeCsv(
    ['From', 'Through', of, ...head],
    rows.map(({ name, sums }): readonly CsvCell[] => [
      from,
      through,
      name,
      ...sums.map((pence) => (pence === undefined ? undefined : { pence })),
    ]),
  );
