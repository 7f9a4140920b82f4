import { balances } from '../../../shared/domain/journal.ts';
import type { Kind } from '../../../shared/domain/records.ts';
import type { StoreContent } from '../../../shared/store/store-content.ts';
import { allOf, faultsIn } from '../invariants.ts';
import { mailUnderWay } from './mail-under-way.ts';
import type { Promises } from './promises.ts';
import type { ProviderTruth } from './provider-truth.ts';

/** What came to light beside the tables. */
export interface Witnesses {
  /** What pages were told is written. */
  readonly promises: Pick<Promises, 'broken'>;
  readonly provider: ProviderTruth;
  /** The Message-IDs that the mail service took, each as often as it took it. */
  readonly mailed: readonly string[];
}

/** Records that come and go without a decision. */
const passing: readonly Kind[] = ['draft', 'token', 'sign-in-session'];

const twice = (names: readonly string[]): readonly string[] => [
  ...new Set(names.filter((name, n) => names.indexOf(name) !== n)),
];

/** Every version of every record is told of in the audit trail, once, and none that is not there. */
function trailDifferences({ records, audit }: StoreContent): readonly string[] {
  const told = new Map<string, Set<number>>();
  const found: string[] = [];
  for (const entry of audit) {
    for (const [name, version] of new Map(entry.records.map(({ kind, id, version }) => [`${kind} ${id}`, version]))) {
      const versions = told.get(name) ?? new Set();
      versions.add(version);
      told.set(name, versions);
    }
  }
  for (const { kind, id, version } of records) {
    if (passing.includes(kind)) continue;
    const versions = told.get(`${kind} ${id}`) ?? new Set();
    told.delete(`${kind} ${id}`);
    const isWhole = versions.size === version && Math.max(...versions) === version;
    if (!isWhole) found.push(`${kind} ${id} is at version ${version}, the trail tells of ${[...versions].join(', ')}`);
  }
  for (const name of told.keys())
    if (!passing.some((kind) => name.startsWith(`${kind} `))) found.push(`lost: ${name}, which the trail tells of`);
  return found;
}

/** Every collected gift is one lot of its sum and one entry, and there is no other. */
function giftDifferences(content: StoreContent): readonly string[] {
  const lots = allOf(content, 'lot').filter(({ origin }) => origin === 'gift');
  const entries = content.journal.filter(({ id }) => id.startsWith('donation:'));
  const collected = allOf(content, 'donation').filter(({ state }) => state === 'collected');
  const wrong = collected.flatMap(({ id, amount }) => {
    const own = lots.filter(({ donationId }) => donationId === id);
    return own.length === 1 && own[0]?.amount === amount ? [] : [`${id} of ${amount} became ${own.length} lots`];
  });
  const counts = [collected.length, lots.length, entries.length];
  return new Set(counts).size === 1
    ? wrong
    : [...wrong, `${counts[0]} collected gifts, ${counts[1]} lots, ${counts[2]} entries`];
}

/** What was paid is collected and nothing else, no refund was made twice, and the provider owes us what our books say. */
function providerDifferences(content: StoreContent, { checkouts, refunds, balance }: ProviderTruth): readonly string[] {
  const paid = new Set(checkouts.filter(({ isPaid }) => isPaid).map(({ donationId }) => donationId));
  const clearing = balances(content.journal).get('clearing') ?? 0;
  // What the bank sent back is not looked at again: its movements leave with a later payout.
  const sentBack = new Set(content.journal.flatMap(({ id }) => /^payout:(.+):returned$/.exec(id)?.[1] ?? []));
  return [
    ...allOf(content, 'donation').flatMap(({ id, state, checkout }) => {
      const isCollected = state === 'collected';
      if (checkout === undefined && !paid.has(id)) return [];
      return paid.has(id) === isCollected ? [] : [`${id} is ${state}, and ${paid.has(id) ? '' : 'not '}paid`];
    }),
    ...[...paid]
      .filter((id) => !allOf(content, 'donation').some((donation) => donation.id === id))
      .map((id) => `lost: ${id} was paid`),
    ...twice(refunds).map((id) => `refund ${id} was made twice`),
    ...(clearing === balance ? [] : [`the provider owes us ${balance}, our books say ${clearing}`]),
    ...allOf(content, 'payout')
      .filter(({ id, state }) => state !== 'matched' && !sentBack.has(id))
      .map(({ id, differences }) => `payout ${id} does not match: ${JSON.stringify(differences.slice(0, 3))}`),
  ];
}

