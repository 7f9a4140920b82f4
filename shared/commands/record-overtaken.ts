import type { Fact } from '../../events/catalogue.ts';
import { system } from '../domain/actor.ts';
import { nothingElse, type Subject } from '../domain/decision.ts';
import type { Deps } from './deps.ts';

/** Records that a fact came too late for what it asked: its message is acknowledged, and the trail says why. */
export async function recordOvertaken(deps: Deps, fact: Fact, because: string): Promise<void> {
  const recorded = await deps.store.commit([
    {
      about: fact.subject as Subject,
      did: 'overtake-fact',
      why: `${fact.type}: ${because}`,
      by: system,
      at: deps.now(),
      changes: [],
      ...nothingElse,
    },
  ]);
  if (!recorded.ok) throw new Error('what was overtaken is recorded before its message is acknowledged');
}
