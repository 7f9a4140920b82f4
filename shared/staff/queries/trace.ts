import type { DonationId, FundId, PlaceId } from '../../../events/values.ts';
import type { Deps } from '../../commands/deps.ts';
import { readAll } from '../../commands/read-all.ts';
import { readUses } from '../../commands/read-ledger.ts';
import { type CsvCell, writeCsv } from '../../domain/csv.ts';
import { type Donation, receiptNumberOf } from '../../domain/donation.ts';
import { lotIdOf } from '../../domain/fund.ts';
import { holdIdOf } from '../../domain/hold.ts';
import { type DonationTrace, type PlaceDraw, traceDonation, tracePlace } from '../../domain/money-trace.ts';
import type { Place } from '../../domain/place.ts';
import { giftOfLot } from '../words/references.ts';
import { readFundNames } from './case-file.ts';

type TraceDeps = Pick<Deps, 'store' | 'settings' | 'now'>;

export interface DonationTraceReading {
  readonly donation: Donation;
  readonly trace: DonationTrace;
  readonly fundNames: ReadonlyMap<FundId, string>;
  readonly isWhole: boolean;
}

/** Where the money of a donation is now; undefined when there is no such donation. */
export async function readDonationTrace(deps: TraceDeps, id: DonationId): Promise<DonationTraceReading | undefined> {
  const { store } = deps;
  const [donation, listed] = await Promise.all([
    store.get('donation', id),
    readAll((after) => store.list('lot', `lots/${id}`, { limit: 200, after })),
  ]);
  if (donation === undefined) return undefined;
  // A lot under review stands in another list; the first of a donation is known by its name.
  const lotIds = new Set([lotIdOf(id), ...listed.map(({ value }) => value.id)]);
  const lots = (await store.getMany('lot', [...lotIds])).map(({ value }) => value);
  const { holdIds, isWhole } = await readUses(
    deps,
    lots.map((lot) => lot.id),
  );
  const [holds, fundNames] = await Promise.all([
    store.getMany('hold', holdIds),
    readFundNames(
      store,
      lots.map(({ fundId }) => fundId),
    ),
  ]);
  const trace = traceDonation(
    lots,
    holds.map(({ value }) => value),
  );
  return { donation: donation.value, trace, fundNames, isWhole };
}

export interface PlaceTraceReading {
  readonly place: Place;
  readonly draws: readonly PlaceDraw[];
  readonly fundNames: ReadonlyMap<FundId, string>;
}

/** Holds of one place that are read, the latest: each block and each expired reservation is one. */
const mostHolds = 100;

/** Which money pays for a place; undefined when there is no such place. */
export async function readPlaceTrace(
  { store }: Pick<Deps, 'store'>,
  id: PlaceId,
): Promise<PlaceTraceReading | undefined> {
  const place = (await store.get('place', id))?.value;
  if (place === undefined) return undefined;
  const first = Math.max(1, place.holds - mostHolds + 1);
  const revisions = Array.from({ length: place.holds - first + 1 }, (_, index) => first + index);
  const holds = await store.getMany(
    'hold',
    revisions.map((revision) => holdIdOf(id, revision)),
  );
  const draws = tracePlace(holds.map(({ value }) => value));
  const fundNames = await readFundNames(
    store,
    draws.map(({ fundId }) => fundId),
  );
  return { place, draws, fundNames };
}

/** A donation's lots as a file, a line for each. */
export function csvOfDonation({ donation, trace, fundNames }: DonationTraceReading): string {
  const head = [
    'Gift',
    'Lot',
    'Made by',
    'Fund',
    'Amount',
    'Shortfall',
    'Free',
    'Held',
    'Spent',
    'Refunded',
    'Transferred',
    'Given to deficit',
  ];
  const rows = trace.lots.map(({ lot, held, spent }): readonly CsvCell[] => [
    receiptNumberOf(donation.id),
    lot.id,
    lot.origin,
    fundNames.get(lot.fundId) ?? lot.fundId,
    ...[lot.amount, lot.shortfall, lot.free, held, spent, lot.refunded, lot.transferred, lot.givenToDeficit].map(
      (pence) => ({ pence }),
    ),
  ]);
  return writeCsv(head, rows);
}

/** The draws of a place as a file, a line for each. */
export function csvOfPlace({ draws, fundNames }: PlaceTraceReading): string {
  const head = ['Hold', 'Fund', 'Gift', 'Lot', 'Drawn', 'Held', 'Posted', 'Released'];
  const rows = draws.map(({ revision, fundId, lotId, drawn, held, posted, released }): readonly CsvCell[] => [
    revision,
    fundNames.get(fundId) ?? fundId,
    giftOfLot(lotId),
    lotId,
    ...[drawn, held, posted, released].map((pence) => ({ pence })),
  ]);
  return writeCsv(head, rows);
}
