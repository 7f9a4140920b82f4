import type { Kind } from '../domain/records.ts';
import { cases } from './cases.ts';
import { identities } from './identities.ts';
import { ledger } from './ledger.ts';
import { mail } from './mail.ts';
import { money } from './money.ts';
import type { RecordType } from './record-type.ts';
import { visits } from './visits.ts';

/** How every kind of record is kept. */
export const recordTypes: { readonly [K in Kind]: RecordType<K> } = {
  ...cases,
  ...money,
  ...ledger,
  ...mail,
  ...visits,
  ...identities,
};
