import { Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import * as z from 'zod';
import { DonationId, FundId } from '../../../events/values.ts';
import { openFunds } from '../../../shared/commands/fund.ts';
import { recordGift } from '../../../shared/commands/give.ts';
import { DonationState } from '../../../shared/domain/donation.ts';
import type { IdentityFields } from '../../../shared/domain/identity.ts';
import { pounds } from '../../../shared/domain/money-words.ts';
import { localDay } from '../../../shared/domain/office-days.ts';
import { forArea } from '../../../shared/staff/for-area.tsx';
import { refused, withFreshId } from '../../../shared/staff/form-answers.ts';
import { readFundNames } from '../../../shared/staff/queries/case-file.ts';
import { addSensitiveStep } from '../../../shared/staff/sensitive-step.ts';
import type { StaffDeps } from '../../../shared/staff/staff-deps.ts';
import { show, showDone, showMissing, type Visit } from '../../../shared/staff/visit.ts';
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
import { DonationsPage } from '../pages/donations-page.tsx';
import { RecordGiftPage, recordedWays } from '../pages/record-gift-page.tsx';

const aPage = 50;

/** Gifts: what came, and what finance records. */
export function createDonationRoutes(deps: StaffDeps): Hono<WebEnv> {
  const routes = new Hono<WebEnv>().get('/donations', forArea(deps, 'donations', showDonations));
  const step = { form: showRecordForm, press: record };
  addSensitiveStep(routes, deps, { button: '/donations/record', area: 'record-gift', ...step });
  return routes;
}

async function showDonations(visit: Visit): Promise<Response> {
  const { c, deps } = visit;
  const state = DonationState.safeParse(c.req.query('state') ?? 'collected');
  if (!state.success) return showMissing(visit);
  const donations = await deps.store.list('donation', `donations/${state.data}`, {
    limit: aPage,
    newestFirst: true,
    after: c.req.query('after'),
  });
  const fundNames = await readFundNames(
    deps.store,
    donations.items.map(({ value }) => value.fundId),
  );
  return show(visit, <DonationsPage visit={visit} state={state.data} donations={donations} fundNames={fundNames} />);
}

/** The gift's id comes with the page, so that a form sent twice is one gift. */
const showRecordForm = (visit: Visit): Promise<Response> =>
  showRecordPage(visit, fillForm({ donation: visit.deps.newId('don') }));

async function showRecordPage(visit: Visit, form: FormState, status: ContentfulStatusCode = 200): Promise<Response> {
  const funds = await openFunds(visit.deps);
  return show(visit, <RecordGiftPage visit={visit} funds={funds} form={form} />, status);
}

async function recordSchema({ deps, now }: Visit) {
  const funds = await openFunds(deps);
  const restricted = new Set<string>(funds.filter(({ kind }) => kind === 'restricted').map(({ id }) => id));
  const { leastGift } = deps.settings.giving;
  const today = localDay(now, deps.settings.office);
  const asked = z.object({
    donation: DonationId,
    amount: poundsField({
      missing: 'Enter the amount that came',
      wrong: 'Enter an amount in pounds, like 720 or 12.50',
      least: { pence: leastGift, message: `Enter ${pounds(leastGift)} or more: that is the least gift` },
    }),
    way: choiceField(recordedWays, { missing: 'Choose how the gift came' }),
    fee: optionalField(
      poundsField({
        missing: 'Enter what the platform kept',
        wrong: 'Enter the fee in pounds, like 1.20, or leave it empty',
      }),
    ),
    received: dateField({ missing: 'Enter the day when the money came', wrong: 'Enter a day that exists' }).refine(
      (day) => day <= today,
      'Enter today or an earlier day: a gift is recorded after it came',
    ),
    fund: choiceField(
      funds.map(({ id }) => id),
      { missing: 'Choose the fund that the gift is for' },
    ),
    limited: choiceField(['yes', 'no'], { missing: 'Choose whether its giver limited what it may be used for' }),
    'donor-name': optionalField(lineField({ missing: 'Enter the donor’s name' })),
    'donor-email': optionalField(
      emailField({
        missing: 'Enter the donor’s email address',
        wrong: 'Enter an email address like name@example.org, or leave it empty',
      }),
    ),
  });
  const withFee = asked
    .refine(({ way, fee }) => fee === undefined || way === 'platform', {
      path: ['fee'],
      message: 'Leave this empty: only a giving platform keeps a fee',
    })
    .refine(({ fee, amount }) => fee === undefined || fee < amount, {
      path: ['fee'],
      message: 'Enter a fee that is smaller than the gift',
    });
  return withFee.refine(({ limited, fund }) => limited === 'no' || restricted.has(fund), {
    path: ['fund'],
    message: 'Choose a restricted fund: whoever gave this limited what it may be used for',
  });
}

const donorOf = (name: string | undefined, email: string | undefined): IdentityFields | undefined =>
  name === undefined && email === undefined
    ? undefined
    : { ...(name === undefined ? {} : { name }), ...(email === undefined ? {} : { email }) };

async function record(visit: Visit): Promise<Response> {
  const { deps, actor, c } = visit;
  const fields = await readForm(c);
  const old = withFreshId(fields, 'donation', DonationId, () => deps.newId('don'));
  if (old !== undefined) return showRecordPage(visit, old, 422);
  const form = parseForm(await recordSchema(visit), fields);
  if (!form.ok) return showRecordPage(visit, form, 422);
  const { donation: donationId, amount, way, fee, received: receivedOn, fund } = form.value;
  const donor = donorOf(form.value['donor-name'], form.value['donor-email']);
  const isLimited = form.value.limited === 'yes';
  const gift = { donationId, amount, way, fee, receivedOn, fundId: FundId.parse(fund), donor, isLimited };
  const outcome = await recordGift(deps, gift, actor);
  if (outcome.ok) return showDone(visit, '/console/donations', 'gift-recorded');
  const { form: again, status } = refused(fields, outcome.refusal);
  return showRecordPage(visit, again, status);
}
