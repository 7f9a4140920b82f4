import type * as z from 'zod';
import type { Kind, Records } from '../domain/records.ts';
import type { TableName } from './tables.ts';

/** Where a record stands in a strongly consistent order: an entry of its own, written with the record. */
export interface RangeEntry {
  readonly heading: string;
  readonly name: string;
  /** Text that sorts; unique within its range. */
  readonly order: string;
}

/** How one kind of record is kept: its table, its schema, and the access patterns it serves. */
export interface RecordType<K extends Kind> {
  readonly table: TableName;
  readonly schema: z.ZodType<Records[K]>;
  /** The index entry for pages and sweeps, at most one a record. */
  readonly list?: (value: Records[K]) => { readonly list: string; readonly at: string } | undefined;
  /** The first part of every heading in `ranges`; no other kind has it. A heading alone then names its table. */
  readonly rangesUnder?: string;
  readonly ranges?: (value: Records[K]) => readonly RangeEntry[];
  /** Epoch seconds after which the record is deleted. */
  readonly expires?: (value: Records[K]) => number;
}
