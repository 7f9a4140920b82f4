import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { DataTable } from './data-table.ts';

/**
 * A value for a function's environment together with the grants without which the value is of no use. The two are
 * given in one breath, so that neither is forgotten nor outlives the other.
 */
export interface Binding {
  readonly value: string;
  readonly statements: readonly PolicyStatement[];
}

/**
 * One binding for each name that a function's configuration asks for: a name that is missing or mistyped is a type
 * error. `satisfies Bindings<Config>`.
 */
export type Bindings<Environment> = { readonly [Name in keyof Environment]-?: Binding };

/**
 * What a function does with a table, in the words of the store, and the action that each is. Each is granted by itself: who
 * only adds cannot read, and who reads by key cannot list. Scans are left out on purpose, and updates in place but for counts: every
 * query is bounded, and a record is replaced at its version.
 */
const actionOf = {
  get: 'dynamodb:GetItem',
  'get many': 'dynamodb:BatchGetItem',
  /** Read in the order of keys: the ranges of a table, the history of a record. */
  range: 'dynamodb:Query',
  /** Read in the order of the table's index. */
  list: 'dynamodb:Query',
  put: 'dynamodb:PutItem',
  /** Have a commit depend on a record that it does not change. */
  check: 'dynamodb:ConditionCheckItem',
  /** Remove a record, or its entry from a range that it no longer stands in. */
  delete: 'dynamodb:DeleteItem',
  /** Count one more in place: a count is no record, and nobody decides on it. */
  count: 'dynamodb:UpdateItem',
} as const;
type Use = keyof typeof actionOf;

const writing: readonly Use[] = ['put', 'delete', 'count'];

const throughTables = (key: IKey, actions: readonly string[]): PolicyStatement =>
  new PolicyStatement({
    actions: [...actions],
    resources: [key.keyArn],
    conditions: { StringEquals: { 'kms:ViaService': `dynamodb.${Stack.of(key).region}.amazonaws.com` } },
  });

/**
 * The use of a table's key that DynamoDB makes in the name of whoever reads the table, or its stream. Only through DynamoDB:
 * nobody can take the key to a ciphertext by themself.
 */
export const openThroughTables = (key: IKey): PolicyStatement => throughTables(key, ['kms:Decrypt', 'kms:DescribeKey']);

/** What it does with the key beside that in the name of whoever writes. */
const sealThroughTables = (key: IKey): PolicyStatement =>
  throughTables(key, ['kms:Encrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom', 'kms:ReEncryptTo']);

/** A table, and what is done with it. That a put replaces nothing it should not is the store's own condition. */
export function useTable(table: DataTable, ...uses: readonly [Use, ...Use[]]): Binding {
  const ofItems = uses.filter((use) => use !== 'list').map((use) => actionOf[use]);
  return {
    value: table.table.tableName,
    statements: [
      ...(ofItems.length > 0 ? [new PolicyStatement({ actions: ofItems, resources: [table.table.tableArn] })] : []),
      // A query of an index is asked about the index alone.
      ...(uses.includes('list')
        ? [new PolicyStatement({ actions: [actionOf.list], resources: [table.indexArn] })]
        : []),
      openThroughTables(table.encryptedWith),
      ...(uses.some((use) => writing.includes(use)) ? [sealThroughTables(table.encryptedWith)] : []),
    ],
  };
}

/** All that a command may do with the records that it decides about. */
export const everything = [
  'get',
  'get many',
  'range',
  'list',
  'put',
  'check',
  'delete',
] as const satisfies readonly Use[];

const onKey = (key: IKey, actions: readonly string[]): Binding => ({
  value: key.keyArn,
  statements: [new PolicyStatement({ actions: [...actions], resources: [key.keyArn] })],
});

const encrypting = ['kms:GenerateDataKey'];

/** Make and wrap new data keys; those made before stay closed. */
export const encryptWith = (key: IKey): Binding => onKey(key, encrypting);

/** Unwrap data keys. */
export const decryptWith = (key: IKey): Binding => onKey(key, ['kms:Decrypt']);

export const encryptAndDecryptWith = (key: IKey): Binding => onKey(key, [...encrypting, 'kms:Decrypt']);

export const sendTo = (queue: IQueue): Binding => ({
  value: queue.queueUrl,
  statements: [new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [queue.queueArn] })],
});

/** See what a queue has given up, without taking it away, and take off what was sent again. */
export const lookThrough = (queue: IQueue): Binding => ({
  value: queue.queueUrl,
  statements: [
    new PolicyStatement({
      actions: ['sqs:GetQueueAttributes', 'sqs:ReceiveMessage', 'sqs:ChangeMessageVisibility', 'sqs:DeleteMessage'],
      resources: [queue.queueArn],
    }),
  ],
});

export const readSecret = (secret: Pick<ISecret, 'secretArn'>): Binding => ({
  value: secret.secretArn,
  statements: [new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [secret.secretArn] })],
});

/** A value that needs no grant. */
export const plain = (value: string): Binding => ({ value, statements: [] });
