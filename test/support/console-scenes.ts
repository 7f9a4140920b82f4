import { DonationId, FundId, Pence, type ReferralId, TherapistId } from '../../events/values.ts';
import { acceptOffer } from '../../shared/commands/answer-offer.ts';
import { approvePlace } from '../../shared/commands/approve.ts';
import { recordAssessment, startAssessment } from '../../shared/commands/assess.ts';
import { openFund } from '../../shared/commands/fund.ts';
import { recordGift } from '../../shared/commands/give.ts';
import { confirmReferral } from '../../shared/commands/intake.ts';
import { delegateRole, enrolTherapist } from '../../shared/commands/manage.ts';
import { type Submission, saveDraft, submitReferral } from '../../shared/commands/refer.ts';
import type { AssessmentFindings } from '../../shared/domain/assess.ts';
import type { Fund } from '../../shared/domain/fund.ts';
import { later } from '../../shared/domain/office-days.ts';
import type { Outcome } from '../../shared/domain/outcome.ts';
import { placeIdOf } from '../../shared/domain/place.ts';
import { referralIdOf } from '../../shared/domain/referral.ts';
import { CredentialKind } from '../../shared/domain/therapist.ts';
import { actorNamed, type ConsoleSite } from './console-site.ts';

/** What identifies anybody in these scenes. None of it may stand on a page before it is asked for. */
export const marked = {
  client: { name: 'Quentin Markedclient', email: 'marked.client@example.org', phone: '01632 960111' },
  referrer: {
    name: 'Rowena Markedreferrer',
    email: 'marked.referrer@example.org',
    organisation: 'Markedorganisation Clinic',
  },
  donor: { name: 'Dorothea Markeddonor', email: 'marked.donor@example.org' },
  therapist: { name: 'Terence Markedtherapist', email: 'marked.therapist@example.org', phone: '01632 960222' },
} as const;

const accepted = <T>(outcome: Outcome<T>): T => {
  if (!outcome.ok) throw new Error(outcome.refusal.because);
  return outcome.value;
};

/** The minutes in which an answer may be taken back go by, and it becomes true. */
export async function letAnswerStand(site: ConsoleSite): Promise<void> {
  site.world.advance({ minutes: site.deps.settings.therapy.undoMinutes });
  await site.world.sweep();
  await site.world.drain();
}

/** Whose turn it is to have a fresh code. */
let codes = 0;

type Answers = Submission['answers'];

/** Somebody asks for help, themself unless a referrer is given, and the office receives it. */
export async function askForHelp(
  site: ConsoleSite,
  answers: Partial<Answers> = {},
  referrer?: Submission['referrer'],
): Promise<ReferralId> {
  codes += 1;
  const code = `SCEN-E${String(codes)
    .padStart(3, '0')
    .replaceAll(/[01]/g, (digit) => (digit === '0' ? 'Z' : 'Y'))}-AAAA-BBBB-CCCC`;
  accepted(await saveDraft(site.deps, code, '{}', undefined));
  const sent = await submitReferral(site.deps, {
    code,
    client: marked.client,
    referrer,
    answers: {
      door: referrer === undefined ? 'self' : 'professional',
      groups: ['contact-behaviour'],
      area: 'LS6',
      region: 'yorkshire-and-the-humber',
      mode: 'online',
      contact: { channel: 'phone', times: ['weekday-evenings'], voicemail: 'no', mayReveal: 'nothing' },
      recentPoliceContact: false,
      adult: true,
      signals: referrer === undefined ? [] : ['arrived', 'began'],
      privacyNotice: '2026-11-01' as Answers['privacyNotice'],
      ...answers,
    },
  });
  const id = referralIdOf(accepted(sent).reference);
  if (id === undefined) throw new Error('a reference leads to its referral');
  await site.world.drain();
  return id;
}

const versionOf = async (site: ConsoleSite, id: ReferralId): Promise<number> =>
  (await site.store.get('referral', id))?.version ?? 0;

export async function confirmWithPerson(site: ConsoleSite, referralId: ReferralId): Promise<void> {
  const seen = await versionOf(site, referralId);
  accepted(await confirmReferral(site.deps, { referralId, seen, signals: ['arrived'] }, actorNamed('Asha')));
  await site.world.drain();
}

export async function takeForAssessment(site: ConsoleSite, referralId: ReferralId, by = 'Asha'): Promise<void> {
  await confirmWithPerson(site, referralId);
  const seen = await versionOf(site, referralId);
  accepted(await startAssessment(site.deps, { referralId, seen }, actorNamed(by)));
}

