import * as z from 'zod';
import type { Place, ReadCall } from './call.ts';

const onQueue = z.object({ QueueUrl: z.string() });

/** What a call of SQS needs: for a batch, what one of its messages would. */
export const readQueueCall =
  ({ region, account }: Place): ReadCall =>
  ({ operation, body }) => {
    const { QueueUrl } = onQueue.parse(JSON.parse(body.toString('utf8')));
    const name = QueueUrl.split('/').at(-1);
    return [{ action: `sqs:${operation.replace(/Batch$/, '')}`, resource: `arn:aws:sqs:${region}:${account}:${name}` }];
  };
