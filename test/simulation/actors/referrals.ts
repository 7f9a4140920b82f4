import { LocalDate } from '../../../events/values.ts';
import {
  closeReferral,
  confirmReferral,
  recordDeath,
  reopenReferral,
  withdrawReferral,
} from '../../../shared/commands/intake.ts';
import { pauseReferral, resumeReferral } from '../../../shared/commands/manage.ts';
import { giveOwnCode } from '../../../shared/commands/own-code.ts';
import { saveDraft, submitReferral } from '../../../shared/commands/refer.ts';
import type { ReferralAnswers } from '../../../shared/domain/refer.ts';
import { referralStates, Signal } from '../../../shared/domain/referral.ts';
import type { Random } from '../random.ts';
import { type OfficeAct, people, type Sight } from '../town/act.ts';
import { marked } from '../town/town.ts';
import { asha, ben, coordinators, sana } from './staff.ts';

const letters = 'ABCDEFGHJKMNPQRSTVWXYZ23456789';
const groups = ['worried-about-thoughts', 'online-behaviour', 'survivor'] as const;
const regions = ['london', 'wales'] as const;
const privacyNotice = LocalDate.parse('2026-11-01');
const mostReferrals = 400;

export const newCode = (random: Random): string =>
  Array.from({ length: 20 }, () => letters[random.below(letters.length)]).join('');

export function answersOf(random: Random, door: 'self' | 'professional'): ReferralAnswers {
  const region = random.pick(regions) ?? 'wales';
  return {
    door,
    groups: [random.pick(groups) ?? 'survivor'],
    area: region === 'wales' ? 'CF10' : 'N1',
    region,
    mode: 'online',
    contact: {
      channel: random.below(3) === 0 ? 'phone' : 'email',
      times: [],
      voicemail: 'no',
      mayReveal: random.below(2) === 0 ? 'nothing' : 'service',
    },
    recentPoliceContact: random.below(4) === 0,
    adult: random.below(12) > 0,
    signals: door === 'professional' ? [...Signal.options] : [],
    privacyNotice,
  };
}

const refer = people('refer', 2, (town, random) => {
  if (town.watch.shadow.size('referral') >= mostReferrals) return undefined;
  const code = newCode(random);
  const answers = answersOf(random, random.below(4) === 0 ? 'professional' : 'self');
  const client = { name: `${marked} Client`, email: 'client@example.org' };
  const referrer =
    answers.door === 'professional' ? { name: `${marked} Referrer`, email: 'referrer@example.org' } : undefined;
  const isDoubled = random.below(6) === 0;
  return {
    name: 'submit-referral',
    again: true,
    run: async (deps) => {
      const saved = await saveDraft(deps, code, '{}', undefined);
      // Who presses again after a lost answer finds their draft saved.
      if (!saved.ok && saved.refusal.code !== 'changed-meanwhile') return saved;
      const submission = { code, client, referrer, answers };
      if (!isDoubled) return submitReferral(deps, submission);
      const [first] = await Promise.all([submitReferral(deps, submission), submitReferral(deps, submission)]);
      return first;
    },
  };
});

const confirm = people('confirm', 3, (town, random) => {
  const state = random.below(5) === 0 ? undefined : random.below(3) === 0 ? 'awaiting-consent' : 'submitted';
  const referral = town.watch.shadow.pick(random, 'referral', state);
  if (referral === undefined) return undefined;
  const input = { referralId: referral.value.id, seen: referral.version, signals: Signal.options };
  return { name: 'confirm-referral', again: true, run: (deps) => confirmReferral(deps, input, asha) };
});

const beforeAssessment = ['submitted', 'awaiting-consent', 'awaiting-assessment'] as const;

const close = people('close', 1, (town, random) => {
  const referral = town.watch.shadow.pickAmong(random, 'referral', beforeAssessment);
  if (referral === undefined) return undefined;
  const outcome = random.pick(['referred-on', 'not-eligible', 'unverified', 'duplicate'] as const) ?? 'duplicate';
  const spokenTo = random.below(2) === 0;
  const input = { referralId: referral.value.id, seen: referral.version, outcome, reason: 'a reason', spokenTo };
  return { name: 'close-referral', again: true, run: (deps) => closeReferral(deps, input, ben) };
});

const open = referralStates.edges.filter(({ to }) => to === 'died').map(({ from }) => from);

