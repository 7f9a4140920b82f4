import { readIdentity } from '../../../shared/commands/read-identity.ts';
import { discardDraft, findByCode, openDraft, saveDraft } from '../../../shared/commands/refer.ts';
import { accept } from '../../../shared/domain/outcome.ts';
import { referenceOf } from '../../../shared/domain/referral.ts';
import { type Act, type OfficeAct, people } from '../town/act.ts';
import { newCode } from './referrals.ts';
import { asha, fay, sana } from './staff.ts';

const draft = people('begin and think again', 0.4, (_town, random) => {
  const code = newCode(random);
  const isForgotten = random.below(3) === 0;
  return {
    name: 'save-draft',
    run: async (deps) => {
      const saved = await saveDraft(deps, code, '{"area":"LS6"}', undefined);
      if (!saved.ok) return saved;
      const open = await openDraft(deps, code);
      if (!open.ok || isForgotten) return open;
      await discardDraft(deps, code);
      return accept(undefined);
    },
  };
});

const lookUp = people('ask where things stand', 0.4, (town, random) => {
  const referral = town.watch.shadow.pick(random, 'referral')?.value;
  if (referral === undefined) return undefined;
  // Codes are nobody's but the person's: to anybody else the answer is the same for every referral there is, or is not.
  return { name: 'find-by-code', run: (deps) => findByCode(deps, referenceOf(referral.id), newCode(random)) };
});

/** Who looks and changes nothing: people at their draft or their status page. */
const visitors: readonly OfficeAct[] = [draft, lookUp];

/** Staff at a case: its history, and who it is about. */
const read: Act = {
  name: 'read who somebody is',
  weight: () => 0.6,
  prepare(town, random) {
    const referral = town.watch.shadow.pick(random, 'referral')?.value;
    if (referral === undefined) return undefined;
    const purpose = random.pick(['call-client', 'safeguarding'] as const) ?? 'call-client';
    const by = random.pick([asha, sana, fay]) ?? asha;
    const about = `referral/${referral.id}` as const;
    return {
      name: 'read-identity',
      again: true,
      run: async (deps) => {
        await deps.store.history(about, { limit: 20, newestFirst: true });
        return readIdentity(deps, { personId: referral.personId, about, purpose }, by);
      },
    };
  },
};

export const readers: readonly Act[] = [...visitors, read];
