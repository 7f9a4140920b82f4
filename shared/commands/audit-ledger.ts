import { type Change, change, create } from '../domain/decision.ts';
import { accountDifferences, accountIn, isInDoubt, ledgerAccountsId } from '../domain/ledger-accounts.ts';
import type { LedgerAudit } from '../domain/ledger-audit.ts';
import { later } from '../domain/office-days.ts';
import { type AuditDeps, loadAudit, type Standing, save, withDifferences } from './audit-state.ts';
import { compareAccounts } from './compare-accounts.ts';
import { compareRecords, examine } from './compare-records.ts';
import { finishFold, mostASegment, replayNext, rereadSegment } from './replay-journal.ts';

/**
 * How far the replay trails behind the clock. The journal's index lags, an entry carries the time it was decided, and a
 * function may live for two minutes: what is older than this has all come to light.
 */
const trailingMinutes = 10;

/** Stretches of the journal read again in each run, and all at once before anything is called a difference. */
const rereadARun = 4;
const rereadInDoubt = 12;

export interface AuditLimits {
  /** Asked between steps: false ends the run where it is, and the next goes on from there. */
  readonly mayGoOn: () => boolean;
  /** Entries that one step takes into memory. */
  readonly entriesAStep?: number;
}

const always = () => true;

async function replayAll(deps: AuditDeps, begun: Standing, { mayGoOn, entriesAStep = mostASegment }: AuditLimits) {
  const until = later(deps.now(), { minutes: -trailingMinutes });
  let standing = await finishFold(deps, begun);
  let entries = 0;
  while (mayGoOn()) {
    const step = await replayNext(deps, standing, until, entriesAStep);
    ({ standing } = step);
    entries += step.entries;
    if (step.entries === 0) return { standing, entries, provedThrough: until };
  }
  return { standing, entries, provedThrough: undefined };
}

async function reread(deps: AuditDeps, begun: Standing, numbers: readonly number[], mayGoOn: () => boolean) {
  let standing = begun;
  let count = 0;
  for (const number of numbers) {
    if (!mayGoOn()) break;
    standing = await rereadSegment(deps, standing, number);
    count += 1;
  }
  return { standing, count };
}

/** The next stretches in turn, beginning again after the last. */
const inTurn = ({ segments, rereadNext }: LedgerAudit): readonly number[] =>
  Array.from({ length: Math.min(rereadARun, segments) }, (_, index) => ((rereadNext - 1 + index) % segments) + 1);

const newest = ({ segments }: LedgerAudit): readonly number[] =>
  Array.from({ length: Math.min(rereadInDoubt, segments) }, (_, index) => segments - index);

/** Decides about suspects and what differed before; before anything new is called a difference, late entries are looked for. */
async function settleDoubts(deps: AuditDeps, begun: Standing, provedThrough: LedgerAudit['provedThrough']) {
  if (provedThrough === undefined) return begun;
  const { suspects } = begun.value;
  if (suspects.length === 0) return begun;
  const known = new Set(suspects.map(({ kind, id }) => `${kind}/${id}`));
  let standing = begun;
  let examined = await examine(deps, suspects, provedThrough);
  if (examined.differences.length > 0) {
    ({ standing } = await reread(deps, standing, newest(standing.value), always));
    examined = await examine(deps, suspects, provedThrough);
  }
  const audit: LedgerAudit = {
    ...standing.value,
    // One that stays a difference stays a suspect, so that the run after it is mended sees that.
    suspects: suspects
      .filter(({ kind, id }) => !examined.cleared.has(`${kind}/${id}`))
      .map((each) => examined.suspects.find(({ kind, id }) => kind === each.kind && id === each.id) ?? each),
    differences: standing.value.differences.filter(({ about }) => !(known.has(about) && examined.cleared.has(about))),
  };
  const found = withDifferences(audit, examined.differences, deps);
  return save(deps, standing, found.audit, 'examine-differences', found.tasks);
}

/** Compares every account; where one is in doubt, late entries are looked for first. */
async function checkAccounts(
  deps: AuditDeps,
  begun: Standing,
  provedThrough: LedgerAudit['provedThrough'],
): Promise<Standing & { readonly changes: readonly Change[] }> {
  if (provedThrough === undefined) return { ...begun, changes: [] };
  const before = await deps.store.get('ledger-accounts', ledgerAccountsId);
  let standing = begun;
  let now = await compareAccounts(deps, standing.value, before?.value);
  if (now?.accounts.some(isInDoubt) === true) {
    ({ standing } = await reread(deps, standing, newest(standing.value), always));
    now = await compareAccounts(deps, standing.value, before?.value);
  }
  if (now === undefined) return { ...standing, changes: [] };
  const found = accountDifferences(now.accounts, now.at);
  const stillThere = standing.value.differences.filter(
    ({ about, term }) =>
      accountIn(about) === undefined || found.some((one) => one.about === about && one.term === term),
  );
  const { audit, tasks } = withDifferences({ ...standing.value, differences: stillThere }, found, deps);
  const kept = before === undefined ? create('ledger-accounts', ledgerAccountsId, now) : change(before, now);
  return { version: standing.version, value: audit, changes: [kept, ...tasks] };
}

/**
 * One run of the ledger's audit: replays what the journal gained, reads some of it again, and compares what it comes to
 * with funds, lots and holds, and account by account with what is kept of each. It holds a bounded part in memory, stops when it is told to and goes on in the next run. It
 * calls nothing a difference that time could explain.
 * @throws AuditTakenOver when another run is at work
 */
export async function auditLedger(deps: AuditDeps, limits: AuditLimits): Promise<LedgerAudit> {
  const { mayGoOn } = limits;
  const replayed = await replayAll(deps, await loadAudit(deps), limits);
  const { provedThrough } = replayed;
  const turn = await reread(deps, replayed.standing, inTurn(replayed.standing.value), mayGoOn);
  const settled = await settleDoubts(deps, turn.standing, provedThrough);
  const { changes, ...standing } = await checkAccounts(deps, settled, provedThrough);
  const audit = standing.value;
  const comparison = provedThrough === undefined ? undefined : await compareRecords(deps, audit, mayGoOn);
  const { comparing: _, ...rest } = audit;
  const next = audit.segments === 0 ? 1 : ((audit.rereadNext - 1 + turn.count) % audit.segments) + 1;
  const comparing = comparison === undefined ? audit.comparing : comparison.comparing;
  const comparedThrough = comparison?.comparedThrough ?? audit.comparedThrough;
  const after: LedgerAudit = {
    ...rest,
    ...(provedThrough === undefined ? {} : { provedThrough }),
    ...(comparing === undefined ? {} : { comparing }),
    ...(comparedThrough === undefined ? {} : { comparedThrough }),
    rereadNext: next,
    suspects: [...audit.suspects, ...(comparison?.suspects ?? [])],
    lastRun: {
      at: deps.now(),
      entries: replayed.entries,
      compared: comparison?.compared ?? 0,
      reread: turn.count,
      isBehind: provedThrough === undefined,
    },
  };
  return (await save(deps, standing, after, 'audit-ledger', changes)).value;
}
