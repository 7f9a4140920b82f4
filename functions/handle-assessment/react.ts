import type { Fact } from '../../events/catalogue.ts';
import type { Deps } from '../../shared/commands/deps.ts';
import { followUpAssessment } from '../../shared/commands/intake.ts';
import { accept, type Outcome } from '../../shared/domain/outcome.ts';

/** An assessment leads to a place on the waiting list, to a therapist, or to a call. */
export const react = async (fact: Fact, deps: Deps): Promise<Outcome<unknown>> =>
  fact.type === 'uk.sponsored-places.assessment.recorded.v1'
    ? followUpAssessment(deps, fact.data.referralId)
    : accept(undefined);
