import type { ContentfulStatusCode } from 'hono/utils/http-status';
import * as z from 'zod';
import type { LocalDate } from '../../../events/values.ts';
import { changeFund } from '../../../shared/commands/fund.ts';
import type { Versioned } from '../../../shared/domain/decision.ts';
import type { Fund } from '../../../shared/domain/fund.ts';
import type { FundTerms } from '../../../shared/domain/manage-fund.ts';
import { localDay } from '../../../shared/domain/office-days.ts';
import { refused, seenField } from '../../../shared/staff/form-answers.ts';
import { show, showDone, type Visit } from '../../../shared/staff/visit.ts';
import { groupValue } from '../../../shared/staff/words/groups.ts';
import { fundPath } from '../../../shared/staff/words/references.ts';
import { type FormFields, type FormState, fillForm, parseForm, readForm } from '../../../shared/web/forms.ts';
import { checkLimits, limitFields, restrictionOf, slugField, spendByField, wordFields } from '../fund-form.ts';
import { ChangeFundPage } from '../pages/funds/change-fund-page.tsx';

const showPage = (
  visit: Visit,
  fund: Versioned<'fund'>,
  form: FormState,
  status: ContentfulStatusCode = 200,
): Promise<Response> => show(visit, <ChangeFundPage visit={visit} fund={fund} form={form} />, status);

/** The fund as it is, in the fields of its form. */
const fieldsOf = ({ name, aim, secondaryPurpose, kind, restriction, spendBy }: Fund): FormFields => {
  const [year = '', month = '', day = ''] = spendBy?.split('-') ?? [];
  return {
    name,
    aim,
    purpose: secondaryPurpose,
    kind,
    groups: restriction.groups.map(groupValue),
    regions: [...restriction.regions],
    ...(restriction.campaign === undefined ? {} : { campaign: restriction.campaign }),
    ...(spendBy === undefined ? {} : { 'spend-by': { year, month, day } }),
  };
};

export const showChangeForm = (visit: Visit, fund: Versioned<'fund'>): Promise<Response> =>
  showPage(visit, fund, fillForm(fieldsOf(fund.value)));

/** What was not asked stays as it is: what a fund is bound to does not stand on its form. */
function formOf(fund: Fund, today: LocalDate): z.ZodType<FundTerms & { readonly seen: number }> {
  const isBound = fund.firstGiftAt !== undefined;
  const { name, aim, purpose } = wordFields;
  const asked = z.object({
    seen: seenField,
    name,
    aim,
    'spend-by': spendByField(today, fund.spendBy),
    slug: slugField,
  });
  const limits = isBound
    ? z.unknown().transform(() => ({ kind: fund.kind, restriction: fund.restriction }))
    : z
        .object(limitFields)
        .superRefine(checkLimits)
        .transform((form) => ({ kind: form.kind, restriction: restrictionOf(form) }));
  const secondary =
    isBound && fund.kind === 'restricted'
      ? z.unknown().transform(() => ({ secondaryPurpose: fund.secondaryPurpose }))
      : z.object({ purpose }).transform((form) => ({ secondaryPurpose: form.purpose }));
  const words = asked.transform(({ 'spend-by': spendBy, slug = fund.slug, ...rest }) => ({
    ...rest,
    ...(spendBy === undefined ? {} : { spendBy }),
    ...(slug === undefined ? {} : { slug }),
  }));
  return z.intersection(z.intersection(words, limits), secondary);
}

export async function change(visit: Visit, fund: Versioned<'fund'>): Promise<Response> {
  const { deps, actor, c, now } = visit;
  const fields = await readForm(c);
  const form = parseForm(formOf(fund.value, localDay(now, deps.settings.office)), fields);
  if (!form.ok) return showPage(visit, fund, form, 422);
  const { seen, ...terms } = form.value;
  const outcome = await changeFund(deps, { fundId: fund.value.id, seen, terms }, actor);
  if (outcome.ok) return showDone(visit, fundPath(fund.value.id), 'fund-changed');
  const { form: again, status } = refused(fields, outcome.refusal);
  return showPage(visit, fund, again, status);
}
