import * as z from 'zod';
import { Account } from '../../shared/domain/journal.ts';
import type { CodeGraph } from './code-graph.ts';
import { code, codes, page, table } from './markdown.ts';
import { type BookedEntry, bookedEntries } from './postings.ts';

/** What each account is for; the journal's schema says which there are. */
const meanings: Readonly<Record<string, string>> = {
  clearing: 'Money at the payment provider that has not been paid out to the bank.',
  bank: 'Money in the charity’s bank account.',
  fees: 'What the provider takes for payments. Borne by core, so that a gift of one person’s therapy buys one person’s therapy.',
  'dispute-fees': 'What the provider takes for a dispute.',
  'fund:core': 'The charity’s own running costs and what pays them.',
  'risk-reserve': 'Set aside to cover deficits that two people decide to cover.',
  'paid-out': 'What therapists have been paid.',
  'giftaid:receivable': 'Claimed from HMRC and not received yet.',
  refunds: 'Given back to donors.',
  'fund:<FundId>:free': 'A fund’s money that no place holds; by lot.',
  'fund:<FundId>:held': 'A fund’s money held for blocks of places; by lot and hold.',
  'fund:<FundId>:deficit': 'What refunds and lost disputes took from a fund after its money was held or spent.',
  'therapist:<TherapistId>:payable': 'Owed to a therapist for sessions.',
  'income:donations': 'Income from gifts.',
  'income:gift-aid': 'Income from Gift Aid.',
  'income:grants': 'Income from grants.',
  'income:legacies': 'Income from legacies.',
  'income:courses': 'Income from course fees, which never become lots.',
  'expenditure:therapy': 'Spent on therapy.',
  'expenditure:fundraising': 'Spent on raising money.',
  'expenditure:governance': 'Spent on running the charity.',
  'expenditure:training': 'Spent on training therapists.',
};

const idNames = new Map([
  ['fnd', 'FundId'],
  ['thr', 'TherapistId'],
]);

/** The words a part of an account's name may be; an id is written as its kind. */
function partWords(part: z.core.$ZodTemplateLiteralPart | z.core.$ZodType): readonly string[] {
  if (typeof part === 'string') return [part];
  if (part instanceof z.ZodEnum) return part.options.map(String);
  if (part instanceof z.ZodLazy) return partWords(part.unwrap());
  const pattern = part instanceof z.ZodString ? (z.toJSONSchema(part).pattern ?? '') : '';
  const name = idNames.get(/^\^([a-z]+)_/.exec(pattern)?.[1] ?? '');
  if (name === undefined) throw new Error('an account is named by something the documents do not know');
  return [`<${name}>`];
}

const accountsOf = (schema: z.core.$ZodType): readonly string[] => {
  if (schema instanceof z.ZodEnum) return schema.options.map(String);
  if (!(schema instanceof z.ZodTemplateLiteral)) throw new Error('an account is neither listed nor composed');
  return schema.def.parts
    .map(partWords)
    .reduce((names, words) => names.flatMap((name) => words.map((word) => name + word)), ['']);
};

/** Whether an entry's account is this one, whatever the code calls the id inside: `fund:<id>:free`. */
const sameAccount = (posted: string, account: string): boolean =>
  posted.replaceAll(/<[^>]*>/g, '<>') === account.replaceAll(/<[^>]*>/g, '<>');

function row(account: string, entries: readonly BookedEntry[]): readonly string[] {
  const meaning = meanings[account];
  if (meaning === undefined) throw new Error(`say in infra/docs/accounts-page.ts what the account ${account} is for`);
  const posting = (side: 'debits' | 'credits'): string =>
    codes(entries.filter((entry) => entry[side].some((posted) => sameAccount(posted, account))).map(({ id }) => id));
  return [code(account), meaning, posting('debits'), posting('credits')];
}

/** The chart of accounts, and which entries post to each today. */
export function writeAccountsPage(graph: CodeGraph): string {
  const accounts = Account.unwrap().options.flatMap(accountsOf);
  const gone = Object.keys(meanings).filter((account) => !accounts.includes(account));
  if (gone.length > 0)
    throw new Error(`infra/docs/accounts-page.ts explains accounts there are not: ${gone.join(', ')}`);
  const entries = bookedEntries(graph);
  const unknown = entries
    .flatMap(({ debits, credits }) => [...debits, ...credits])
    .filter((posted) => !accounts.some((account) => sameAccount(posted, account)));
  if (unknown.length > 0) throw new Error(`an entry posts to what is no account: ${unknown.join(', ')}`);
  return page(
    'Chart of accounts',
    'The journal is double-entry and append-only: integer pence, debit positive, credit negative, every entry sums to zero. What is not in this chart cannot be posted to. ' +
      'Funds are owed to their purpose, so what is free or held is a credit.',
    table(
      ['account', 'for', 'debited by', 'credited by'],
      accounts.map((account) => row(account, entries)),
    ),
    '## Entries',
    'The id of an entry is its cause and revision. It is written with must-not-exist in the same transaction as the change of state, and that is what makes money exactly-once.',
    table(
      ['id', 'booked by', 'debits', 'credits'],
      entries.map(({ id, by, debits, credits }) => [code(id), code(by), codes(debits), codes(credits)]),
    ),
  );
}
