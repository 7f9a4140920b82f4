/**
 * Freezes new samples: `node test/contract/freeze-samples.ts`.
 *
 * A new fact type or version gets a file in `events/samples/`, named by its type without `uk.sponsored-places.`; this
 * notes its digest in `frozen.json`. What is frozen stays: messages of that shape lie in queues, dead letters and the
 * audit trail. A shape that must change is a new version with a sample of its own beside the old one.
 */
import { writeFileSync } from 'node:fs';
import { frozenFile, readFrozen, readSamples } from './samples.ts';

const frozen = readFrozen();
const samples = readSamples();

const broken = [...frozen].filter(([file, digest]) => samples.get(file)?.digest !== digest).map(([file]) => file);
if (broken.length > 0) {
  console.error(`Frozen samples that were changed or taken away: ${broken.join(', ')}. Put them back as they were.`);
  process.exitCode = 1;
} else {
  const all = [...samples].map(([file, { digest }]) => [file, digest] as const);
  writeFileSync(frozenFile, `${JSON.stringify(Object.fromEntries(all), null, 2)}\n`);
  const added = all.map(([file]) => file).filter((file) => !frozen.has(file));
  console.log(added.length === 0 ? 'Nothing new.' : `Frozen: ${added.join(', ')}`);
}
