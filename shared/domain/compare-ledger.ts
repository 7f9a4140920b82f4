import type { Versioned } from './decision.ts';
import type { Fund, Lot } from './fund.ts';
import { type Hold, stillHeld } from './hold.ts';
import type { AuditedKind, Mismatch } from './ledger-audit.ts';
import { termOf } from './replay.ts';

/** What the journal says of a term, in pence. */
export type Replayed = (key: string) => number;

const differ = (about: string, terms: readonly (readonly [term: string, journal: number, record: number])[]) =>
  terms
    .filter(([, journal, record]) => journal !== record)
    .map(([term, journal, record]): Mismatch => ({ about, term, journal, record }));

const compareLot = (lot: Lot, replayed: Replayed): readonly Mismatch[] => {
  const { id, amount, free, shortfall, refunded, transferred, givenToDeficit } = lot;
  return differ(`lot/${id}`, [
    ['free', replayed(termOf.free(id)), free],
    ['kept', replayed(termOf.kept(id)), amount + shortfall - refunded - transferred - givenToDeficit],
  ]);
};

const compareHold = ({ id, draws }: Hold, replayed: Replayed): readonly Mismatch[] =>
  [...new Set(draws.map(({ lotId }) => lotId))].flatMap((lotId) =>
    differ(`hold/${id}`, [
      [
        `held of ${lotId}`,
        replayed(termOf.held(id, lotId)),
        stillHeld({ draws: draws.filter((draw) => draw.lotId === lotId) }),
      ],
    ]),
  );

const compareFund = ({ id, deficit }: Fund, replayed: Replayed): readonly Mismatch[] =>
  differ(`fund/${id}`, [
    ['deficit', replayed(termOf.deficit(id)), deficit],
    ['without a lot', replayed(termOf.loose(id)), 0],
  ]);

export type AuditedRecord = { [K in AuditedKind]: Versioned<K> }[AuditedKind];

/** Where a record and the journal disagree, to the penny; nothing, if they agree. */
export function compareRecord(record: AuditedRecord, replayed: Replayed): readonly Mismatch[] {
  switch (record.kind) {
    case 'lot':
      return compareLot(record.value, replayed);
    case 'hold':
      return compareHold(record.value, replayed);
    case 'fund':
      return compareFund(record.value, replayed);
  }
}

const kinds: readonly (readonly [prefix: string, kind: AuditedKind])[] = [
  ['lot_', 'lot'],
  ['hld_', 'hold'],
  ['fnd_', 'fund'],
];

/** What kind of record an id of the journal names. */
export const kindOf = (subject: string): AuditedKind | undefined =>
  kinds.find(([prefix]) => subject.startsWith(prefix))?.[1];

/** The terms of one subject that have no record at all. */
export const compareNothing = (
  kind: AuditedKind,
  id: string,
  terms: Iterable<readonly [key: string, amount: number]>,
): readonly Mismatch[] =>
  differ(
    `${kind}/${id}`,
    [...terms]
      .filter(([key]) => key.startsWith(`${id}.`))
      .map(([key, amount]) => [`${key.slice(id.length + 1)}, of which there is no record`, amount, 0] as const),
  );
