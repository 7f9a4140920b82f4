import type { MemoryMailer } from '../../shared/mail/memory-mailer.ts';
import type { StoreContent } from '../../shared/store/store-content.ts';

const isTime = /^\d{4}-\d{2}-\d{2}T/;
/** What names a thing without saying anything of it: ids of ours, hashes, sealed text, the provider's names and addresses. */
const namesOnly = new Set([
  'sealed',
  'wrapped',
  'fields',
  'accessCodeHash',
  'ownCodeHash',
  'hash',
  'handle',
  'url',
  'messageId',
  'receiptNumber',
]);

/** The same ids become the same numbers in both of two runs, in the order in which sorted records name them. */
function rename(names: Map<string, string>, text: string): string {
  return text.replaceAll(
    /\b(ref|plc|req|don|lot|hld|alc|psn|eml|tsk|thr|cs|pi)_[0-9A-Za-z_]+/g,
    (id, prefix: string) => {
      const known = names.get(id);
      if (known !== undefined) return known;
      const name = `${prefix}#`;
      names.set(id, name);
      return name;
    },
  );
}

function strip(names: Map<string, string>, value: unknown, name = ''): unknown {
  if (namesOnly.has(name)) return '…';
  if (Array.isArray(value)) return value.map((item) => strip(names, item));
  if (typeof value === 'object' && value !== null) {
    const byName = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
    return Object.fromEntries(byName.map(([key, item]) => [key, strip(names, item, key)]));
  }
  if (typeof value !== 'string') return value;
  return isTime.test(value) ? 'time' : rename(names, value);
}

/**
 * What a history came to, without ids, versions and times: records, journal, and the mails that people got (a mail sent twice
 * carries one Message-ID and counts once). The audit trail tells how it came about, and is left out.
 */
export function canonical(content: StoreContent, mailer: MemoryMailer): string {
  const names = new Map<string, string>();
  const records = content.records
    .filter(({ kind }) => kind !== 'token')
    .map(({ kind, value }) => JSON.stringify({ kind, value: strip(names, value) }));
  const journal = content.journal.map((entry) => JSON.stringify(strip(names, entry)));
  const mails = new Map(
    mailer.sent.map(({ messageId, template, to, subject }) => [messageId, `${template} ${to} ${subject}`]),
  );
  return [...records.toSorted(), ...journal.toSorted(), ...[...mails.values()].toSorted()].join('\n');
}
