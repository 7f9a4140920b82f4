import type { ContentfulStatusCode } from 'hono/utils/http-status';
import * as z from 'zod';
import { FundId, Region } from '../../../events/values.ts';
import { openFund } from '../../../shared/commands/fund.ts';
import { Fund } from '../../../shared/domain/fund.ts';
import { localDay } from '../../../shared/domain/office-days.ts';
import {
  choiceField,
  choicesField,
  dateField,
  lineField,
  linesField,
  numberField,
  optionalField,
} from '../../../shared/web/form-fields.ts';
import { type FormState, fillForm, parseForm, readForm } from '../../../shared/web/forms.ts';
import { refused, withFreshId } from '../form-answers.ts';
import { OpenFundPage } from '../pages/open-fund-page.tsx';
import { show, showDone, type Visit } from '../visit.ts';
import { groupsOf, groupValues } from '../words/groups.ts';

const mostOrder = 999;

/** A fund as it is described. Its id comes with the page, so that a form sent twice is one fund. */
const NewFund = (today: string) =>
  z
    .object({
      fund: FundId,
      name: lineField({ missing: 'Enter what the fund is called', max: 80 }),
      aim: linesField({ missing: 'Enter what the fund is for', max: 300 }),
      purpose: linesField({ missing: 'Enter what the money is used for when the aim is met or cannot be', max: 300 }),
      kind: choiceField(Fund.unwrap().shape.kind.options, { missing: 'Choose what kind of fund it is' }),
      groups: choicesField(groupValues, {}),
      regions: choicesField(Region.options, {}),
      campaign: optionalField(lineField({ missing: 'Enter the appeal’s name', max: 80 })),
      'spend-by': optionalField(dateField({ missing: 'Enter the whole date', wrong: 'Enter a day that exists' })),
      order: numberField({
        missing: 'Enter where the fund stands in the order',
        wrong: `Enter a whole number from 0 to ${mostOrder}`,
        min: 0,
        max: mostOrder,
      }),
    })
    .refine(({ kind, groups, regions }) => kind !== 'unrestricted' || groups.length + regions.length === 0, {
      path: ['kind'],
      message: 'Choose another kind, or untick what it is limited to: an unrestricted fund has no limits',
    })
    .refine(
      ({ kind, groups, regions, campaign }) =>
        kind !== 'restricted' || groups.length + regions.length > 0 || campaign !== undefined,
      { path: ['kind'], message: 'Say below what the fund is restricted to, or choose another kind' },
    )
    .refine((fund) => fund['spend-by'] === undefined || fund['spend-by'] > today, {
      path: ['spend-by'],
      message: 'The date must be in the future, or left empty',
    });

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
  const { fund: id, name, aim, purpose, kind, groups, regions, campaign, order } = form.value;
  const spendBy = form.value['spend-by'];
  const outcome = await openFund(
    deps,
    {
      id,
      name,
      aim,
      secondaryPurpose: purpose,
      kind,
      restriction: { groups: groupsOf(groups), regions, ...(campaign === undefined ? {} : { campaign }) },
      order,
      ...(spendBy === undefined ? {} : { spendBy }),
    },
    actor,
  );
  if (outcome.ok) return showDone(visit, '/console/pool', 'fund-opened');
  const { form: again, status } = refused(fields, outcome.refusal);
  return showPage(visit, again, status);
}
