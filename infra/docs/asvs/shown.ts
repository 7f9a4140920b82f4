import type { Shown } from './judge.ts';

const inWords = (line: string, words: string): Shown => ({ file: 'docs/security.md', line, words });

/** What stands in a file where no test can show it: mostly what the standard asks to be written down. */
export const shown: Readonly<Record<string, Shown>> = {
  '2.1.1': inWords(
    'Every form has one schema beside its route',
    'the rules are schemas, and where they stand is said.',
  ),
  '2.1.2': inWords('What belongs together', 'where combinations are checked.'),
  '2.1.3': inWords('## Business limits', 'which limits there are, and that they are settings.'),
  '3.7.1': {
    file: 'shared/web/security-headers.ts',
    line: '"object-src \'none\'"',
    words: 'pages are HTML, CSS and two small scripts, and nothing else can be loaded.',
  },
  '6.1.1': inWords('**Guessing** is limited three times', 'and nobody is locked out by others.'),
  '6.1.3': inWords('## Ways in', 'each way with what it proves and how strong it is.'),
  '6.4.4': inWords(
    '**A lost authenticator app** is replaced by two people',
    'who must have seen whom, what they ask for, and that the account is made anew.',
  ),
  '7.1.1': inWords('the limits of NIST SP 800-63B', 'both timeouts, without deviation.'),
  '7.1.2': inWords('One person may have any number of sessions', 'with why, and how they are ended.'),
  '7.1.3': inWords('Ours does not end when Cognito’s does', 'how the two belong together.'),
  '8.1.1': inWords('What somebody may do is a row of a state table', 'with the generated pages it names.'),
  '8.1.2': inWords('Which fields of an identity a role may see', 'one table in the code.'),
  '11.1.1': inWords('## Keys', 'one use, one owner, one way to be replaced, after SP 800-57.'),
  '11.1.2': inWords('used for, and nothing else', 'the list; a test holds it against the template.'),
  '13.1.1': inWords('## Lines out', 'whom functions call, and that nobody outside can name an address.'),
  '14.1.1': inWords('## Classes of data', 'the classes.'),
  '14.1.2': inWords('| class | what | protected by | kept |', 'what protects each, and for how long.'),
  '15.1.1': inWords('is mended within 3 days', 'the times, by how bad it is.'),
  '15.1.3': inWords('## Slow and costly', 'what it is, and what keeps it from stopping the rest.'),
  '15.2.3': {
    file: '.dependency-cruiser.cjs',
    line: 'The import table of the architecture, enforced',
    words: 'what runs may import neither tests nor stand-ins, so that no bundle holds them.',
  },
  '15.3.5': {
    file: 'tsconfig.json',
    line: '"strict": true',
    words: 'with zod at every edge and a linter that takes no `==`.',
  },
  '16.1.1': inWords('## Logs', 'which there are, in which form, where, for how long and for whom.'),
  '16.4.3': {
    file: 'infra/constructs/service-function.ts',
    line: "actions: ['logs:CreateLogStream', 'logs:PutLogEvents']",
    words: 'logs leave for CloudWatch at once, and a function can neither read nor change nor delete them.',
  },
};