/** Every mail has left, is overtaken or is held back by a pause, and none left that nobody asked for. */
function mailDifferences(content: StoreContent, mailed: readonly string[]): readonly string[] {
  const emails = allOf(content, 'email');
  const known = new Set(emails.map(({ messageId }) => messageId));
  const left = new Set(mailed);
  return [
    ...mailUnderWay(content).map(({ id, state }) => `mail ${id} is ${state}`),
    ...emails.flatMap(({ id, state, messageId }) => {
      // What arrived, was refused or was called unwanted has left as well.
      const hasLeft = state !== 'requested' && state !== 'sending' && state !== 'overtaken';
      return hasLeft && !left.has(messageId ?? '') ? [`lost: mail ${id} is said to be sent`] : [];
    }),
    ...[...left].filter((id) => !known.has(id)).map((id) => `a mail ${id} that nobody asked for`),
  ];
}

/** What a case waits for must be there to come: none is forgotten between two workers. */
function forgottenCases(content: StoreContent): readonly string[] {
  const places = new Set(allOf(content, 'place').map(({ referralId }) => referralId));
  const searches = new Set(allOf(content, 'search').map(({ referralId }) => referralId));
  return [
    ...allOf(content, 'referral')
      .filter(({ id, state }) => state === 'assessed-suitable' && !places.has(id) && !searches.has(id))
      .map(({ id }) => `forgotten: referral ${id} has neither a place nor a search`),
    ...allOf(content, 'place')
      .filter(({ referralId, state }) => state === 'approved' && !searches.has(referralId))
      .map(({ id }) => `forgotten: nobody is sought for place ${id}`),
    ...allOf(content, 'refund')
      .filter(({ state, way }) => state === 'decided' && way === 'provider')
      .map(({ id }) => `forgotten: refund ${id} was decided and not sent`),
    ...allOf(content, 'transfer')
      .filter(({ state }) => state === 'moving')
      .map(({ id }) => `forgotten: transfer ${id} was broken off`),
    ...allOf(content, 'hold')
      .filter(({ state }) => state === 'gathering')
      .map(({ id }) => `forgotten: hold ${id} is still being gathered`),
  ];
}

/** The audit of the ledger has replayed everything and found nothing. */
function auditDifferences(content: StoreContent): readonly string[] {
  const [audit] = allOf(content, 'ledger-audit');
  if (audit === undefined) return ['the ledger was never audited'];
  return [
    ...audit.differences.map(
      ({ about, term, journal, record }) => `the ledger audit: ${about} ${term} ${journal}, ${record}`,
    ),
    ...(audit.found === audit.differences.length ? [] : [`the ledger audit raised ${audit.found} alarms`]),
    ...(audit.entries === content.journal.length
      ? []
      : [`the ledger audit replayed ${audit.entries} of ${content.journal.length}`]),
  ];
}

/** Everything that is not as it must be when all has come to rest: lost, doubled, out of balance, or left over. */
export const differencesOf = (content: StoreContent, { promises, provider, mailed }: Witnesses): readonly string[] => [
  ...faultsIn(content),
  ...promises.broken(content),
  ...trailDifferences(content),
  ...giftDifferences(content),
  ...providerDifferences(content, provider),
  ...mailDifferences(content, mailed),
  ...forgottenCases(content),
  ...auditDifferences(content),
];
