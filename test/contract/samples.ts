import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

const folder = fileURLToPath(new URL('../../events/samples/', import.meta.url));

/** The digests of the samples that may never change again. */
export const frozenFile = fileURLToPath(new URL('./frozen.json', import.meta.url));

export interface Sample {
  /** The file as it is, envelope and all. */
  readonly payload: Readonly<Record<string, unknown>>;
  /** SHA-256 of its bytes, in hex. */
  readonly digest: string;
}

/** Every sample by its file name, in the order of the names. */
export function readSamples(): ReadonlyMap<string, Sample> {
  return new Map(
    readdirSync(folder)
      .toSorted()
      .map((file) => {
        const bytes = readFileSync(join(folder, file));
        const payload = z.record(z.string(), z.unknown()).parse(JSON.parse(bytes.toString()));
        return [file, { payload, digest: createHash('sha256').update(bytes).digest('hex') }];
      }),
  );
}

/** The frozen digests by file name; none before the first freezing. */
export function readFrozen(): ReadonlyMap<string, string> {
  if (!existsSync(frozenFile)) return new Map();
  return new Map(Object.entries(z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(frozenFile, 'utf8')))));
}

/** `uk.sponsored-places.place.reserved.v1` has its sample in `place.reserved.v1.json`. */
export const sampleFileOf = (type: string): string => `${type.replace('uk.sponsored-places.', '')}.json`;
