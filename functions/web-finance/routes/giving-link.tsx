import type { ContentfulStatusCode } from 'hono/utils/http-status';
import * as z from 'zod';
import { FundId, type Pence } from '../../../events/values.ts';
import { fundsForGifts, openGeneralFund } from '../../../shared/commands/fund.ts';
import { makeGivingLink } from '../../../shared/commands/give.ts';
import { pounds } from '../../../shared/domain/money-words.ts';
import { refused } from '../../../shared/staff/form-answers.ts';
import { show, type Visit } from '../../../shared/staff/visit.ts';
import { choiceField, poundsField } from '../../../shared/web/form-fields.ts';
import { emptyForm, type FormState, parseForm, readForm } from '../../../shared/web/forms.ts';
import { GivingLinkPage, MadeLinkPage } from '../pages/giving-link-page.tsx';

const wrong = 'Enter an amount in pounds, like 720 or 12.50';

export async function showLinkForm(visit: Visit): Promise<Response> {
  return showPage(visit, emptyForm);
}

async function showPage(visit: Visit, form: FormState, status: ContentfulStatusCode = 200): Promise<Response> {
  const funds = await fundsForGifts(visit.deps);
  return show(visit, <GivingLinkPage visit={visit} funds={funds} form={form} />, status);
}

/** A link for one sum and fund. It is shown once: only a hash of it is kept. */
export async function makeLink(visit: Visit): Promise<Response> {
  const { deps, actor, c } = visit;
  const funds = await fundsForGifts(deps);
  const { leastGift, greatestOnlineGift } = deps.settings.giving;
  const fields = await readForm(c);
  const form = parseForm(
    z.object({
      amount: poundsField({
        missing: 'Enter the amount of the gift',
        wrong,
        least: { pence: leastGift, message: `Enter ${pounds(leastGift)} or more` },
        most: { pence: greatestOnlineGift, message: `Enter ${pounds(greatestOnlineGift)} or less` },
      }),
      fund: choiceField(
        funds.map(({ id }) => id),
        { missing: 'Choose the fund that the gift is for' },
      ),
    }),
    fields,
  );
  if (!form.ok) return showPage(visit, form, 422);
  const general = await openGeneralFund(deps);
  const made = general.ok
    ? await makeGivingLink(deps, { fundId: FundId.parse(form.value.fund), amount: form.value.amount }, actor)
    : general;
  if (!made.ok) {
    const { form: again, status } = refused(fields, made.refusal);
    return showPage(visit, again, status);
  }
  const fundName = funds.find(({ id }) => id === form.value.fund)?.name ?? '';
  const amount: Pence = form.value.amount;
  const address = `${deps.siteUrl}/give/link/${made.value.token}`;
  return show(visit, <MadeLinkPage visit={visit} address={address} amount={amount} fundName={fundName} />);
}
