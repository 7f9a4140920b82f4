import { catalogue } from '../../events/catalogue.ts';
import type { Decision } from '../../shared/domain/decision.ts';
import { JournalEntry } from '../../shared/domain/journal.ts';
import { recordTypes } from '../../shared/store/record-types.ts';

const named = /^[a-z-]+\/[^/\s]+$/;

function expectNamed(what: string, name: string): void {
  if (!named.test(name)) throw new Error(`${what} is about “${name}”, which names nothing`);
}

/** What is not known is absent: kept as `undefined` it would be one thing in memory and another once it was stored. */
function expectNothingUndefined(what: string, value: unknown): void {
  if (value === undefined) throw new Error(`${what} is there, and undefined`);
  if (typeof value !== 'object' || value === null) return;
  for (const [field, inner] of Object.entries(value)) expectNothingUndefined(`${what}.${field}`, inner);
}

/** A task or a mail names what it is about; a mail that is asked for is told of, and none that is not: its sender wakes. */
function checkWords({ changes, facts }: Decision): void {
  const asked: string[] = [];
  for (const made of changes) {
    if (made.kind !== 'email' && made.kind !== 'task') continue;
    if (made.after !== undefined) expectNamed(made.id, made.after.about);
    if (made.kind === 'email' && made.before === undefined) asked.push(made.id);
  }
  const told = facts.flatMap(({ type, data }) =>
    type === 'uk.sponsored-places.email.requested.v1' ? data.emailId : [],
  );
  if (asked.toSorted().join() !== told.toSorted().join())
    throw new Error(`mails ${asked} are asked for, ${told} told of`);
}

/** What is relied on was read, and is not changed: what is changed is held to its version by that. */
function checkReliances({ about, relies, changes }: Decision): void {
  for (const relied of relies) {
    if (!(relied.kind in recordTypes)) throw new Error(`${about} relies on what is no record`);
    const isChanged = changes.some(({ kind, id }) => kind === relied.kind && id === relied.id);
    if (isChanged) throw new Error(`${about} relies on the ${relied.kind} that it changes`);
  }
}

/**
 * What every decision is, whatever it decides: about something, by somebody in some role and for a reason, relying on
 * records that were read and are not changed, changing records into ones of their kind, balanced, each posting to a
 * fund’s money with its
 * lot, and telling facts that their schemas take.
 * @throws when it is not, saying what is wrong
 */
export function checkForm(decision: Decision): void {
  const { about, why, by, changes, entries, facts } = decision;
  expectNamed('the decision', about);
  if (why.trim() === '' || by.roles.length === 0) throw new Error(`${about}: nobody in particular, or for no reason`);
  checkReliances(decision);
  for (const { kind, after } of changes) {
    if (!(kind in recordTypes)) throw new Error(`${about} changes what is no record`);
    if (after !== undefined) recordTypes[kind].schema.parse(after);
  }
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
  checkWords(decision);
  expectNothingUndefined(about, [changes.map(({ after }) => after ?? null), entries, facts]);
}
