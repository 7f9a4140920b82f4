import { DonationId, type PoolId } from '../../../events/values.ts';
import { readAll } from '../../../shared/commands/read-all.ts';
import type { Actor } from '../../../shared/domain/actor.ts';
import { referralIdOf } from '../../../shared/domain/referral.ts';
import { TherapistState } from '../../../shared/domain/therapist.ts';
import { mayOpen } from '../../../shared/staff/permissions.ts';
import { casePath, giftPath, therapistPath, therapistReference } from '../../../shared/staff/words/references.ts';
import type { Store } from '../../../shared/store/interface.ts';

/** A receipt number as people type it. A name typed in its place must not even be looked for. */
const receipt = /^r[\s-]+([0-9a-z]{5})[\s-]*([0-9a-z]{5})[\s-]*([0-9a-z]{6})$/i;
const therapist = /^t[\s-]+([0-9a-z]{5})[\s-]*([0-9a-z]{5})$/i;

const joined = (typed: string, shape: RegExp): string | undefined => shape.exec(typed)?.slice(1).join('').toLowerCase();

async function findGift(store: Store, code: string): Promise<string | undefined> {
  const id = DonationId.safeParse(`don_${code}`);
  const found = id.success ? await store.get('donation', id.data) : undefined;
  return found && giftPath(found.value.id);
}

/** What is shown of a therapist is the end of their id, so that they are looked for among all. */
async function findTherapist(store: Store, pool: PoolId, code: string): Promise<string | undefined> {
  const wanted = `T-${code.slice(0, 5)}-${code.slice(5)}`.toUpperCase();
  for (const state of TherapistState.options) {
    const all = await readAll((after) => store.list('therapist', `therapists/${pool}/${state}`, { limit: 200, after }));
    const found = all.find(({ value }) => therapistReference(value.id) === wanted);
    if (found !== undefined) return therapistPath(found.value.id);
  }
  return undefined;
}

/** The page of the case, gift or therapist that a reference names, if there is one and this person may open it. */
export async function findByReference(
  store: Store,
  actor: Actor,
  pool: PoolId,
  given: string,
): Promise<string | undefined> {
  const typed = given.trim();
  const gift = joined(typed, receipt);
  if (gift !== undefined) return mayOpen(actor, 'donations') ? findGift(store, gift) : undefined;
  const code = joined(typed, therapist);
  if (code !== undefined) return mayOpen(actor, 'therapists') ? findTherapist(store, pool, code) : undefined;
  const id = mayOpen(actor, 'cases') ? referralIdOf(typed) : undefined;
  const found = id === undefined ? undefined : await store.get('referral', id);
  return found && casePath(found.value.id);
}
