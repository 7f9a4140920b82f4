import * as z from 'zod';
import { DonationId, FundId, LocalDate, Pence, type ReferralId, TherapistId } from '../../../events/values.ts';
import { acceptOffer } from '../../../shared/commands/answer-offer.ts';
import { approvePlace } from '../../../shared/commands/approve.ts';
import { recordAssessment, startAssessment } from '../../../shared/commands/assess.ts';
import { pledgeDonation, recordGift } from '../../../shared/commands/give.ts';
import { confirmReferral } from '../../../shared/commands/intake.ts';
import { enrolTherapist } from '../../../shared/commands/manage.ts';
import { saveDraft, submitReferral } from '../../../shared/commands/refer.ts';
import { placeIdOf } from '../../../shared/domain/place.ts';
import { referralIdOf } from '../../../shared/domain/referral.ts';
import { asha, cora, fay } from '../actors/staff.ts';
import { applicant } from '../journey.ts';
import type { Random } from '../random.ts';
import type { SoakDeps } from './soak-deps.ts';

/** Where the stories reach the world; other addresses after every kill. */
export interface Reach {
  readonly deps: SoakDeps;
  readonly payments: string;
  readonly mailbox: string;
}

/** One thing that must come about, however often it breaks off. */
export interface Story {
  readonly name: string;
  /** Goes one step further, if its time has come. @returns whether the story has ended. */
  tell(reach: Reach): Promise<boolean>;
}

const letters = 'ABCDEFGHJKMNPQRSTVWXYZ23456789';
const privacyNotice = LocalDate.parse('2026-11-01');

/** A gift through the checkout: pledged, paid once, and told when the books have it. */
export function giftStory(
  random: Random,
  number: number,
): Story & { readonly donationId: DonationId; readonly amount: Pence } {
  const donationId = DonationId.parse(`don_${String(number).padStart(16, '0')}`);
  const amount = Pence.parse(1000 + random.below(400) * 100);
  return {
    name: `gift ${number}`,
    donationId,
    amount,
    async tell({ deps, payments }) {
      const donation = (await deps.store.get('donation', donationId))?.value;
      if (donation?.state === 'collected') return true;
      const checkoutId = donation?.checkout?.id;
      if (checkoutId === undefined) {
        await pledgeDonation(deps, {
          donationId,
          amount,
          fundId: FundId.parse(deps.settings.pool.generalFund.id),
          donor: { name: 'A Donor', email: 'donor@example.org' },
          giftAid: { declared: false, noBenefit: false },
          link: undefined,
        });
        return false;
      }
      // Paid twice is refused by the provider: the checkout is not open any more.
      await fetch(`${payments}/_control/checkouts/${checkoutId}/pay`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      });
      return false;
    },
  };
}

/** A gift that came to the bank. */
export function chequeStory(
  random: Random,
  number: number,
): Story & { readonly donationId: DonationId; readonly amount: Pence } {
  const donationId = DonationId.parse(`don_${String(number).padStart(16, '1')}`);
  const amount = Pence.parse(1000 + random.below(200) * 100);
  return {
    name: `cheque ${number}`,
    donationId,
    amount,
    async tell({ deps }) {
      if ((await deps.store.get('donation', donationId))?.value.state === 'collected') return true;
      const fundId = FundId.parse(deps.settings.pool.generalFund.id);
      const receivedOn = LocalDate.parse(deps.now().slice(0, 10));
      await recordGift(deps, { donationId, fundId, amount, way: 'cheque', receivedOn, donor: undefined }, fay);
      return false;
    },
  };
}

const Mailbox = z.object({
  emails: z.array(z.object({ subject: z.string(), body: z.object({ text: z.string() }) })),
});

/** A therapist joins, and accepts every offer they are mailed. */
export function therapistStory(number: number): Story {
  const therapistId = TherapistId.parse(`thr_${String(number).padStart(8, '0')}`);
  return {
    name: `therapist ${number}`,
    async tell({ deps }) {
      if ((await deps.store.get('therapist', therapistId)) !== undefined) return true;
      const fields = { name: `Therapist ${number}`, email: `therapist.${number}@example.org` };
      await enrolTherapist(deps, { therapistId, applicant: { ...applicant(5000), capacity: 500 }, fields }, cora);
      return false;
    },
  };
}

/** All links in mails that can be accepted: each is tried, as a therapist who reads every mail would. */
export async function answerMail({ deps, mailbox }: Reach, answered: Set<string>): Promise<void> {
  const { emails } = Mailbox.parse(await (await fetch(`${mailbox}/store`)).json());
  for (const { body } of emails) {
    const token = /offer\S*token=([\w-]+)/.exec(body.text)?.[1];
    if (token === undefined || answered.has(token)) continue;
    const { ok } = await acceptOffer(deps, token);
    if (ok) answered.add(token);
  }
}

async function takeStep(deps: SoakDeps, referralId: ReferralId): Promise<boolean> {
  const referral = await deps.store.get('referral', referralId);
  const place = await deps.store.get('place', placeIdOf(referralId));
  const input = { referralId, seen: referral?.version ?? 0 };
  if (place?.value.state === 'allocated') return true;
  if (place?.value.state === 'reserved')
    await approvePlace(deps, { placeId: place.value.id, seen: place.version }, cora);
  if (referral?.value.state === 'submitted') await confirmReferral(deps, { ...input, signals: [] }, asha);
  if (referral?.value.state === 'awaiting-assessment') await startAssessment(deps, input, asha);
  if (referral?.value.state === 'assessment-started') {
    await recordAssessment(
      deps,
      {
        ...input,
        findings: {
          suitability: 'assessed-suitable',
          needs: {
            groups: ['online-behaviour'],
            primaryGroup: 'online-behaviour',
            level: 'medium',
            mode: 'online',
            sessions: 6,
          },
          means: { canPayWhole: false, contribution: Pence.parse(4000) },
          band: 'soon',
        },
      },
      asha,
    );
  }
  return false;
}

/** Somebody asks for help, and the story ends when a therapist has accepted them. */
export function referralStory(random: Random, number: number): Story {
  const code = Array.from({ length: 20 }, () => letters[random.below(letters.length)]).join('');
  let referralId: ReferralId | undefined;
  return {
    name: `referral ${number}`,
    async tell({ deps }) {
      if (referralId !== undefined) return takeStep(deps, referralId);
      await saveDraft(deps, code, '{}', undefined);
      const sent = await submitReferral(deps, {
        code,
        client: { name: 'A Client', email: 'client@example.org' },
        referrer: undefined,
        answers: {
          door: 'self',
          groups: ['online-behaviour'],
          area: 'LS6',
          region: 'yorkshire-and-the-humber',
          mode: 'online',
          canContribute: 'something',
          contact: { channel: 'email', times: [], voicemail: 'no', mayReveal: 'nothing' },
          recentPoliceContact: false,
          adult: true,
          signals: [],
          privacyNotice,
        },
      });
      if (sent.ok) referralId = referralIdOf(sent.value.reference);
      return false;
    },
  };
}
