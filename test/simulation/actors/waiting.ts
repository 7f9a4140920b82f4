import { LocalDate, Pence } from '../../../events/values.ts';
import { answerPrecedence, askPrecedence, shrinkBlock } from '../../../shared/commands/manage-entry.ts';
import {
  approveRequest,
  confirmRequest,
  lowerContribution,
  rejectRequest,
  requestNextBlock,
} from '../../../shared/commands/requests.ts';
import type { Random } from '../random.ts';
import { type OfficeAct, people, type Sight } from '../town/act.ts';
import { ben, coordinators, cora, dina } from './staff.ts';

const next = people('ask for the next block', 1.5, (town, random) => {
  const place = town.watch.shadow.pick(random, 'place', random.below(6) === 0 ? 'allocated' : 'in-use');
  if (place === undefined) return undefined;
  const input = { placeId: place.value.id, seen: place.version, sessions: 1 + random.below(6), why: 'it goes well' };
  const by = random.pick([cora, dina, ben]) ?? cora;
  return { name: 'request-next-block', again: true, run: (deps) => requestNextBlock(deps, input, by) };
});

const lower = people('contribute less', 0.6, (town, random) => {
  const place = town.watch.shadow.pick(random, 'place', random.below(3) === 0 ? 'allocated' : 'in-use');
  if (place === undefined) return undefined;
  const contribution = Pence.parse(random.below(place.value.contribution + 1));
  const from = LocalDate.parse(town.now().slice(0, 10));
  const input = { placeId: place.value.id, seen: place.version, contribution, from, why: 'less income' };
  return { name: 'lower-contribution', again: true, run: (deps) => lowerContribution(deps, input, cora) };
});

const decide = people('decide on a request', 4, (town, random) => {
  const request = town.watch.shadow.pick(random, 'request', random.below(6) === 0 ? 'requested' : 'reserved');
  if (request === undefined) return undefined;
  const input = { requestId: request.value.id, seen: request.version };
  const by = random.pick(coordinators) ?? dina;
  if (random.below(5) > 0)
    return { name: 'approve-request', again: true, run: (deps) => approveRequest(deps, input, by) };
  return {
    name: 'reject-request',
    again: true,
    run: (deps) => rejectRequest(deps, { ...input, reason: 'a reason' }, by),
  };
});

const confirm = people('confirm a request', 0.5, (town, random) => {
  const request = town.watch.shadow.pick(random, 'request', 'requested');
  if (request === undefined) return undefined;
  const input = { requestId: request.value.id, seen: request.version };
  return { name: 'confirm-request', again: true, run: (deps) => confirmRequest(deps, input, cora) };
});

const override = people('ask for an override', 0.7, (town, random) => {
  const place = town.watch.shadow.pick(random, 'place', 'requested');
  if (place === undefined) return undefined;
  const input = { placeId: place.value.id, seen: place.version };
  if (random.below(2) === 0) {
    const smaller = { ...input, sessions: 1 + random.below(4), why: 'a start' };
    return { name: 'shrink-block', again: true, run: (deps) => shrinkBlock(deps, smaller, cora) };
  }
  const urgent = { ...input, why: 'it cannot wait' };
  return { name: 'ask-precedence', again: true, run: (deps) => askPrecedence(deps, urgent, cora) };
});

/** Somebody asks again for what was not given, or lapsed. */
const askAgain = people('ask again for the next block', 0.6, (town, random) => {
  const state = random.below(2) === 0 ? 'rejected' : 'cancelled';
  const request = town.watch.shadow.pick(random, 'request', state)?.value;
  const place = request && town.watch.shadow.get('place', request.placeId);
  if (place === undefined) return undefined;
  const input = { placeId: place.value.id, seen: place.version, sessions: 1 + random.below(6), why: 'after a review' };
  return { name: 'request-next-block', again: true, run: (deps) => requestNextBlock(deps, input, cora) };
});

/** A place for which an override is asked, among some that wait; any other, if there is none. */
function placeToOverride(town: Sight, random: Random) {
  const looked = Array.from({ length: 8 }, () => town.watch.shadow.pick(random, 'place', 'requested'));
  return looked.find((place) => place?.value.precedence?.state === 'asked') ?? looked[0];
}

const answer = people('answer an override', 0.8, (town, random) => {
  const place = placeToOverride(town, random);
  if (place === undefined) return undefined;
  const answer = random.below(2) === 0 ? 'decline' : 'grant';
  const input = { placeId: place.value.id, seen: place.version, answer } as const;
  const by = random.below(4) === 0 ? cora : dina;
  return { name: 'answer-precedence', again: true, run: (deps) => answerPrecedence(deps, input, by) };
});

/** What places in hand ask for, and what coordinators do about the one order. */
export const waiting: readonly OfficeAct[] = [next, askAgain, lower, decide, confirm, override, answer];
