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

// A condition check reads nothing but tells whether it holds; it is part of every commit.
const reading = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query', 'dynamodb:ConditionCheckItem'];
const adding = ['dynamodb:PutItem', 'dynamodb:ConditionCheckItem'];
const writing = ['dynamodb:PutItem', 'dynamodb:DeleteItem', 'dynamodb:ConditionCheckItem'];

// Scans and updates in place are left out on purpose: every query is bounded, and a record is replaced at its version.
const onTable = (table: DataTable, actions: readonly string[], arns: readonly string[]): Binding => ({
  value: table.table.tableName,
  statements: [
    new PolicyStatement({ actions: [...new Set(actions)], resources: [...arns] }),
    throughTables(table.encryptedWith),
  ],
});

/**
 * The use of a table's key that DynamoDB makes in its caller's name. Only through DynamoDB: nobody can take the key
 * to a ciphertext by themself.
 */
export const throughTables = (key: IKey): PolicyStatement =>
  new PolicyStatement({
    actions: [
      'kms:Decrypt',
      'kms:DescribeKey',
      'kms:Encrypt',
      'kms:GenerateDataKey',
      'kms:ReEncryptFrom',
      'kms:ReEncryptTo',
    ],
    resources: [key.keyArn],
    conditions: { StringEquals: { 'kms:ViaService': `dynamodb.${Stack.of(key).region}.amazonaws.com` } },
  });

/** Read a table and its index. */
export const read = (table: DataTable): Binding => onTable(table, reading, table.readableArns);

/** Put items and nothing else, no reading or deleting. That a put replaces nothing is the store's own condition. */
export const addTo = (table: DataTable): Binding => onTable(table, adding, [table.table.tableArn]);

/** Read what is there and add to it, never change it. */
export const readAndAddTo = (table: DataTable): Binding => onTable(table, [...reading, ...adding], table.readableArns);

export const readAndWrite = (table: DataTable): Binding => onTable(table, [...reading, ...writing], table.readableArns);

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

export const readSecret = (secret: Pick<ISecret, 'secretArn'>): Binding => ({
  value: secret.secretArn,
  statements: [new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [secret.secretArn] })],
});

/** A value that needs no grant. */
export const plain = (value: string): Binding => ({ value, statements: [] });
