import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { reasonsToSurvive } from './survivors.ts';

/**
 * Writes docs/mutation.md from what is known of every mutant (.build/mutation/known.json, which every run of Stryker brings
 * up to date): the score of each file, and of each survivor why it is left. Fails below the bar of nine in ten, when a
 * survivor is not explained, and when an explanation fits none.
 */

const Place = z.object({ line: z.number(), column: z.number() });
const Mutant = z.object({
  mutatorName: z.string(),
  replacement: z.string(),
  status: z.string(),
  location: z.object({ start: Place, end: Place }),
});
const Known = z.object({ files: z.record(z.string(), z.object({ source: z.string(), mutants: z.array(Mutant) })) });

interface Survivor {
  readonly file: string;
  readonly line: string;
  readonly from: string;
  readonly to: string;
}

const onOneLine = (text: string): string => {
  const short = text.replaceAll(/\s+/g, ' ').trim();
  return short.length > 70 ? `${short.slice(0, 69)}…` : short;
};

function textBetween(source: string, { start, end }: z.infer<typeof Mutant>['location']): string {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  const last = lines.length - 1;
  return lines
    .map((line, n) => line.slice(n === 0 ? start.column - 1 : 0, n === last ? end.column - 1 : undefined))
    .join('\n');
}

const root = join(import.meta.dirname, '../..');
const { files } = Known.parse(JSON.parse(readFileSync(join(root, '.build/mutation/known.json'), 'utf8')));
const rows: string[] = [];
const survivors: Survivor[] = [];
let [found, tried] = [0, 0];
for (const [file, { source, mutants }] of Object.entries(files).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
  if (!existsSync(join(root, file))) continue;
  const of = (...statuses: readonly string[]) => mutants.filter(({ status }) => statuses.includes(status));
  const left = of('Survived', 'NoCoverage');
  const caught = of('Killed', 'Timeout').length;
  const all = caught + left.length;
  if (all === 0) continue;
  found += caught;
  tried += all;
  rows.push(`| \`${file}\` | ${all} | ${left.length} | ${((100 * caught) / all).toFixed(1)} |`);
  const lines = source.split('\n');
  for (const { location, replacement } of left) {
    const line = lines[location.start.line - 1]?.trim() ?? '';
    survivors.push({ file, line, from: onOneLine(textBetween(source, location)), to: onOneLine(replacement) });
  }
}

const reasonOf = ({ file, line }: Survivor) =>
  reasonsToSurvive.find(
    (reason) => (reason.file === undefined || file.endsWith(`/${reason.file}`)) && line.includes(reason.code),
  );
const unexplained = survivors.filter((one) => reasonOf(one) === undefined);
const idle = reasonsToSurvive.filter((reason) => !survivors.some((one) => reasonOf(one) === reason));
const listed = (those: readonly Survivor[]) =>
  those.map(({ file, from, to }) => `- \`${file}\`: \`${from}\` → \`${to}\``).join('\n');

const score = ((100 * found) / tried).toFixed(1);
const explained = reasonsToSurvive
  .map((reason) => ({ reason, those: survivors.filter((one) => reasonOf(one) === reason) }))
  .filter(({ those }) => those.length > 0)
  .map(({ reason, those }) => `### ${reason.why}\n${listed(those)}`);
writeFileSync(
  join(root, 'docs/mutation.md'),
  `# Mutants of the domain and the allocator

Written by \`npm run mutation:report\` from what \`npm run mutation\` measured (ADR 14): ${tried} mutants, ${found} found,
score ${score} %. The bar is 90 %.

| file | mutants | survivors | score, % |
| --- | --- | --- | --- |
${rows.join('\n')}

## Survivors, and why each is left

${[...explained, ...(unexplained.length === 0 ? [] : [`### Nobody has looked at these yet\n${listed(unexplained)}`])].join('\n\n')}
`,
);
console.log(
  `${tried} mutants, ${found} found: ${score} %; ${survivors.length} survivors, ${unexplained.length} not explained`,
);
if (unexplained.length > 0) console.log(listed(unexplained));
for (const { code, why } of idle) console.log(`explains no survivor: ${code} – ${why}`);
if (found < 0.9 * tried || unexplained.length > 0 || idle.length > 0) process.exitCode = 1;
