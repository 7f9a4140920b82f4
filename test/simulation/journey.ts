import { DonationId, FundId, LocalDate, Pence, type PlaceId, ReferralId, TherapistId } from '../../events/values.ts';
import { acceptOffer, declineOffer } from '../../shared/commands/answer-offer.ts';
import { approvePlace } from '../../shared/commands/approve.ts';
import { recordAssessment, startAssessment } from '../../shared/commands/assess.ts';
import { pledgeDonation } from '../../shared/commands/give.ts';
import { confirmReferral } from '../../shared/commands/intake.ts';
import { type Applicant, enrolTherapist } from '../../shared/commands/manage.ts';
import { saveDraft, submitReferral } from '../../shared/commands/refer.ts';
import type { Actor } from '../../shared/domain/actor.ts';
import { allocationIdOf } from '../../shared/domain/allocation.ts';
import { emailIdOf } from '../../shared/domain/email.ts';
import type { Outcome } from '../../shared/domain/outcome.ts';
import { placeIdOf } from '../../shared/domain/place.ts';
import { referralIdOf } from '../../shared/domain/referral.ts';
import { CredentialKind } from '../../shared/domain/therapist.ts';
import type { World } from './world.ts';

export const asha: Actor = { id: 'asha', roles: ['assessor'] };
export const cora: Actor = { id: 'cora', roles: ['coordinator'] };

export const applicant = (fee: number): Applicant => ({
  competences: ['worried-about-thoughts', 'online-behaviour'],
  modes: ['online'],
  area: 'LS6',
  region: 'yorkshire-and-the-humber',
  reachKm: 30,
  fee: Pence.parse(fee),
  capacity: 2,
  credentials: CredentialKind.options.map((kind) => ({
    kind,
    validFrom: LocalDate.parse('2026-01-01'),
    validThrough: LocalDate.parse('2029-01-01'),
  })),
});

const therapists = [
  { therapistId: TherapistId.parse('thr_00000001'), fee: 5000, name: 'Terry One', email: 'terry.one@example.org' },
  { therapistId: TherapistId.parse('thr_00000002'), fee: 5500, name: 'Toni Two', email: 'toni.two@example.org' },
];

/** Before the story begins two therapists have joined. */
export async function setTheScene({ deps }: World): Promise<void> {
  for (const { therapistId, fee, name, email } of therapists) {
    const joined = await enrolTherapist(
      deps,
      { therapistId, applicant: applicant(fee), fields: { name, email } },
      cora,
    );
    if (!joined.ok) throw new Error(joined.refusal.because);
  }
}

/** One thing a person does: `due` says whether its page would show the button now; `done` whether it is behind them. */
interface Step {
  readonly name: string;
  done(): Promise<boolean>;
  due(): Promise<boolean>;
  act(): Promise<Outcome<unknown>>;
}

const code = 'ABCD-EFGH-JKMN-PQRS-TVWX';

