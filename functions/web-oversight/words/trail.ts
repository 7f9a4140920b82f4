import { LocalDate } from '../../../events/values.ts';
import { writeCsv } from '../../../shared/domain/csv.ts';
import { outcomeWords } from '../../../shared/domain/session-words.ts';
import { CredentialKind } from '../../../shared/domain/therapist.ts';
import { credentialWords, isPurpose, purposeWords, refundReasonWords } from '../../../shared/staff/words/case.ts';
import { whoDid } from '../../../shared/staff/words/history.ts';
import { nameOfAbout } from '../../../shared/staff/words/references.ts';
import { shortDate } from '../../../shared/staff/words/times.ts';
import type { AuditEntry } from '../../../shared/store/interface.ts';
import { concernKindWords } from './concerns.ts';
import { whatWasDone } from './did.ts';

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** Reasons that are codes of ours: codes stand on no page. */
const wordsOfCode: ReadonlyMap<string, string> = new Map([
  ...Object.entries(concernKindWords),
  ...Object.entries(refundReasonWords),
  ...Object.entries(outcomeWords),
]);

/** `DBS check, until 27 Jul 2028`, for `dbs through 2028-07-27`. */
function paperInWords(paper: string): string {
  const [, kind, day] = /^([a-z]+) through (\d{4}-\d\d-\d\d)$/.exec(paper) ?? [];
  const [known, through] = [CredentialKind.safeParse(kind), LocalDate.safeParse(day)];
  return known.success && through.success
    ? `${credentialWords[known.data]}, until ${shortDate(through.data)}`
    : capital(paper);
}

/** Why, in words: the purpose of a look, or what the person gave, or the rule that held. */
function whyOf({ did, why }: AuditEntry): string {
  if (isPurpose(why)) return purposeWords[why];
  if (did === 'renew-credentials') return why.split(', ').map(paperInWords).join('; ');
  return wordsOfCode.get(why) ?? capital(why);
}

/** What an entry is about. The id of a mail tells nobody anything, and is wider than a telephone. */
const aboutOf = ({ about }: AuditEntry): string =>
  nameOfAbout(about) ?? (about.startsWith('email/') ? 'A mail' : about);

/** An entry of the trail, as the safeguarding lead reads it. */
export const trailLine = (entry: AuditEntry, viewer: string) => ({
  at: entry.at,
  who: whoDid(entry.by, viewer),
  what: whatWasDone(entry) ?? 'Changed a record',
  about: aboutOf(entry),
  why: whyOf(entry),
});

/** The trail as a file. Nobody is `You` in it: others read it too. */
export const csvOfTrail = (entries: readonly AuditEntry[]): string =>
  writeCsv(
    ['When', 'Who', 'Account', 'What', 'About', 'Why', 'Entry'],
    entries.map((entry) => {
      const { at, who, what, why } = trailLine(entry, '');
      return [at, who, entry.by.id, what, nameOfAbout(entry.about) ?? entry.about, why, entry.id];
    }),
  );
