import type { AttributeValue, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import { listIndex } from '../../shared/store/tables.ts';

const bytes = (text: string): number => Buffer.byteLength(text);
const total = (sizes: readonly number[]): number => sizes.reduce((sum, size) => sum + size, 0);

/** The size of a value by the published rules: containers cost three bytes, and one more for each element. */
function sizeOf(value: AttributeValue): number {
  if (value.S !== undefined) return bytes(value.S);
  if (value.N !== undefined) return Math.ceil(value.N.length / 2) + 1;
  if (value.L !== undefined) return 3 + total(value.L.map((element) => 1 + sizeOf(element)));
  if (value.M !== undefined) return 3 + total(Object.values(value.M).map(() => 1)) + sizeOfItem(value.M);
  return 1;
}

const sizeOfItem = (item: Readonly<Record<string, AttributeValue>>): number =>
  total(Object.entries(item).map(([name, value]) => bytes(name) + sizeOf(value)));

const perKilobyte = (item: Readonly<Record<string, AttributeValue>>): number => Math.ceil(sizeOfItem(item) / 1_024);

/**
 * The write units of one action of a transaction: two for each kilobyte begun, and what stands in the index one more for
 * each. DynamoDB Local reports of a transaction one item a table, so they are counted from the items themselves.
 */
export function writeUnits({ Put }: TransactWriteItem): number {
  // What is only checked or removed here is a kilobyte at most: a fund, an entry of a range.
  if (Put?.Item === undefined) return 2;
  const inIndex = Put.Item[listIndex.partition] === undefined ? 0 : 1;
  return (2 + inIndex) * perKilobyte(Put.Item);
}
