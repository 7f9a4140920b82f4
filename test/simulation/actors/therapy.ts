import { LocalDate, SessionId } from '../../../events/values.ts';
import { correctSession, recordSession, reviewSession } from '../../../shared/commands/sessions.ts';
import { changeTherapist, endTherapy, pausePlace, reduceBlock, resumePlace } from '../../../shared/commands/therapy.ts';
import type { Actor } from '../../../shared/domain/actor.ts';
import { SessionOutcome } from '../../../shared/domain/session.ts';
import type { Random } from '../random.ts';
import { type OfficeAct, people, type Sight } from '../town/act.ts';
import { coordinators, cora, gus } from './staff.ts';

/** A place whose therapy may go on, and somebody who may say so: mostly its therapist. */
function inHand(town: Sight, random: Random, states: readonly string[]) {
  const place = town.watch.shadow.pickAmong(random, 'place', states);
  if (place === undefined || !('therapistId' in place.value)) return undefined;
  const therapist: Actor = { id: place.value.therapistId, roles: ['therapist'] };
  const by = random.below(5) === 0 ? (random.pick(coordinators) ?? cora) : therapist;
  return { referralId: place.value.referralId, seen: place.version, by };
}

/** Some therapists write nothing down: a coordinator does it for them, when somebody has asked. */
const writesNothing = (by: Actor): boolean => /^thr_\d*[38]$/.test(by.id);

const record = people('record a session', 6, (town, random) => {
  const chosen = inHand(town, random, ['allocated', 'in-use', 'in-use', 'in-use', 'paused']);
  if (chosen === undefined || writesNothing(chosen.by)) return undefined;
  const outcome = random.below(3) > 0 ? 'attended' : (random.pick(SessionOutcome.options) ?? 'late');
  const daysAgo = random.below(6) === 0 ? random.below(40) : random.below(3);
  const on = LocalDate.parse(new Date(town.time - daysAgo * 86_400_000).toISOString().slice(0, 10));
  const sessionId = SessionId.parse(`ses_${town.nextId().padStart(12, '0')}`);
  const input = { referralId: chosen.referralId, sessionId, on, outcome };
  return { name: 'record-session', again: true, run: (deps) => recordSession(deps, input, chosen.by) };
});

/** Therapy has ended, and somebody finds an appointment that nobody has written down. */
const recordLate = people('record a session late', 0.6, (town, random) => {
  const place = town.watch.shadow.pickAmong(random, 'place', ['completed', 'ended-early'])?.value;
  if (place === undefined) return undefined;
  const daysAgo = random.below(15);
  const on = LocalDate.parse(new Date(town.time - daysAgo * 86_400_000).toISOString().slice(0, 10));
  const sessionId = SessionId.parse(`ses_${town.nextId().padStart(12, '0')}`);
  const outcome = random.pick(SessionOutcome.options) ?? 'late';
  const input = { referralId: place.referralId, sessionId, on, outcome };
  return { name: 'record-session', again: true, run: (deps) => recordSession(deps, input, cora) };
});

const correct = people('correct a session', 1.8, (town, random) => {
  const session = town.watch.shadow.pick(random, 'session');
  if (session === undefined) return undefined;
  const outcome = random.pick(SessionOutcome.options) ?? 'attended';
  const input = { sessionId: session.value.id, seen: session.version, on: session.value.on, outcome, why: 'a mistake' };
  return { name: 'correct-session', again: true, run: (deps) => correctSession(deps, input, cora) };
});

const review = people('review a session', 0.4, (town, random) => {
  const session = town.watch.shadow.pick(random, 'session');
  if (session === undefined) return undefined;
  const input = { sessionId: session.value.id, seen: session.version, passes: random.below(2) === 0 };
  return { name: 'review-session', again: true, run: (deps) => reviewSession(deps, input, cora) };
});

const life = people('the life of a place', 2, (town, random) => {
  const chosen = inHand(town, random, ['allocated', 'in-use', 'in-use', 'paused', 'paused']);
  if (chosen === undefined) return undefined;
  const { by, ...seen } = chosen;
  const input = { ...seen, why: 'a reason' };
  switch (random.below(10)) {
    case 0:
    case 7:
      return { name: 'pause-place', again: true, run: (deps) => pausePlace(deps, input, by) };
    case 1:
    case 2:
      return { name: 'resume-place', again: true, run: (deps) => resumePlace(deps, seen, by) };
    case 3:
    case 5:
      return { name: 'change-therapist', again: true, run: (deps) => changeTherapist(deps, input, cora) };
    case 4:
    case 6:
      return {
        name: 'reduce-block',
        again: true,
        run: (deps) => reduceBlock(deps, { ...input, fewer: 1 + random.below(3) }, by),
      };
    default: {
      const to = random.below(2) === 0 ? 'completed' : 'ended-early';
      const spokenTo = random.below(2) === 0;
      return { name: 'end-therapy', again: true, run: (deps) => endTherapy(deps, { ...input, to, spokenTo }, by) };
    }
  }
});

/** Somebody without the right to: refused, whatever it is. */
const meddle = people('meddle', 0.1, (town, random) => {
  const chosen = inHand(town, random, ['in-use']);
  if (chosen === undefined) return undefined;
  const input = { referralId: chosen.referralId, seen: chosen.seen, why: 'a reason' };
  return { name: 'pause-place', run: (deps) => pausePlace(deps, input, gus) };
});

/** Therapists and coordinators, while therapy goes on. */
export const therapy: readonly OfficeAct[] = [record, recordLate, correct, review, life, meddle];
