import type { Change, Decision } from '../../shared/domain/decision.ts';
import type { Outcome } from '../../shared/domain/outcome.ts';
import type { Kind, Records } from '../../shared/domain/records.ts';
import { mergeChanges } from '../../shared/store/plan-records.ts';
import { checkForm } from './decision-form.ts';

const stateOf = (value: unknown): string =>
  typeof value === 'object' && value !== null && 'state' in value && typeof value.state === 'string' ? value.state : '';

function changeInWords(made: Change): string {
  const { kind, before, after } = made;
  if (kind === 'email' && made.after !== undefined) {
    const { template, to, detail } = made.after;
    return `mail ${template}${detail === undefined ? '' : ` (${detail})`} to ${to}`;
  }
  if (kind === 'task' && made.after !== undefined) {
    const { kind: task, role, state } = made.after;
    return before === undefined ? `task ${task} for ${role}` : `task ${task} ${state}`;
  }
  const [from, to] = [stateOf(before?.value), stateOf(after)];
  if (after === undefined) return `${kind} removed`;
  if (before === undefined) return to === '' ? `new ${kind}` : `new ${kind} ${to}`;
  return from === to ? `${kind} changed` : `${kind} ${from} → ${to}`;
}

/** All a decision makes true, a line each: what it did, the records, the money, and what it tells whom. */
function inWords(decision: Decision): readonly string[] {
  checkForm(decision);
  const { did, by, changes, entries, facts } = decision;
  return [
    `${did} by ${by.id}`,
    ...changes.map(changeInWords),
    ...entries.map(({ id, postings }) => {
      const moved = postings.reduce((sum, { amount }) => sum + Math.max(0, amount), 0);
      return `booked ${id}: ${moved}`;
    }),
    ...facts.map(({ type }) => type.replace(/^uk\.sponsored-places\.(.+)\.v1$/, 'fact $1')),
  ];
}

/** The decision in words, or its refusal as `code` or `code, passed`. */
export function wordsOf(outcome: Outcome<Decision | undefined>): readonly string[] {
  if (outcome.ok) return outcome.value === undefined ? ['nothing to do'] : inWords(outcome.value);
  const { code, passed } = outcome.refusal;
  return [passed ? `${code}, passed` : code];
}

/** Several decisions of one transaction as it is written: each record once, all entries, all facts. */
export function inOne(outcome: Outcome<readonly Decision[]>): Outcome<Decision | undefined> {
  if (!outcome.ok) return outcome;
  const [first] = outcome.value;
  if (first === undefined) return { ok: true, value: undefined };
  const changes = [...mergeChanges(outcome.value).values()];
  const entries = outcome.value.flatMap((decision) => decision.entries);
  const facts = outcome.value.flatMap((decision) => decision.facts);
  return { ok: true, value: { ...first, changes, entries, facts } };
}

/** What a decision leaves of the first record of a kind that it changes. */
export function leaves<K extends Kind>(outcome: Outcome<Decision | undefined>, kind: K): Records[K] {
  if (!outcome.ok || outcome.value === undefined) throw new Error('nothing was decided');
  checkForm(outcome.value);
  const made = outcome.value.changes.find((one) => one.kind === kind);
  if (made?.after === undefined) throw new Error(`no ${kind} is changed`);
  // What a change of a kind leaves is of that kind; the union of changes has lost the pairing.
  return made.after as Records[K];
}

/** What must still be as it was read when the decision is written, though it changes none of it: each kind, in order. */
export function reliedOn(outcome: Outcome<Decision | undefined>): readonly Kind[] {
  if (!outcome.ok || outcome.value === undefined) throw new Error('nothing was decided');
  checkForm(outcome.value);
  return outcome.value.relies.map(({ kind }) => kind).toSorted();
}
