import type { FunctionName } from '../../infra/functions.ts';

/** Grants that no test uses, and why they are there nevertheless. */
export interface Reviewed {
  readonly of: readonly FunctionName[] | 'every function';
  readonly actions: readonly string[];
  /** As the check calls it: `table/visits`, `offers-dead-letters`. */
  readonly on: readonly string[] | 'the keys of tables';
  readonly why: string;
}

/**
 * What only AWS itself does with a function's role, and the template does not tell. What the template tells, such as that a
 * mapping reads its queue, stands beside the gate (infra/local/gate/called-by-aws.ts) and is not repeated here.
 */
export const reviewed: readonly Reviewed[] = [
  {
    of: 'every function',
    actions: ['kms:DescribeKey'],
    on: 'the keys of tables',
    why: 'DynamoDB looks the key of a table up in the name of whoever reads it; of the gate it asks for kms:Decrypt alone.',
  },
  {
    of: 'every function',
    actions: ['kms:Encrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'],
    on: 'the keys of tables',
    why: 'DynamoDB makes and renews the keys under the key of a table in the name of whoever writes; the emulator has none.',
  },
];
