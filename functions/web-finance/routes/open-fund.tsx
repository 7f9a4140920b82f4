import type { ContentfulStatusCode } from 'hono/utils/http-status';
import * as z from 'zod';
import { FundId, type LocalDate } from '../../../events/values.ts';
import { openFund } from '../../../shared/commands/fund.ts';
import { localDay } from '../../../shared/domain/office-days.ts';
import { refused, withFreshId } from '../../../shared/staff/form-answers.ts';
import { show, showDone, type Visit } from '../../../shared/staff/visit.ts';
import { type FormState, fillForm, parseForm, readForm } from '../../../shared/web/forms.ts';
import {
  checkLimits,
  limitFields,
  orderField,
  restrictionOf,
  slugField,
  spendByField,
  wordFields,
} from '../fund-form.ts';
import { OpenFundPage } from '../pages/open-fund-page.tsx';

/** A fund as it is described. Its id comes with the page, so that a form sent twice is one fund. */
const NewFund = (today: LocalDate) =>
  z
    .object({
      fund: FundId,
      ...wordFields,
      ...limitFields,
      'spend-by': spendByField(today),
      slug: slugField,
      order: orderField,
    })
    .superRefine(checkLimits);

const showPage = (visit: Visit, form: FormState, status: ContentfulStatusCode = 200): Promise<Response> =>
  show(visit, <OpenFundPage visit={visit} form={form} />, status);

export const showFundForm = (visit: Visit): Promise<Response> =>
  showPage(visit, fillForm({ fund: visit.deps.newId('fnd'), order: '100' }));

export async function open(visit: Visit): Promise<Response> {
  const { deps, actor, c, now } = visit;
  const fields = await readForm(c);
  const old = withFreshId(fields, 'fund', FundId, () => deps.newId('fnd'));
  if (old !== undefined) return showPage(visit, old, 422);
  const form = parseForm(NewFund(localDay(now, deps.settings.office)), fields);
  if (!form.ok) return showPage(visit, form, 422);
  const { fund: id, name, aim, purpose, kind, order, slug } = form.value;
  const spendBy = form.value['spend-by'];
  const described = { id, name, aim, secondaryPurpose: purpose, kind, restriction: restrictionOf(form.value), order };
  const outcome = await openFund(
    deps,
    { ...described, ...(spendBy === undefined ? {} : { spendBy }), ...(slug === undefined ? {} : { slug }) },
    actor,
  );
  if (outcome.ok) return showDone(visit, '/console/pool', 'fund-opened');
  const { form: again, status } = refused(fields, outcome.refusal);
  return showPage(visit, again, status);
}
