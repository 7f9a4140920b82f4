import { GetQueueAttributesCommand, ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { DonationId } from '../../../events/values.ts';
import { balances } from '../../../shared/domain/journal.ts';
import type { StoreContent } from '../../../shared/store/store-content.ts';
import { dynamoClient } from '../../support/dynamo-tables.ts';
import { readContent } from '../../support/store-twins.ts';
import { allOf, faultsIn } from '../invariants.ts';
import type { Ready } from './killed-stack.ts';
import { tableNamesOf } from './soak-deps.ts';

interface Gift {
  readonly donationId: DonationId;
  readonly amount: number;
}

/** Every gift is one lot of its sum and one entry, and there is no other. */
function giftDifferences(content: StoreContent, gifts: readonly Gift[]): readonly string[] {
  const lots = allOf(content, 'lot');
  const entries = content.journal.filter(({ id }) => id.startsWith('donation:'));
  const wrong = gifts.flatMap(({ donationId, amount }) => {
    const own = lots.filter((lot) => lot.donationId === donationId);
    return own.length === 1 && own[0]?.amount === amount
      ? []
      : [`${donationId} of ${amount} became ${own.length} lots`];
  });
  const isCounted = lots.length === gifts.length && entries.length === gifts.length;
  return isCounted ? wrong : [...wrong, `${gifts.length} gifts, ${lots.length} lots, ${entries.length} entries`];
}

/** Messages that were given up, or are still there. */
async function messagesLeft(endpoint: string): Promise<readonly string[]> {
  const sqs = new SQSClient({
    endpoint,
    region: 'eu-west-2',
    credentials: { accessKeyId: 'soak', secretAccessKey: 'soak' },
  });
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({}));
  const left: string[] = [];
  for (const QueueUrl of QueueUrls) {
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
    );
    const count = Number(Attributes?.ApproximateNumberOfMessages ?? 0);
    if (count > 0) left.push(`${count} messages in ${QueueUrl.split('/').at(-1)}`);
  }
  sqs.destroy();
  return left;
}

/** Everything that is not as it must be at the end: lost, doubled, out of balance, or left over. */
export async function differencesOf(
  ready: Ready,
  gifts: readonly Gift[],
): Promise<{ readonly differences: readonly string[]; readonly places: number }> {
  const client = dynamoClient(ready.ready.data);
  const content = await readContent(client, tableNamesOf(ready));
  client.destroy();
  const total = [...balances(content.journal).values()].reduce((sum, amount) => sum + amount, 0);
  return {
    differences: [
      ...faultsIn(content),
      ...giftDifferences(content, gifts),
      ...(total === 0 ? [] : [`the trial balance is out by ${total}`]),
      ...(await messagesLeft(ready.ready.queues)),
    ],
    places: allOf(content, 'place').filter(({ state }) => state === 'allocated').length,
  };
}