/** From the first question to a place on the waiting list; the assessor is Asha unless said. */
export async function putOnWaitingList(
  site: ConsoleSite,
  findings: Partial<AssessmentFindings> = {},
  by = 'Asha',
): Promise<ReferralId> {
  const referralId = await askForHelp(site);
  await takeForAssessment(site, referralId, by);
  await assess(site, referralId, findings, by);
  return referralId;
}

export async function assess(
  site: ConsoleSite,
  referralId: ReferralId,
  findings: Partial<AssessmentFindings> = {},
  by = 'Asha',
): Promise<void> {
  const recorded = await recordAssessment(
    site.deps,
    {
      referralId,
      seen: await versionOf(site, referralId),
      findings: {
        suitability: 'assessed-suitable',
        needs: {
          groups: ['contact-behaviour'],
          primaryGroup: 'contact-behaviour',
          level: 'medium',
          mode: 'online',
          sessions: 12,
        },
        means: { canPayWhole: false, contribution: Pence.parse(1000) },
        band: 'routine',
        ...findings,
      },
    },
    actorNamed(by),
  );
  accepted(recorded);
  await site.world.drain();
}

/** Money comes by bank transfer; the allocator reserves with it what it can. */
export async function receiveGift(site: ConsoleSite, pounds: number, fundId?: FundId): Promise<DonationId> {
  const donationId = DonationId.parse(site.deps.newId('don'));
  const gift = await recordGift(
    site.deps,
    {
      donationId,
      amount: Pence.parse(pounds * 100),
      way: 'bank-transfer',
      receivedOn: site.deps.now().slice(0, 10) as never,
      fundId: fundId ?? FundId.parse(site.deps.settings.pool.generalFund.id),
      donor: marked.donor,
    },
    actorNamed('Fay'),
  );
  accepted(gift);
  await site.world.drain();
  return donationId;
}

/** A place with money set aside: a person assessed by Asha, and a gift that covers a block. */
export async function reservePlace(site: ConsoleSite): Promise<ReferralId> {
  const referralId = await putOnWaitingList(site);
  await receiveGift(site, 720);
  return referralId;
}

/** Cora approves, and a therapist is looked for. */
export async function approve(site: ConsoleSite, referralId: ReferralId): Promise<void> {
  const placeId = placeIdOf(referralId);
  const seen = (await site.store.get('place', placeId))?.version ?? 0;
  accepted(await approvePlace(site.deps, { placeId, seen }, actorNamed('Cora')));
  await site.world.drain();
}

export async function addTherapist(site: ConsoleSite, changes: { readonly fee?: number } = {}): Promise<TherapistId> {
  const therapistId = TherapistId.parse(site.deps.newId('thr'));
  const added = await enrolTherapist(
    site.deps,
    {
      therapistId,
      applicant: {
        competences: ['contact-behaviour', 'online-behaviour'],
        modes: ['online'],
        area: 'LS6',
        region: 'yorkshire-and-the-humber',
        reachKm: 30,
        fee: Pence.parse(changes.fee ?? 5000),
        capacity: 3,
        credentials: CredentialKind.options.map((kind) => ({
          kind,
          validFrom: '2026-01-01' as never,
          validThrough: '2029-01-01' as never,
        })),
      },
      fields: marked.therapist,
    },
    actorNamed('Cora'),
  );
  return accepted(added);
}

export async function openNewFund(site: ConsoleSite, changes: Partial<Fund> = {}): Promise<FundId> {
  const opened = await openFund(
    site.deps,
    {
      id: FundId.parse(site.deps.newId('fnd')),
      name: 'The northern fund',
      aim: 'Therapy for people in the north.',
      secondaryPurpose: 'Therapy anywhere.',
      kind: 'restricted',
      restriction: { groups: [], regions: ['yorkshire-and-the-humber'] },
      order: 5,
      ...changes,
    },
    actorNamed('Cora'),
  );
  return accepted(opened);
}

/** Cora is away from now on, for so many days. */
export async function goAway(site: ConsoleSite, days = 3): Promise<void> {
  const now = site.deps.now();
  const absence = { role: 'coordinator', from: now, until: later(now, { days }), why: 'Leave' } as const;
  accepted(await delegateRole(site.deps, absence, actorNamed('Cora')));
}

/** A therapist accepts the case that was offered to them, and the answer stands. */
async function acceptCase(site: ConsoleSite): Promise<void> {
  const letter = site.world.mailer.sent.findLast(({ template }) => template === 'therapist-offer');
  accepted(await acceptOffer(site.deps, letter?.text.match(/token=([\w-]+)/)?.[1] ?? ''));
  await letAnswerStand(site);
}

/** A person with a therapist who has accepted, before the first session. */
export async function findTherapist(site: ConsoleSite): Promise<ReferralId> {
  const referralId = await reservePlace(site);
  await addTherapist(site);
  await approve(site, referralId);
  await acceptCase(site);
  return referralId;
}
