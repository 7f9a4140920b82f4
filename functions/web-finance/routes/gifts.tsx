import { Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import * as z from 'zod';
import { DonationId, RefundId } from '../../../events/values.ts';
import {
  askRefund,
  decideRefund,
  readGiftBooks,
  receiveGiftAid,
  recordBankRefund,
} from '../../../shared/commands/refund.ts';
import type { Outcome } from '../../../shared/domain/outcome.ts';
import { RefundReason } from '../../../shared/domain/refund.ts';
import { forArea } from '../../../shared/staff/for-area.tsx';
import { type Answer, refused, seenField, toPutRight } from '../../../shared/staff/form-answers.ts';
import { readFundNames } from '../../../shared/staff/queries/case-file.ts';
import { addSensitiveStep } from '../../../shared/staff/sensitive-step.ts';
import type { StaffDeps } from '../../../shared/staff/staff-deps.ts';
import { show, showDone, showMissing, type Visit } from '../../../shared/staff/visit.ts';
import type { DoneName } from '../../../shared/staff/words/done.ts';
import { giftPath } from '../../../shared/staff/words/references.ts';
import { choiceField, dateField, poundsField } from '../../../shared/web/form-fields.ts';
import {
  type FormFields,
  type FormState,
  fillForm,
  type ParsedForm,
  parseForm,
  readForm,
} from '../../../shared/web/forms.ts';
import type { WebEnv } from '../../../shared/web/web-env.ts';
import { GiftPage } from '../pages/gift/gift-page.tsx';
import { returnedField } from '../pages/gift/give-back.tsx';

type Press = (visit: Visit, donationId: DonationId, fields: FormFields) => Promise<Answer<DoneName>>;

/** One gift, and giving it back: for whoever signed in lately, or has just done so again. */
export function createGiftRoutes(deps: StaffDeps): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get(
    '/donations/:donation',
    forArea(deps, 'donations', (visit) => showGift(visit)),
  );
  const presses = { refund: ask, agree, decline, bank, returned, 'gift-aid': giftAid };
  for (const [name, press] of Object.entries(presses)) {
    addSensitiveStep(routes, deps, {
      button: `/donations/:donation/${name}`,
      area: 'donations',
      page: pageIn,
      press: (visit) => act(visit, press),
    });
  }
  return routes;
}

const donationIn = (visit: Visit): DonationId | undefined => DonationId.safeParse(visit.c.req.param('donation')).data;

const pageIn = (visit: Visit) => {
  const id = donationIn(visit);
  return id && giftPath(id);
};

/** The page of a gift, perhaps with what is to be put right in a form on it. */
export async function showGift(visit: Visit, form?: FormState, status: ContentfulStatusCode = 200): Promise<Response> {
  const id = donationIn(visit);
  const books = id === undefined ? undefined : await readGiftBooks(visit.deps.store, id);
  if (books?.ok !== true) return showMissing(visit);
  // The refund's id comes with the page, so that a form sent twice asks once.
  const fresh = { refund: visit.deps.newId('rfd') };
  const filled = form === undefined ? fillForm(fresh) : { ...form, values: { ...fresh, ...form.values } };
  const { fundId, correction, corrected } = books.value.donation.value;
  const named = [fundId, correction?.wanted.fundId, ...(corrected ?? []).map((one) => one.fundId)];
  const fundNames = await readFundNames(
    visit.deps.store,
    named.filter((one) => one !== undefined),
  );
  return show(visit, <GiftPage visit={visit} books={books.value} fundNames={fundNames} form={filled} />, status);
}

async function act(visit: Visit, press: Press): Promise<Response> {
  const id = donationIn(visit);
  if (id === undefined) return showMissing(visit);
  const answer = await press(visit, id, await readForm(visit.c));
  return answer.ok ? showDone(visit, giftPath(id), answer.value) : showGift(visit, answer.form, answer.status);
}

/** Runs a command on a form that passed its schema. */
async function run<T>(
  form: ParsedForm<T>,
  fields: FormFields,
  done: DoneName,
  command: (value: T) => Promise<Outcome<undefined>>,
  field = '',
): Promise<Answer<DoneName>> {
  if (!form.ok) return toPutRight(form);
  const outcome = await command(form.value);
  return outcome.ok
    ? { ok: true, value: done }
    : refused(fields, outcome.refusal, outcome.refusal.code === 'invalid' ? field : '');
}

const wrong = 'Enter an amount in pounds, like 720 or 12.50';

const Ask = z.lazy(() =>
  z.object({
    refund: RefundId,
    'refund-amount': poundsField({ missing: 'Enter how much is given back', wrong }),
    reason: choiceField(RefundReason.options, { missing: 'Choose why it is given back' }),
  }),
);
const Decide = z.lazy(() => z.object({ refund: RefundId, seen: seenField }));
const day = { missing: 'Enter the day', wrong: 'Enter a day that exists' };
const Bank = z.lazy(() =>
  z.object({
    refund: RefundId,
    seen: seenField,
    became: choiceField(['succeeded', 'failed'] as const, { missing: 'Choose what became of it' }),
    moved: dateField(day),
  }),
);
const Returned = z.lazy(() => z.object({ 'returned-refund': RefundId, seen: seenField, returned: dateField(day) }));
const Tax = z.lazy(() =>
  z.object({
    'tax-amount': poundsField({ missing: 'Enter how much HMRC paid', wrong }),
    'tax-received': dateField(day),
  }),
);

const ask: Press = ({ deps, actor }, donationId, fields) =>
  run(
    parseForm(Ask, fields),
    fields,
    'refund-asked',
    ({ refund: id, 'refund-amount': amount, reason }) => askRefund(deps, { id, donationId, amount, reason }, actor),
    'refund-amount',
  );

const agree: Press = ({ deps, actor }, _, fields) =>
  run(parseForm(Decide, fields), fields, 'refund-agreed', ({ refund: refundId, seen }) =>
    decideRefund(deps, { refundId, seen, agrees: true }, actor),
  );

const decline: Press = ({ deps, actor }, _, fields) =>
  run(parseForm(Decide, fields), fields, 'refund-declined', ({ refund: refundId, seen }) =>
    decideRefund(deps, { refundId, seen, agrees: false }, actor),
  );

const bank: Press = ({ deps, actor }, _, fields) =>
  run(
    parseForm(Bank, fields),
    fields,
    'bank-refund-recorded',
    ({ refund: refundId, seen, became: state, moved: on }) =>
      recordBankRefund(deps, { refundId, seen, state, on }, actor),
    'moved',
  );

const returned: Press = async ({ deps, actor }, _, fields) => {
  const form = parseForm(Returned, fields);
  if (form.ok || form.errors.length === 0) {
    return run(
      form,
      fields,
      'bank-refund-returned',
      ({ 'returned-refund': refundId, seen, returned: on }) =>
        recordBankRefund(deps, { refundId, seen, state: 'failed', on }, actor),
      'returned',
    );
  }
  const field = returnedField(String(fields['returned-refund']));
  const errors = form.errors.map((error) => ({ ...error, href: error.href.replace(/^#returned/, `#${field}`) }));
  return toPutRight({ ...form, errors });
};

const giftAid: Press = ({ deps, actor }, donationId, fields) =>
  run(
    parseForm(Tax, fields),
    fields,
    'gift-aid-recorded',
    ({ 'tax-amount': amount, 'tax-received': receivedOn }) =>
      receiveGiftAid(deps, { donationId, amount, receivedOn }, actor),
    'tax-amount',
  );
