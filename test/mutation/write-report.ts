import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { type Left, reasonsToSurvive } from './survivors.ts';

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
  return short.length > 60 ? `${short.slice(0, 59)}…` : short;
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
const stale: string[] = [];
const survivors: Survivor[] = [];
let [found, tried, whole] = [0, 0, 0];
for (const [file, { source, mutants }] of Object.entries(files).toSorted(([a], [b]) => (a < b ? -1 : 1))) {
  if (!existsSync(join(root, file))) continue;
  const of = (...statuses: readonly string[]) => mutants.filter(({ status }) => statuses.includes(status));
  const left = of('Survived', 'NoCoverage');
  const caught = of('Killed', 'Timeout').length;
  const all = caught + left.length;
  if (all === 0) continue;
  found += caught;
  tried += all;
  if (readFileSync(join(root, file), 'utf8') !== source) stale.push(file);
  if (left.length === 0) whole += 1;
  else rows.push(`| \`${file}\` | ${all} | ${left.length} | ${((100 * caught) / all).toFixed(1)} |`);
  const lines = source.split('\n');
  for (const { location, replacement } of left) {
    const line = lines[location.start.line - 1]?.trim() ?? '';
    survivors.push({ file, line, from: onOneLine(textBetween(source, location)), to: onOneLine(replacement) });
  }
}

const isMeant = ({ file, line, to }: Survivor, [name, code, became]: Left): boolean =>
  file.endsWith(`/${name}`) && line.includes(code) && (became === undefined || to.includes(became));
const reasonOf = (one: Survivor) => reasonsToSurvive.find(({ mutants }) => mutants.some((left) => isMeant(one, left)));

/** Files that came after the last measurement; what is only types has no mutants. */
const unmeasured = globSync('shared/domain/**/*.ts', { cwd: root })
  .filter((file) => !file.endsWith('.test.ts') && files[file] === undefined)
  .filter((file) => /=>|function/.test(readFileSync(join(root, file), 'utf8')))
  .toSorted();
const named = (those: readonly string[]): string => those.map((file) => `\`${file}\``).join(', ');

const unexplained = survivors.filter((one) => reasonOf(one) === undefined);
const idle = reasonsToSurvive.flatMap((reason) =>
  reason.mutants.filter((left) => !survivors.some((one) => reasonOf(one) === reason && isMeant(one, left))),
);
const listed = (those: readonly Survivor[]) =>
  [...new Set(those.map(({ file }) => file))]
    .map((file) => {
      const here = those.filter((one) => one.file === file).map(({ from, to }) => `\`${from}\` → \`${to}\``);
      return `- \`${file}\`: ${here.join(' · ')}`;
    })
    .join('\n');

const score = ((100 * found) / tried).toFixed(2);
const explained = reasonsToSurvive
  .map((reason) => ({ reason, those: survivors.filter((one) => reasonOf(one) === reason) }))
  .filter(({ those }) => those.length > 0)
  .map(({ reason, those }) => `### ${those.length}: ${reason.why}\n${listed(those)}`);
const commit = execFileSync('git', ['log', '-1', '--format=%h of %cs'], { cwd: root, encoding: 'utf8' }).trim();
writeFileSync(
  join(root, 'docs/mutation.md'),
  `# Mutants of the domain and the allocator

Written by \`npm run mutation:report\` from what \`npm run mutation\` measured (ADR 14), told at ${commit}: what is newer than its measurement is named. It is measured, and
changes with a measurement, not with the code.

- ${tried} mutants, ${found} found: **${score} %**. The bar is 90 %.
- ${survivors.length} survivors, **${unexplained.length} of them not explained**.
${stale.length === 0 ? '' : `- Changed since, so that what is said of them is of the code before: ${named(stale)}.\n`}${unmeasured.length === 0 ? '' : `- Newer than the measurement: ${named(unmeasured)}.\n`}
Of ${whole} files every mutant was found. The others:

| file | mutants | survivors | score, % |
| --- | --- | --- | --- |
${rows.join('\n')}

## Survivors, and why each is left

${[...explained, ...(unexplained.length === 0 ? [] : [`### ${unexplained.length}: nobody has looked at these yet\n${listed(unexplained)}`])].join('\n\n')}
`,
);
console.log(
  `${tried} mutants, ${found} found: ${score} %; ${survivors.length} survivors, ${unexplained.length} not explained`,
);
if (unexplained.length > 0) console.log(listed(unexplained));
for (const [file, code, to] of idle)
  console.log(`explains no survivor: ${file}, ${code}${to === undefined ? '' : ` → ${to}`}`);
if (found < 0.9 * tried || unexplained.length > 0 || idle.length > 0) process.exitCode = 1;