/** One referral meets one donation: the steps of the story, each pressed as soon as its page offers it. */
export function tellJourney(world: World): readonly Step[] {
  const { deps } = world;
  const { store, secrets } = deps;
  const donationId = DonationId.parse('don_0000000000000001');
  let reference = '';
  const referralId = (): ReferralId => referralIdOf(reference) ?? ReferralId.parse('ref_00000000');
  const placeId = (): PlaceId => placeIdOf(referralId());
  const referral = () => store.get('referral', referralId());
  const place = () => store.get('place', placeId());
  const state = async () => (await referral())?.value.state ?? 'draft';
  const seen = async () => (await referral())?.version ?? 0;
  const offerTo = (round: number) => store.get('allocation', allocationIdOf(referralId(), round));
  const linkIn = (letters: readonly { to: string; text: string }[], to: string): string | undefined =>
    letters.findLast((letter) => letter.to === to)?.text.match(/token=([\w-]+)/)?.[1];
  /** People answer when they read their mail, which is after its sender has written down that it is sent. */
  const isSent = async (round: number): Promise<boolean> => {
    const allocation = await offerTo(round);
    if (allocation === undefined) return false;
    const email = await store.get('email', emailIdOf('therapist-offer', `allocation/${allocation.id}`));
    return email?.value.state === 'sent';
  };
  const offerLink = (to: string) =>
    linkIn(
      world.mailer.sent.filter(({ template }) => template === 'therapist-offer'),
      to,
    );
  const [first, second] = therapists;
  if (first === undefined || second === undefined) throw new Error('the story has two therapists');

  return [
    {
      name: 'a person saves a draft',
      done: async () => reference !== '' || (await store.get('draft', secrets.draftHandleOf(code))) !== undefined,
      due: async () => true,
      act: () => saveDraft(deps, code, '{"area":"LS6"}', undefined),
    },
    {
      name: 'and sends it',
      done: async () => reference !== '' && (await state()) !== 'draft',
      due: async () => (await store.get('draft', secrets.draftHandleOf(code))) !== undefined || reference === '',
      act: async () => {
        const sent = await submitReferral(deps, {
          code,
          client: { name: 'Marked Client', email: 'client@example.org' },
          referrer: undefined,
          answers: {
            door: 'self',
            groups: ['worried-about-thoughts'],
            area: 'LS6',
            region: 'yorkshire-and-the-humber',
            mode: 'online',
            contact: { channel: 'email', times: [], voicemail: 'no', mayReveal: 'nothing' },
            recentPoliceContact: false,
            adult: true,
            signals: [],
            privacyNotice: LocalDate.parse('2026-11-01'),
          },
        });
        if (sent.ok) reference = sent.value.reference;
        return sent;
      },
    },
    {
      name: 'staff confirm it with the person',
      done: async () => !['draft', 'submitted'].includes(await state()),
      due: async () => (await store.list('task', 'tasks/assessor', { limit: 10 })).items.length > 0,
      act: async () => confirmReferral(deps, { referralId: referralId(), seen: await seen(), signals: [] }, asha),
    },
    {
      name: 'an assessor takes it',
      done: async () => !['draft', 'submitted', 'awaiting-assessment'].includes(await state()),
      due: async () => (await state()) === 'awaiting-assessment',
      act: async () => startAssessment(deps, { referralId: referralId(), seen: await seen() }, asha),
    },
    {
      name: 'and records needs and means',
      done: async () => (await store.get('assessment', referralId())) !== undefined,
      due: async () => (await state()) === 'assessment-started',
      act: async () =>
        recordAssessment(
          deps,
          {
            referralId: referralId(),
            seen: await seen(),
            findings: {
              suitability: 'assessed-suitable',
              needs: {
                groups: ['worried-about-thoughts'],
                primaryGroup: 'worried-about-thoughts',
                level: 'medium',
                mode: 'online',
                sessions: 12,
              },
              means: { canPayWhole: false, contribution: Pence.parse(1000) },
              band: 'soon',
            },
          },
          asha,
        ),
    },
    {
      name: 'a donor gives',
      done: async () => (await store.get('donation', donationId))?.value.checkout !== undefined,
      due: async () => true,
      act: () =>
        pledgeDonation(deps, {
          donationId,
          amount: Pence.parse(72_000),
          fundId: FundId.parse(deps.settings.pool.generalFund.id),
          donor: { name: 'Marked Donor', email: 'donor@example.org' },
          giftAid: { declared: false, noBenefit: false },
          link: undefined,
        }),
    },
    {
      name: 'and pays',
      done: async () => (await store.get('donation', donationId))?.value.state === 'collected',
      due: async () => (await store.get('donation', donationId))?.value.checkout !== undefined,
      act: async () => {
        const checkoutId = (await store.get('donation', donationId))?.value.checkout?.id ?? '';
        if ((await world.payments.fetchPayment(checkoutId))?.status === 'open') world.payments.provider.pay(checkoutId);
        await world.deliverWebhooks();
        return { ok: true, value: undefined };
      },
    },
    {
      name: 'a coordinator approves the place',
      done: async () => !['requested', 'reserved', undefined].includes((await place())?.value.state),
      due: async () => (await place())?.value.state === 'reserved',
      act: async () => approvePlace(deps, { placeId: placeId(), seen: (await place())?.version ?? 0 }, cora),
    },
    {
      name: 'the first therapist declines',
      done: async () => (await offerTo(1))?.value.state === 'declined',
      due: () => isSent(1),
      act: () => declineOffer(deps, offerLink(first.email) ?? ''),
    },
    {
      name: 'the second accepts',
      done: async () => (await offerTo(2))?.value.state === 'accepted',
      due: () => isSent(2),
      act: () => acceptOffer(deps, offerLink(second.email) ?? ''),
    },
  ];
}

/** Acts and deliveries in an order of chance, until the story is told and the queues have run dry. */
export async function liveThrough(world: World, chance: { below(limit: number): number }): Promise<void> {
  const steps = [...tellJourney(world)];
  for (let turn = 0; steps.length > 0; turn += 1) {
    if (turn > 5000) throw new Error(`the story is stuck before: ${steps[0]?.name}`);
    const index = chance.below(Math.min(steps.length, 2));
    const step = steps[index];
    if (step !== undefined && chance.below(3) > 0) {
      if (await world.surviving(() => step.done())) steps.splice(index, 1);
      else if (await world.surviving(() => step.due())) await world.surviving(() => step.act());
      continue;
    }
    await world.deliverOne();
    if (turn % 25 === 24 && (await world.waiting()) === 0) {
      world.advance({ minutes: 16 });
      await world.sweep();
    }
  }
  for (let round = 0; round < 3; round += 1) {
    await world.drain();
    world.advance({ minutes: 16 });
    await world.sweep();
  }
  await world.drain();
}
