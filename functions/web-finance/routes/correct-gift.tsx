import { Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import * as z from 'zod';
import { DonationId, FundId } from '../../../events/values.ts';
import { askGiftCorrection, decideGiftCorrection } from '../../../shared/commands/correct-gift.ts';
import { openFunds } from '../../../shared/commands/fund.ts';
import type { Versioned } from '../../../shared/domain/decision.ts';
import type { Donation } from '../../../shared/domain/donation.ts';
import type { IdentityFields } from '../../../shared/domain/identity.ts';
import { pounds } from '../../../shared/domain/money-words.ts';
import { refused, seenField, toPutRight } from '../../../shared/staff/form-answers.ts';
import { addSensitiveStep } from '../../../shared/staff/sensitive-step.ts';
import type { StaffDeps } from '../../../shared/staff/staff-deps.ts';
import { show, showDone, showMissing, type Visit } from '../../../shared/staff/visit.ts';
import { giftPath } from '../../../shared/staff/words/references.ts';
import {
  choiceField,
  dateField,
  emailField,
  lineField,
  optionalField,
  poundsField,
} from '../../../shared/web/form-fields.ts';
import { type FormState, fillForm, parseForm, readForm } from '../../../shared/web/forms.ts';
import type { WebEnv } from '../../../shared/web/web-env.ts';
import { CorrectGiftPage, giverAnswers } from '../pages/gift/correct-gift.tsx';
import { showGift } from './gifts.tsx';

/** Putting right how a gift was recorded: two people of finance, who signed in lately or have just done so again. */
export function createCorrectGiftRoutes(deps: StaffDeps): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  const asking = { form: showForm, press: ask };
  addSensitiveStep(routes, deps, { button: '/donations/:donation/correct', area: 'record-gift', ...asking });
  for (const step of ['agree', 'decline'] as const) {
    addSensitiveStep(routes, deps, {
      button: `/donations/:donation/correction-${step}`,
      area: 'record-gift',
      page: pageIn,
      press: (visit) => decide(visit, step === 'agree'),
    });
  }
  return routes;
}

const donationIn = (visit: Visit) => DonationId.safeParse(visit.c.req.param('donation')).data;

const pageIn = (visit: Visit) => {
  const id = donationIn(visit);
  return id && giftPath(id);
};

/** The gift in the address, when it is one that finance recorded. */
async function giftIn(visit: Visit): Promise<Versioned<'donation'> | undefined> {
  const id = donationIn(visit);
  const donation = id === undefined ? undefined : await visit.deps.store.get('donation', id);
  return donation?.value.way === 'checkout' ? undefined : donation;
}

const asRecorded = ({ amount, fundId, receivedOn }: Donation, seen: number): FormState => {
  const [year = '', month = '', day = ''] = (receivedOn ?? '').split('-').map((part) => part.replace(/^0/, ''));
  const received = { day, month, year };
  const whole = `${(amount - (amount % 100)) / 100}.${String(amount % 100).padStart(2, '0')}`;
  return fillForm({ seen: String(seen), amount: whole, fund: fundId, giver: 'as-recorded', received });
};

async function showForm(visit: Visit): Promise<Response> {
  const donation = await giftIn(visit);
  if (donation === undefined) return showMissing(visit);
  return showCorrectPage(visit, donation.value, asRecorded(donation.value, donation.version));
}

async function showCorrectPage(
  visit: Visit,
  donation: Donation,
  form: FormState,
  status: ContentfulStatusCode = 200,
): Promise<Response> {
  const funds = await openFunds(visit.deps);
  return show(visit, <CorrectGiftPage visit={visit} donation={donation} funds={funds} form={form} />, status);
}

async function askSchema({ deps }: Visit) {
  const funds = await openFunds(deps);
  const { leastGift } = deps.settings.giving;
  return z
    .object({
      seen: seenField,
      amount: poundsField({
        missing: 'Enter the amount that came',
        wrong: 'Enter an amount in pounds, like 720 or 12.50',
        least: { pence: leastGift, message: `Enter ${pounds(leastGift)} or more: that is the least gift` },
      }),
      received: dateField({ missing: 'Enter the day when the money came', wrong: 'Enter a day that exists' }),
      fund: choiceField(
        funds.map(({ id }) => id),
        { missing: 'Choose the fund that the gift is for' },
      ),
      giver: choiceField(giverAnswers, { missing: 'Choose who gave it' }),
      'donor-name': optionalField(lineField({ missing: 'Enter the donor’s name' })),
      'donor-email': optionalField(
        emailField({
          missing: 'Enter the donor’s email address',
          wrong: 'Enter an email address like name@example.org, or leave it empty',
        }),
      ),
      reason: lineField({ missing: 'Enter the reason' }),
    })
    .refine(
      ({ giver, ...all }) => giver !== 'other' || all['donor-name'] !== undefined || all['donor-email'] !== undefined,
      {
        path: ['donor-name'],
        message: 'Enter the name or the email address of whoever gave it',
      },
    );
}

async function ask(visit: Visit): Promise<Response> {
  const { deps, actor, c } = visit;
  const donation = await giftIn(visit);
  if (donation === undefined) return showMissing(visit);
  const fields = await readForm(c);
  const form = parseForm(await askSchema(visit), fields);
  if (!form.ok) {
    const again = toPutRight(form);
    return showCorrectPage(visit, donation.value, again.form, again.status);
  }
  const { seen, amount, received: receivedOn, fund, giver, reason, ...all } = form.value;
  const { 'donor-name': name, 'donor-email': email } = all;
  const other: IdentityFields = { ...(name === undefined ? {} : { name }), ...(email === undefined ? {} : { email }) };
  const donor = giver === 'other' ? other : giver;
  const wanted = { donationId: donation.value.id, seen, amount, receivedOn, fundId: FundId.parse(fund), donor, reason };
  const outcome = await askGiftCorrection(deps, wanted, actor);
  if (outcome.ok) return showDone(visit, giftPath(donation.value.id), 'correction-asked');
  const { form: again, status } = refused(fields, outcome.refusal, outcome.refusal.code === 'invalid' ? 'amount' : '');
  return showCorrectPage(visit, donation.value, again, status);
}

const Decide = z.lazy(() => z.object({ seen: seenField }));

async function decide(visit: Visit, agrees: boolean): Promise<Response> {
  const { deps, actor, c } = visit;
  const donationId = donationIn(visit);
  if (donationId === undefined) return showMissing(visit);
  const fields = await readForm(c);
  const form = parseForm(Decide, fields);
  if (!form.ok) {
    const again = toPutRight(form);
    return showGift(visit, again.form, again.status);
  }
  const outcome = await decideGiftCorrection(deps, { donationId, seen: form.value.seen, agrees }, actor);
  if (outcome.ok) return showDone(visit, giftPath(donationId), agrees ? 'correction-agreed' : 'correction-declined');
  const { form: again, status } = refused(fields, outcome.refusal);
  return showGift(visit, again, status);
}
