import { ConcernId, type ReferralId } from '../../events/values.ts';
import { acknowledgeConcern, decideConcern, raiseConcern, tellOfConcern } from '../../shared/commands/concern.ts';
import type { Authority, ConcernKind } from '../../shared/domain/concern.ts';
import type { Versioned } from '../../shared/domain/decision.ts';
import { concernDecisions, concernGrounds, textOfReason } from '../../shared/staff/words/reasons.ts';
import type { Charity } from './charity.ts';
import { idOf } from './ids.ts';
import { personOf } from './people.ts';
import { cora, sol } from './staff.ts';

const concernIdOf = (name: string): ConcernId => ConcernId.parse(idOf('cnc', name));

/** A professional tells of somebody of whom nothing is kept; their own number is, to call them back. */
export async function tellOf(charity: Charity, name: string, kind: ConcernKind): Promise<void> {
  const { name: called } = personOf('referrer', 90 + name.length);
  const professional = { name: called, organisation: 'Hillside School', phone: '01632 960999' };
  await charity.done(tellOfConcern(charity.deps, { concernId: concernIdOf(name), kind, professional }));
}

/** The coordinator is worried about somebody whose case they have before them. */
export async function raise(charity: Charity, name: string, referralId: ReferralId): Promise<void> {
  const input = { concernId: concernIdOf(name), kind: 'adult-at-risk' as const, referralId };
  await charity.done(raiseConcern(charity.deps, input, cora));
}

async function find({ deps }: Charity, name: string): Promise<Versioned<'concern'>> {
  const concern = await deps.store.get('concern', concernIdOf(name));
  if (concern === undefined) throw new Error(`nobody has told of ${name}`);
  return concern;
}

/** The lead has seen it, and sees to it. */
export async function seeTo(charity: Charity, name: string): Promise<void> {
  const { value, version: seen } = await find(charity, name);
  await charity.done(acknowledgeConcern(charity.deps, { concernId: value.id, seen }, sol));
}

/** It was passed on, and that is written down. */
export async function passOn(charity: Charity, name: string, told: readonly Authority[]): Promise<void> {
  const { value, version: seen } = await find(charity, name);
  const what = {
    decision: textOfReason(concernDecisions, 'referred'),
    because: textOfReason(concernGrounds, 'duty'),
    told,
  };
  await charity.done(decideConcern(charity.deps, { concernId: value.id, seen, ...what }, sol));
}
