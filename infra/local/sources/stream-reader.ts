import * as z from 'zod';
import { type AwsCall, AwsRefusal } from '../emulators/aws-json.ts';
import { FINISHED, type Positions } from './positions.ts';

const record = z.looseObject({
  eventName: z.string(),
  dynamodb: z.looseObject({
    SequenceNumber: z.string(),
    ApproximateCreationDateTime: z.number().optional(),
    Keys: z.record(z.string(), z.record(z.string(), z.unknown())).default({}),
  }),
});

const shard = z.object({ ShardId: z.string(), ParentShardId: z.string().optional() });
const description = z.object({
  StreamDescription: z.object({ Shards: z.array(shard).default([]), LastEvaluatedShardId: z.string().optional() }),
});
const iterator = z.object({ ShardIterator: z.string() });
const records = z.object({ Records: z.array(record), NextShardIterator: z.string().optional() });

export type StreamRecord = z.infer<typeof record>;
type Shard = z.infer<typeof shard>;

export type StreamReader = {
  /** Shards that have something to give: not finished, and their parent is. */
  openShards: (signal: AbortSignal) => Promise<string[]>;
  read: (shard: string, most: number, signal: AbortSignal) => Promise<StreamRecord[]>;
  /** Everything up to this record has been handled. */
  advance: (shard: string, sequenceNumber: string) => void;
  /** Reads again from the last position: what was read since was not handled. */
  rewind: (shard: string) => void;
};

const operation = (name: string) => `DynamoDBStreams_20120810.${name}`;
/** As many as one reading gives at most. */
const mostRecords = 1000;
const LOST_PLACE = ['ExpiredIteratorException', 'TrimmedDataAccessException'];

/** Takes everything that stands in a stream now for handled. */
export const passOver = async (reader: StreamReader): Promise<void> => {
  const { signal } = new AbortController();
  let found: number;
  do {
    found = 0;
    for (const shard of await reader.openShards(signal)) {
      const read = await reader.read(shard, mostRecords, signal);
      const last = read.at(-1);
      if (last !== undefined) reader.advance(shard, last.dynamodb.SequenceNumber);
      found += read.length;
    }
  } while (found > 0);
};

/** Reads the shards of one stream, parents before children, from where they were left. */
export const createStreamReader = (
  call: AwsCall,
  streamArn: string,
  startingPosition: 'TRIM_HORIZON' | 'LATEST',
  positions: Positions,
): StreamReader => {
  const iterators = new Map<string, string>();

  const listShards = async (signal: AbortSignal): Promise<Shard[]> => {
    const shards: Shard[] = [];
    let after: string | undefined;
    do {
      const page = after === undefined ? {} : { ExclusiveStartShardId: after };
      const { StreamDescription } = await call(
        operation('DescribeStream'),
        { StreamArn: streamArn, ...page },
        description,
        signal,
      );
      shards.push(...StreamDescription.Shards);
      after = StreamDescription.LastEvaluatedShardId;
    } while (after !== undefined);
    return shards;
  };

  const iteratorOf = async (shardId: string, signal: AbortSignal): Promise<string> => {
    const known = iterators.get(shardId);
    if (known !== undefined) return known;
    const position = positions.get(streamArn, shardId);
    const from =
      position === undefined
        ? { ShardIteratorType: startingPosition }
        : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: position };
    const input = { StreamArn: streamArn, ShardId: shardId, ...from };
    return (await call(operation('GetShardIterator'), input, iterator, signal)).ShardIterator;
  };

  return {
    openShards: async (signal) => {
      const shards = await listShards(signal);
      const isFinished = (id: string) => positions.get(streamArn, id) === FINISHED;
      const waits = ({ ParentShardId: parent }: Shard) =>
        parent !== undefined && shards.some(({ ShardId }) => ShardId === parent) && !isFinished(parent);
      return shards.filter((each) => !isFinished(each.ShardId) && !waits(each)).map(({ ShardId }) => ShardId);
    },
    read: async (shardId, most, signal) => {
      try {
        const ShardIterator = await iteratorOf(shardId, signal);
        const { Records, NextShardIterator } = await call(
          operation('GetRecords'),
          { ShardIterator, Limit: most },
          records,
          signal,
        );
        if (NextShardIterator !== undefined) iterators.set(shardId, NextShardIterator);
        else if (Records.length === 0) positions.set(streamArn, shardId, FINISHED);
        else iterators.delete(shardId);
        return Records;
      } catch (error) {
        if (!(error instanceof AwsRefusal) || !LOST_PLACE.includes(error.code)) throw error;
        iterators.delete(shardId);
        return [];
      }
    },
    advance: (shardId, sequenceNumber) => positions.set(streamArn, shardId, sequenceNumber),
    rewind: (shardId) => {
      iterators.delete(shardId);
    },
  };
};
