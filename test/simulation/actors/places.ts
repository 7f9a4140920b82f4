import { Instant, LocalDate } from '../../../events/values.ts';
import {
  acceptOffer,
  acknowledgeOffer,
  askAgainAfter,
  declineOffer,
  giveBack,
  openOwnPages,
  takeAnswerBack,
} from '../../../shared/commands/answer-offer.ts';
import { approvePlace, confirmWaiting, rejectPlace } from '../../../shared/commands/approve.ts';
import { actorOf, completeTask, delegateRole, endAbsence } from '../../../shared/commands/manage.ts';
import { seekAgain } from '../../../shared/commands/offer.ts';
import { DeclineReason } from '../../../shared/domain/allocation.ts';
import type { Versioned } from '../../../shared/domain/decision.ts';
import { type EmailTemplate, emailIdOf } from '../../../shared/domain/email.ts';
import type { Random } from '../random.ts';
import { type OfficeAct, people, type Sight } from '../town/act.ts';
import { asha, ben, coordinators, cora, eli, fay, gus, sana } from './staff.ts';

const approve = people('approve', 4, (town, random) => {
  const looked = random.below(8);
  const state = looked === 0 ? undefined : looked === 1 ? 'requested' : 'reserved';
  const place = town.watch.shadow.pick(random, 'place', state);
  if (place === undefined) return undefined;
  const by = random.pick(coordinators) ?? cora;
  const input = { placeId: place.value.id, seen: place.version };
  if (random.below(7) === 0) {
    return {
      name: 'reject-place',
      again: true,
      run: (deps) => rejectPlace(deps, { ...input, reason: 'a reason' }, by),
    };
  }
  return {
    name: 'approve-place',
    again: true,
    run: async (deps) => approvePlace(deps, input, await actorOf(deps, { ...by, name: by.id, roles: [...by.roles] })),
  };
});

const confirm = people('confirm waiting', 1, (town, random) => {
  const place = town.watch.shadow.pick(random, 'place', 'requested');
  if (place === undefined) return undefined;
  if (place.value.state === 'requested' && place.value.unusable.length === 0 && random.below(6) > 0) return undefined;
  const input = { placeId: place.value.id, seen: place.version };
  return { name: 'confirm-waiting', again: true, run: (deps) => confirmWaiting(deps, input, cora) };
});

/** A link out of a mail that was sent: often a late one, sometimes an old one. */
function linkIn(town: Sight, random: Random, template: string): string {
  const sent = town.mailer.sent;
  for (let look = 0; look < 12; look += 1) {
    const recent = random.below(Math.min(sent.length, random.below(5) === 0 ? sent.length : 40));
    const letter = sent[sent.length - 1 - recent];
    if (letter?.template === template) return letter.token ?? '';
  }
  return '';
}

/** The link in the mail of one template about an offer that is as it was then. */
function linkAbout(
  { mailer, watch: { shadow } }: Sight,
  template: EmailTemplate,
  offer: Versioned<'allocation'> | undefined,
): string | undefined {
  const email = offer && shadow.get('email', emailIdOf(template, `allocation/${offer.id}`))?.value;
  return mailer.sent.findLast(({ messageId }) => messageId === email?.messageId)?.token;
}

/** The link of an offer that waits for its answer. */
export function openOffer(town: Sight, random: Random): string | undefined {
  const offers = Array.from({ length: 3 }, () =>
    town.watch.shadow.pickAmong(random, 'allocation', ['offered', 'acknowledged']),
  );
  const offer = offers.find((one) => one !== undefined && one.value.answer === undefined);
  return linkAbout(town, 'therapist-offer', offer);
}

/** Mostly nobody asks for a rest, some for days, and somebody types a day that has passed. */
const restUntil = (town: Sight, random: Random): LocalDate | undefined =>
  random.below(3) > 0
    ? undefined
    : LocalDate.parse(new Date(town.time + (random.below(12) - 1) * 86_400_000).toISOString().slice(0, 10));

