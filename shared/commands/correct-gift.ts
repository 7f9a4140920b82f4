import { type DonationId, type FundId, type LocalDate, type Pence, PersonId } from '../../events/values.ts';
import type { Actor } from '../domain/actor.ts';
import {
  correctionTaskId,
  askGiftCorrection as decideAsk,
  decideGiftCorrection as decideOnCorrection,
} from '../domain/correct-gift.ts';
import type { IdentityFields } from '../domain/identity.ts';
import type { Outcome } from '../domain/outcome.ts';
import { decideAndCommit, decided } from './decide-and-commit.ts';
import type { Deps } from './deps.ts';
import { type GivingDeps, sealDonor } from './give.ts';
import { changedSince, missing } from './load-case.ts';
import { readGiftBooks } from './refund.ts';

export interface GiftToCorrect {
  readonly donationId: DonationId;
  /** The gift as the person saw it. */
  readonly seen: number;
}

export interface AskedGiftCorrection extends GiftToCorrect {
  readonly amount: Pence;
  readonly fundId: FundId;
  readonly receivedOn: LocalDate;
  /** Who gave it: whoever is recorded, nobody who is known, or somebody else. */
  readonly donor: 'as-recorded' | 'unknown' | IdentityFields;
  /** For the books; nothing about any person. */
  readonly reason: string;
}

/** One of finance asks for a gift that was recorded by hand to be put right. */
export const askGiftCorrection = (
  deps: Deps & Pick<GivingDeps, 'sealer'>,
  { donationId, seen, donor, ...asked }: AskedGiftCorrection,
  by: Actor,
): Promise<Outcome<undefined>> =>
  decideAndCommit(deps, async () => {
    const [books, fund] = await Promise.all([
      readGiftBooks(deps.store, donationId),
      deps.store.get('fund', asked.fundId),
    ]);
    if (!books.ok) return books;
    if (fund === undefined) return missing('fund');
    const { donation } = books.value;
    const same = changedSince(donation, seen);
    if (!same.ok) return same;
    const other = typeof donor === 'string' ? undefined : { id: PersonId.parse(deps.newId('psn')), fields: donor };
    const donorId = other?.id ?? (donor === 'unknown' ? undefined : donation.value.donorId);
    const wanted = { ...asked, ...(donorId === undefined ? {} : { donorId }) };
    const decision = decideAsk(books.value, fund, wanted, by, deps.now(), deps.settings);
    if (!decision.ok) return decision;
    const sealed = other === undefined ? [] : await sealDonor(deps, other.id, other.fields);
    return {
      ok: true,
      value: {
        decisions: [{ ...decision.value, changes: [...decision.value.changes, ...sealed] }],
        value: undefined,
      },
    };
  });

/** A second person decides on the correction that waits. */
export const decideGiftCorrection = (
  deps: Deps,
  { donationId, seen, agrees }: GiftToCorrect & { readonly agrees: boolean },
  by: Actor,
): Promise<Outcome<undefined>> =>
  decideAndCommit(deps, async () => {
    const books = await readGiftBooks(deps.store, donationId);
    if (!books.ok) return books;
    const { donation } = books.value;
    const same = changedSince(donation, seen);
    if (!same.ok) return same;
    const [fund, task] = await Promise.all([
      deps.store.get('fund', donation.value.correction?.wanted.fundId ?? donation.value.fundId),
      deps.store.get('task', correctionTaskId(donation.value)),
    ]);
    if (fund === undefined) return missing('fund');
    return decided(decideOnCorrection(books.value, fund, task, agrees, by, deps.now(), deps.settings), undefined);
  });
