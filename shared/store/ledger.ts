import { LedgerMonth, LotUse } from '../domain/ledger.ts';
import { LedgerAccounts } from '../domain/ledger-accounts.ts';
import { LedgerAudit, LedgerChunk, LedgerSegment } from '../domain/ledger-audit.ts';
import type { RecordType } from './record-type.ts';

/**
 * `ledger`: what the audit of the ledger has replayed, apart from the money it watches, so that it may read all of that
 * and change none of it. One `ledger-audit`, 1,024 chunks of balances by lot, hold and fund, one of every account for each
 * month, what the accounts came to when they were last compared (`ledger-accounts`), and the segments of the journal as they
 * were read. Each is asked for by its id, as are the sums of a month (`ledger-month`).
 *
 * | asked | answered by |
 * | --- | --- |
 * | the holds that have drawn on a lot | list `lot-uses/<lot>`; an hour behind, the journal tells those since |
 */
export const ledger: {
  'ledger-audit': RecordType<'ledger-audit'>;
  'ledger-accounts': RecordType<'ledger-accounts'>;
  'ledger-chunk': RecordType<'ledger-chunk'>;
  'ledger-segment': RecordType<'ledger-segment'>;
  'ledger-month': RecordType<'ledger-month'>;
  'lot-use': RecordType<'lot-use'>;
} = {
  'ledger-audit': { table: 'ledger', schema: LedgerAudit },
  'ledger-accounts': { table: 'ledger', schema: LedgerAccounts },
  'ledger-chunk': { table: 'ledger', schema: LedgerChunk },
  'ledger-segment': { table: 'ledger', schema: LedgerSegment },
  'ledger-month': { table: 'ledger', schema: LedgerMonth },
  'lot-use': {
    table: 'ledger',
    schema: LotUse,
    list: ({ lotId, heldAt }) => ({ list: `lot-uses/${lotId}`, at: heldAt }),
  },
};
