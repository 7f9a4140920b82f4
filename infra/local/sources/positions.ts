import { existsSync, readFileSync } from 'node:fs';
import * as z from 'zod';
import { writeWhole } from '../files.ts';

const stored = z.record(z.string(), z.record(z.string(), z.string()));

/** How far each shard of each stream has been handled: a sequence number, or `finished`. */
export type Positions = {
  get: (streamArn: string, shard: string) => string | undefined;
  /** Kept on disk before this returns, so that a killed runner handles a record again rather than never. */
  set: (streamArn: string, shard: string, position: string) => void;
};

export const FINISHED = 'finished';

/** Opens the file of positions. */
export const openPositions = (file: string): Positions => {
  const positions = existsSync(file) ? stored.parse(JSON.parse(readFileSync(file, 'utf8'))) : {};
  return {
    get: (streamArn, shard) => positions[streamArn]?.[shard],
    set: (streamArn, shard, position) => {
      positions[streamArn] = { ...positions[streamArn], [shard]: position };
      writeWhole(file, JSON.stringify(positions));
    },
  };
};
