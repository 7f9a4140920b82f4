import type { Instant } from '../../events/values.ts';
import { system } from '../domain/actor.ts';
import { openTask } from '../domain/change-task.ts';
import { type Change, change, create, type Decision, nothingElse, type Versioned } from '../domain/decision.ts';
import { type LedgerAudit, type LedgerDifference, ledgerAuditId, monthOf, newAudit } from '../domain/ledger-audit.ts';
import { officeDeadline } from '../domain/office-days.ts';
import type { Deps } from './deps.ts';

export type AuditDeps = Pick<Deps, 'store' | 'settings' | 'now'>;

/** The audit as it stands; version 0: it has never run. */
export interface Standing {
  readonly version: number;
  readonly value: LedgerAudit;
}

/** Another run is at work at the same time: this one leaves it to that. */
export class AuditTakenOver extends Error {
  constructor(what: string) {
    super(`the audit of the ledger is being run twice at once: ${what}`);
  }
}

export async function loadAudit({ store, settings, now }: AuditDeps): Promise<Standing> {
  const found = await store.get('ledger-audit', ledgerAuditId);
  if (found !== undefined) return found;
  const { items } = await store.list('fund', `funds/${settings.pool.id}`, { limit: 200 });
  const [first = monthOf(now())] = items.map(({ value }) => monthOf(value.openedAt)).toSorted();
  return { version: 0, value: newAudit(first, now()) };
}

const decisionOf = (did: string, why: string, at: Instant, changes: readonly Change[]): Decision => ({
  about: 'ledger/audit',
  did,
  why,
  by: system,
  at,
  ...nothingElse,
  changes,
});

/** Writes changes of the audit's own records. @throws AuditTakenOver when somebody else has changed them. */
export async function write(deps: AuditDeps, did: string, why: string, changes: readonly Change[]): Promise<void> {
  const result = await deps.store.commit([decisionOf(did, why, deps.now(), changes)]);
  if (!result.ok) throw new AuditTakenOver(result.what);
}

/** Writes how the audit stands now, with what belongs to it. */
export async function save(
  deps: AuditDeps,
  { version, value: before }: Standing,
  value: LedgerAudit,
  did: string,
  others: readonly Change[] = [],
): Promise<Standing> {
  const known: Versioned<'ledger-audit'> = { kind: 'ledger-audit', id: ledgerAuditId, version, value: before };
  const own = version === 0 ? create('ledger-audit', ledgerAuditId, value) : change(known, value);
  await write(deps, did, `${value.entries} entries replayed`, [own, ...others]);
  return { version: version + 1, value };
}

const isSame = (one: LedgerDifference, other: Pick<LedgerDifference, 'about' | 'term'>): boolean =>
  one.about === other.about && one.term === other.term;

/** As many as one page shows; when some are mended, the rest is found. */
const mostDifferences = 100;

/**
 * The audit with newly found differences, and the tasks for finance: one a thing, however many of its terms differ. One
 * that is known already keeps the time it was found.
 */
export function withDifferences(
  audit: LedgerAudit,
  found: readonly LedgerDifference[],
  { settings }: Pick<AuditDeps, 'settings'>,
): { readonly audit: LedgerAudit; readonly tasks: readonly Change[] } {
  const fresh = found
    .filter((each) => !audit.differences.some((known) => isSame(known, each)))
    .slice(0, mostDifferences - audit.differences.length);
  const kept = audit.differences.map((known) => {
    const again = found.find((each) => isSame(known, each));
    return again === undefined ? known : { ...again, foundAt: known.foundAt };
  });
  const abouts = [...new Set(fresh.map(({ about }) => about))];
  return {
    audit: {
      ...audit,
      differences: [...kept, ...fresh],
      found: audit.found + abouts.length,
    },
    tasks: abouts.map((about, index) => {
      const at = fresh.find((each) => each.about === about)?.foundAt ?? audit.lastRun.at;
      const dueAt = officeDeadline(at, 1, settings.office);
      return openTask('ledger-difference', 'finance-checker', about, at, dueAt, audit.found + index + 1);
    }),
  };
}
