import { randomUUID } from 'node:crypto';
import {
  type CancellationReason,
  type DynamoDBClient,
  DynamoDBServiceException,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { type Failure, outcomeOf } from './commit-outcome.ts';
import { toJournalEntry } from './dynamo-items.ts';
import type { CommitResult } from './interface.ts';
import type { Pauses } from './pauses.ts';
import type { WriteAction } from './write-action.ts';

/** Answers that mean "later": the database has too much to do, or still works on an earlier attempt of ours. */
const later = new Set([
  'ProvisionedThroughputExceeded',
  'ProvisionedThroughputExceededException',
  'ThrottlingError',
  'ThrottlingException',
  'RequestLimitExceeded',
  'TransactionInProgressException',
  'RequestTimeout',
  'RequestTimeoutException',
]);

/**
 * Whether the same request may be sent again. A network error or a fault of the server leaves open whether the
 * transaction happened; sent again with its token it happens at most once.
 */
const maySendAgain = (error: unknown): boolean => {
  if (error instanceof TransactionCanceledException) {
    const codes = (error.CancellationReasons ?? []).map(({ Code }) => Code ?? 'None');
    return codes.some((code) => later.has(code)) && codes.every((code) => code === 'None' || later.has(code));
  }
  return !(error instanceof DynamoDBServiceException) || error.$fault === 'server' || later.has(error.name);
};

const failed = (actions: readonly WriteAction[], reasons: readonly CancellationReason[], code: string): Failure[] =>
  actions.flatMap((action, index) => {
    const reason = reasons[index];
    if (reason?.Code !== code) return [];
    const isJournal = action.do === 'put' && action.item.is === 'journal-entry';
    return [{ action, booked: isJournal && reason.Item !== undefined ? toJournalEntry(reason.Item) : undefined }];
  });

/** @throws the error itself when it is neither about a condition nor about another transaction at the same items. */
const readCancellation = (error: TransactionCanceledException, actions: readonly WriteAction[]): CommitResult => {
  const reasons = error.CancellationReasons ?? [];
  const [failure, ...failures] = failed(actions, reasons, 'ConditionalCheckFailed');
  if (failure !== undefined) return outcomeOf([failure, ...failures]);
  const [contended] = failed(actions, reasons, 'TransactionConflict');
  if (contended !== undefined)
    return { ok: false, why: 'conflict', what: `${contended.action.key.pk} is being written` };
  throw error;
};

/**
 * Carries a transaction out.
 * @returns undefined when it happened, else why it did not.
 * @throws what the database answered when it is no refusal of ours, or when every further attempt failed too: then
 * whoever tries again must load and decide again, for the transaction may have happened.
 */
export async function transact(
  client: DynamoDBClient,
  actions: readonly WriteAction[],
  items: TransactWriteItem[],
  pauses: Pauses,
): Promise<CommitResult | undefined> {
  // Of this call and its own attempts only: derived from what is written, it would swallow an equal later transaction.
  const command = new TransactWriteItemsCommand({ TransactItems: items, ClientRequestToken: randomUUID() });
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.send(command);
      return undefined;
    } catch (error) {
      if (attempt > pauses.most || !maySendAgain(error)) {
        if (error instanceof TransactionCanceledException) return readCancellation(error, actions);
        throw error;
      }
      await pauses.before(attempt);
    }
  }
}