/** Any referral, of rare states as often as of common ones; now and then a closed one. */
const anyReferral = (town: Sight, random: Random) =>
  random.below(8) === 0
    ? town.watch.shadow.pick(random, 'referral')
    : town.watch.shadow.pickAmong(random, 'referral', open);

const withdraw = people('withdraw', 0.6, (town, random) => {
  const referral = anyReferral(town, random);
  if (referral === undefined) return undefined;
  return {
    name: 'withdraw-referral',
    again: true,
    run: (deps) => withdrawReferral(deps, referral.value.id, { id: referral.value.personId, roles: ['client'] }),
  };
});

/** Somebody changes their mind while the money for them is still being gathered. */
const withdrawMidway = people('withdraw while money is gathered', 2, (town, random) => {
  const { shadow } = town.watch;
  const hold = shadow.pick(random, 'hold', 'gathering')?.value;
  const referralId = hold && shadow.get('place', hold.placeId)?.value.referralId;
  const personId = referralId && shadow.get('referral', referralId)?.value.personId;
  if (referralId === undefined || personId === undefined) return undefined;
  const by = { id: personId, roles: ['client'] } as const;
  return { name: 'withdraw-referral', again: true, run: (deps) => withdrawReferral(deps, referralId, by) };
});

const die = people('die', 0.3, (town, random) => {
  const referral = anyReferral(town, random);
  if (referral === undefined) return undefined;
  const input = { referralId: referral.value.id, seen: referral.version };
  const by = random.below(2) === 0 ? sana : ben;
  return { name: 'record-death', again: true, run: (deps) => recordDeath(deps, input, by) };
});

const closed = referralStates.edges.filter(({ to }) => to === 'awaiting-assessment').map(({ from }) => from);

const reopen = people('ask anew', 1, (town, random) => {
  const referral = town.watch.shadow.pickAmong(random, 'referral', closed);
  if (referral === undefined) return undefined;
  const oursToMend = random.below(2) === 0;
  const input = { referralId: referral.value.id, seen: referral.version, oursToMend, why: 'they ask again' };
  const by = random.pick(coordinators) ?? ben;
  return { name: 'reopen-referral', again: true, run: (deps) => reopenReferral(deps, input, by) };
});

const ownCode = people('give a code to who was referred', 0.4, (town, random) => {
  const referral = anyReferral(town, random);
  if (referral === undefined) return undefined;
  const input = { referralId: referral.value.id, seen: referral.version };
  const by = random.pick([asha, ben, sana]) ?? asha;
  return { name: 'give-own-code', again: true, run: (deps) => giveOwnCode(deps, input, by) };
});

const overlays = ['on-hold', 'safeguarding'] as const;

function pausing(town: Sight, random: Random) {
  const { shadow } = town.watch;
  const sought = random.below(3) === 0 ? shadow.pickAmong(random, 'search', ['seeking', 'offered']) : undefined;
  const state = random.below(2) === 0 ? 'assessed-suitable' : undefined;
  const referral =
    sought === undefined ? shadow.pick(random, 'referral', state) : shadow.get('referral', sought.value.referralId);
  if (referral === undefined) return undefined;
  const overlay = random.pick(overlays) ?? 'on-hold';
  const by = overlay === 'safeguarding' ? sana : (random.pick(coordinators) ?? ben);
  return { referralId: referral.value.id, overlay, by, referral: referral.value };
}

const pause = people('pause', 0.6, (town, random) => {
  const chosen = pausing(town, random);
  if (chosen === undefined) return undefined;
  const { referralId, overlay, by } = chosen;
  return {
    name: 'pause-referral',
    again: true,
    run: (deps) => pauseReferral(deps, { referralId, overlay, why: 'away for a while' }, by),
  };
});

const resume = people('resume', 1.5, (town, random) => {
  for (let look = 0; look < 6; look += 1) {
    const chosen = pausing(town, random);
    if (chosen === undefined) return undefined;
    const { referralId, overlay, by, referral } = chosen;
    const isPaused = overlay === 'on-hold' ? referral.onHold : referral.safeguardingPause;
    if (isPaused === undefined && look < 5) continue;
    return {
      name: 'resume-referral',
      again: true,
      run: (deps) => resumeReferral(deps, { referralId, overlay }, by),
    };
  }
  return undefined;
});

/** People who ask for help, and the office that speaks with them. */
export const referrals: readonly OfficeAct[] = [
  refer,
  confirm,
  close,
  withdraw,
  withdrawMidway,
  die,
  reopen,
  ownCode,
  pause,
  resume,
];
