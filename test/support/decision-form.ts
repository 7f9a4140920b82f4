import { catalogue } from '../../events/catalogue.ts';
import type { Decision } from '../../shared/domain/decision.ts';
import { JournalEntry } from '../../shared/domain/journal.ts';
import { recordTypes } from '../../shared/store/record-types.ts';

const named = /^[a-z-]+\/[^/\s]+$/;

function expectNamed(what: string, name: string): void {
  if (!named.test(name)) throw new Error(`${what} is about “${name}”, which names nothing`);
}

/**
 * What every decision is, whatever it decides: about something, relying on records that were read, changing records into
 * ones of their kind, balanced, each posting to a fund's money with its lot, and telling facts that their schemas take.
 * @throws when it is not, saying what is wrong
 */
export function checkForm({ about, relies, changes, entries, facts }: Decision): void {
  expectNamed('the decision', about);
  for (const relied of relies) {
    if (!(relied.kind in recordTypes)) throw new Error(`${about} relies on what is no record`);
  }
  for (const { kind, after } of changes) if (after !== undefined) recordTypes[kind].schema.parse(after);
  for (const entry of entries) {
    for (const { account, lotId, holdId } of JournalEntry.parse(entry).postings) {
      const isMissing = (/:(free|held)$/.test(account) && !lotId) || (account.endsWith(':held') && !holdId);
      if (isMissing) throw new Error(`${entry.id} posts to ${account} and does not say whose money`);
    }
  }
  for (const { type, subject, data } of facts) {
    expectNamed(type, subject);
    catalogue[type].data.parse(data);
  }
}