const answer = people('answer an offer', 5, (town, random) => {
  const open = random.below(4) === 0 ? undefined : openOffer(town, random);
  const token = open ?? linkIn(town, random, 'therapist-offer');
  if (token === '') return undefined;
  const how = random.below(10);
  if (how < 5) return { name: 'accept-offer', again: true, run: (deps) => acceptOffer(deps, token) };
  if (how < 7) {
    const said = { reason: random.pick(DeclineReason.options), askAgainAfter: restUntil(town, random) };
    return { name: 'decline-offer', again: true, run: (deps) => declineOffer(deps, token, said) };
  }
  return { name: 'acknowledge-offer', again: true, run: (deps) => acknowledgeOffer(deps, token) };
});

/** By the link of an offer, whatever became of it: mostly of one that nobody has answered, or whose answer has stood for long. */
const undo = people('take an answer back', 1, (town, random) => {
  const token = linkIn(town, random, 'therapist-offer');
  if (token === '') return undefined;
  return random.below(3) === 0
    ? { name: 'open-own-pages', again: true, run: (deps) => openOwnPages(deps, token) }
    : { name: 'take-answer-back', again: true, run: (deps) => takeAnswerBack(deps, token) };
});

/** Who asked for a rest ends it, or asks for another. */
const rest = people('be asked again', 0.7, (town, random) => {
  const token = linkIn(town, random, 'therapist-answer-confirmed');
  const day = restUntil(town, random);
  return token === ''
    ? undefined
    : { name: 'ask-again-after', again: true, run: (deps) => askAgainAfter(deps, token, day) };
});

const back = people('give a client back', 0.6, (town, random) => {
  const accepted = random.below(4) === 0 ? undefined : town.watch.shadow.pick(random, 'allocation', 'accepted');
  const token = linkAbout(town, 'therapist-accepted', accepted) ?? linkIn(town, random, 'therapist-accepted');
  return token === '' ? undefined : { name: 'give-back', again: true, run: (deps) => giveBack(deps, token) };
});

const again = people('seek again', 0.7, (town, random) => {
  const state = random.below(4) === 0 ? undefined : 'none-left';
  const search = town.watch.shadow.pick(random, 'search', state);
  if (search === undefined) return undefined;
  return { name: 'seek-again', again: true, run: (deps) => seekAgain(deps, search.value.referralId, cora) };
});

const finish = people('complete a task', 2, (town, random) => {
  const task = town.watch.shadow.pick(random, 'task', random.below(10) === 0 ? undefined : 'open');
  if (task === undefined) return undefined;
  const staff = [asha, ben, cora, eli, fay, gus, sana];
  const whose = staff.filter(({ roles }) => roles.includes(task.value.role));
  const by = random.pick(random.below(10) === 0 ? staff : whose) ?? ben;
  const input = { taskId: task.value.id, seen: task.version, result: 'done as asked' };
  return { name: 'complete-task', again: true, run: (deps) => completeTask(deps, input, by) };
});

const delegate = people('delegate', 0.15, (town) => {
  const from = Instant.parse(town.now());
  const until = Instant.parse(new Date(town.time + 2 * 86_400_000).toISOString());
  return {
    name: 'delegate-role',
    run: (deps) => delegateRole(deps, { role: 'coordinator', from, until, why: 'on leave' }, cora),
  };
});

const comeBack = people('come back sooner', 0.15, (town, random) => {
  const absence = town.watch.shadow.pick(random, 'delegation');
  if (absence === undefined) return undefined;
  const input = { id: absence.id, seen: absence.version };
  const by = random.below(6) === 0 ? eli : cora;
  return { name: 'end-absence', again: true, run: (deps) => endAbsence(deps, input, by) };
});

/** Coordinators, therapists with their links, and whoever has a task to do. */
export const places: readonly OfficeAct[] = [
  approve,
  confirm,
  answer,
  undo,
  rest,
  back,
  again,
  finish,
  delegate,
  comeBack,
];
