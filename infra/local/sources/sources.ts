import * as z from 'zod';
import { type AwsCall, awsJsonClient } from '../emulators/aws-json.ts';
import type { EmulatorPlaces } from '../emulators/launch.ts';
import { streamArnOf } from '../resources/create-tables.ts';
import type { Mappings } from '../template/read-functions.ts';
import type { EventSource, SourceTools } from './event-source.ts';
import { openPositions } from './positions.ts';
import { openQueue } from './queue-client.ts';
import { createQueueSource } from './queue-source.ts';
import { createStreamReader, passOver } from './stream-reader.ts';
import { createStreamSource } from './stream-source.ts';

/** Sends one message to a queue, given by its address. */
export const createSender =
  (call: AwsCall, urlOf: (queueArn: string) => string) =>
  (queueArn: string, body: string, group?: { id: string; deduplicationId: string }): Promise<unknown> =>
    call(
      'AmazonSQS.SendMessage',
      {
        QueueUrl: urlOf(queueArn),
        MessageBody: body,
        ...(group === undefined ? {} : { MessageGroupId: group.id, MessageDeduplicationId: group.deduplicationId }),
      },
      z.unknown(),
    );

/** Every event source mapping of the template, ready to start; `passOver`: what stands in streams now reaches nobody. */
export const createSources = async (
  mappings: Mappings,
  places: EmulatorPlaces,
  region: string,
  streamsAt: { positionsFile: string; passOver: boolean },
  urlOf: (queueArn: string) => string,
  tools: SourceTools,
): Promise<EventSource[]> => {
  const database = awsJsonClient(places.database, 'dynamodb', region);
  const queues = awsJsonClient(places.queues, 'sqs', region);
  const send = createSender(queues, urlOf);
  const positions = openPositions(streamsAt.positionsFile);
  const streams = mappings.streams.map(async (spec) => {
    const streamArn = await streamArnOf(database, spec.tableName);
    const { StartingPosition = 'TRIM_HORIZON', DestinationConfig } = spec.properties;
    const destination = DestinationConfig?.OnFailure.Destination;
    const reader = createStreamReader(database, streamArn, StartingPosition, positions);
    if (streamsAt.passOver) await passOver(reader);
    return createStreamSource(spec, {
      ...tools,
      reader,
      sendFailure:
        destination === undefined
          ? undefined
          : async (body) => {
              await send(destination, body);
            },
    });
  });
  return [
    ...mappings.queues.map((spec) =>
      createQueueSource(spec, openQueue(queues, places.queues, urlOf(spec.queueArn)), tools),
    ),
    ...(await Promise.all(streams)),
  ];
};
