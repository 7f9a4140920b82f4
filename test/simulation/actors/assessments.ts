import { Pence, PriorityBand } from '../../../events/values.ts';
import { recordAssessment, recordReadiness, startAssessment } from '../../../shared/commands/assess.ts';
import type { AssessmentFindings } from '../../../shared/domain/assess.ts';
import { type OfficeAct, people } from '../town/act.ts';
import { asha, assessors } from './staff.ts';

const start = people('start assessment', 3, (town, random) => {
  const state = random.below(8) === 0 ? undefined : 'awaiting-assessment';
  const referral = town.watch.shadow.pick(random, 'referral', state);
  if (referral === undefined) return undefined;
  const by = random.pick(assessors) ?? asha;
  const input = { referralId: referral.value.id, seen: referral.version };
  return { name: 'start-assessment', again: true, run: (deps) => startAssessment(deps, input, by) };
});

const record = people('record assessment', 3, (town, random) => {
  const state = random.below(8) === 0 ? undefined : 'assessment-started';
  const referral = town.watch.shadow.pick(random, 'referral', state);
  const [primaryGroup] = referral?.value.groups ?? [];
  if (referral === undefined || primaryGroup === undefined) return undefined;
  const own = assessors.find(({ id }) => id === referral.value.assessment?.assessorId);
  const by = own === undefined || random.below(8) === 0 ? (random.pick(assessors) ?? asha) : own;
  const suitability =
    random.pick([
      'assessed-suitable',
      'assessed-suitable',
      'assessed-suitable',
      'suitable-not-ready',
      'not-suitable',
    ] as const) ?? 'not-suitable';
  const findings: AssessmentFindings = {
    suitability,
    needs: { groups: [primaryGroup], primaryGroup, level: 'medium', mode: 'online', sessions: 2 + random.below(23) },
    means: { canPayWhole: random.below(8) === 0, contribution: Pence.parse(random.below(7) * 1000) },
    band: random.pick(PriorityBand.options) ?? 'routine',
  };
  const input = { referralId: referral.value.id, seen: referral.version, findings };
  return { name: 'record-assessment', again: true, run: (deps) => recordAssessment(deps, input, by) };
});

const look = people('look a second time', 1, (town, random) => {
  const isReady = random.below(4) > 0;
  const state = isReady ? 'suitable-not-ready' : 'assessed-suitable';
  const referral = town.watch.shadow.pick(random, 'referral', random.below(8) === 0 ? undefined : state);
  if (referral === undefined) return undefined;
  const input = { referralId: referral.value.id, seen: referral.version, isReady, why: 'we spoke again' };
  const by = random.pick(assessors) ?? asha;
  return { name: 'record-readiness', again: true, run: (deps) => recordReadiness(deps, input, by) };
});

/** Assessors: they take a referral, and record needs, means and priority. */
export const assessments: readonly OfficeAct[] = [start, record, look];
