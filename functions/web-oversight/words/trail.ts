import { writeCsv } from '../../../shared/domain/csv.ts';
import { isPurpose, purposeWords } from '../../../shared/staff/words/case.ts';
import { whoDid } from '../../../shared/staff/words/history.ts';
import { nameOfAbout } from '../../../shared/staff/words/references.ts';
import type { AuditEntry } from '../../../shared/store/interface.ts';
import { whatWasDone } from './did.ts';

const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** Why, in words: the purpose of a look, or what the person gave, or the rule that held. */
const whyOf = ({ why }: AuditEntry): string => (isPurpose(why) ? purposeWords[why] : capital(why));

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
