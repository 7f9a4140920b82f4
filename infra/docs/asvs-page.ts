import { answers } from './asvs/answers.ts';
import { chapters } from './asvs/chapters.ts';
import { type CitedTest, findCitedTests } from './asvs/cited-tests.ts';
import { findFaults, type Judged, judge, type Standing } from './asvs/judge.ts';
import { requirements } from './asvs/requirements.ts';
import { code, page, table } from './markdown.ts';

const linkTo = (file: string): string => `[${file}](../${file})`;

const testWords = ({ file, title }: CitedTest): string => `${linkTo(file)}: ${title}`;

function standingWords(standing: Standing): string {
  if (standing.as === 'tested') {
    const limit = standing.limit === undefined ? [] : [`*Not shown:* ${standing.limit}`];
    return [...standing.tests.map(testWords), ...limit].join('<br>');
  }
  if (standing.as === 'shown') {
    const { file, line, words } = standing.shown;
    return `${linkTo(file)} says ${code(line)}: ${words}`;
  }
  return standing.as === 'gap' ? `**Gap.** ${standing.words}` : `*Does not apply.* ${standing.words}`;
}

const rowOf = ({ id, requirement: [level, words], standings }: Judged): readonly string[] => [
  id,
  `${level}`,
  words,
  standings.map(standingWords).join('<br>'),
];

/** Of each requirement of levels 1 and 2, and of those of level 3 that we hold ourselves to, how it stands. */
export function writeAsvsPage(root: string): string {
  const tests = findCitedTests(root);
  const faults = findFaults(requirements, answers, tests);
  if (faults.length > 0) throw new Error(`The table of the ASVS does not add up:\n${faults.join('\n')}`);
  const judged = judge(requirements, answers, tests);
  const standing = (as: Standing['as']): readonly Judged[] => judged.filter(({ standings }) => standings[0]?.as === as);
  const gaps = standing('gap');
  return page(
    'Security requirements',
    'The OWASP Application Security Verification Standard 5.0.0, levels 1 and 2, with those of level 3 that this project also holds itself to. ' +
      'The numbers are the standard’s ([OWASP ASVS](https://owasp.org/www-project-application-security-verification-standard/), CC BY-SA 4.0); the words are ours, and no substitute for it.',
    `Of ${judged.length} requirements tests show ${standing('tested').length}, a line of a file ${standing('shown').length}; ${standing('not applying').length} do not apply, and ${gaps.length} are gaps. ` +
      'A test is named here because its title cites the number. It shows the requirement as far as it goes; nobody outside has verified this table.',
    '## Gaps',
    table(
      ['', 'level', 'requirement', 'what is missing'],
      gaps.map(rowOf).map((row) => row.map((cell) => cell.replace('**Gap.** ', ''))),
    ),
    ...chapters.flatMap(([number, name]) => [
      `## ${number}. ${name}`,
      table(
        ['', 'level', 'requirement', 'how it stands'],
        judged.filter(({ id }) => id.startsWith(`${number}.`)).map(rowOf),
      ),
    ]),
  );
}
