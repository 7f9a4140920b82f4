import { Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import * as z from 'zod';
import { FundId } from '../../../events/values.ts';
import { orderFunds } from '../../../shared/commands/fund.ts';
import type { Versioned } from '../../../shared/domain/decision.ts';
import { forArea } from '../../../shared/staff/for-area.tsx';
import { refused, seenField } from '../../../shared/staff/form-answers.ts';
import { readFundFile, readFundSums } from '../../../shared/staff/queries/funds.ts';
import { addSensitiveStep } from '../../../shared/staff/sensitive-step.ts';
import type { StaffDeps } from '../../../shared/staff/staff-deps.ts';
import { show, showDone, showMissing, type Visit } from '../../../shared/staff/visit.ts';
import { emptyForm, type FormState, parseForm, readForm } from '../../../shared/web/forms.ts';
import type { WebEnv } from '../../../shared/web/web-env.ts';
import { orderField } from '../fund-form.ts';
import { FundPage } from '../pages/funds/fund-page.tsx';
import { FundsPage, orderName, seenName } from '../pages/funds/funds-page.tsx';
import {
  askToClose,
  askToMove,
  askToMovePastDay,
  showCloseForm,
  showMoveForm,
  showPastDayForm,
} from './ask-transfer.tsx';
import { change, showChangeForm } from './change-fund.tsx';

/**
 * The funds: their money, their order, what each is bound to, and what is asked of them. Whoever signed in lately, or has
 * just done so again, changes something.
 */
export function createFundRoutes(deps: StaffDeps): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get(
    '/funds',
    forArea(deps, 'pool', (visit) => showFunds(visit)),
  );
  addSensitiveStep(routes, deps, {
    button: '/funds/order',
    area: 'keep-funds',
    page: () => '/console/funds',
    press: order,
  });
  routes.get(
    '/funds/:fund',
    forArea(
      deps,
      'pool',
      withFund(async (visit, fund) =>
        show(visit, <FundPage visit={visit} file={await readFundFile(visit.deps, fund)} />),
      ),
    ),
  );
  for (const [name, ask, answer] of [
    ['change', showChangeForm, change],
    ['transfer', showMoveForm, askToMove],
    ['close', showCloseForm, askToClose],
    ['past-its-date', showPastDayForm, askToMovePastDay],
  ] as const) {
    const step = { form: withFund(ask), press: withFund(answer) };
    addSensitiveStep(routes, deps, { button: `/funds/:fund/${name}`, area: 'keep-funds', ...step });
  }
  return routes;
}

const withFund =
  (handle: (visit: Visit, fund: Versioned<'fund'>) => Promise<Response>) =>
  async (visit: Visit): Promise<Response> => {
    const id = FundId.safeParse(visit.c.req.param('fund'));
    const fund = id.success ? await visit.deps.store.get('fund', id.data) : undefined;
    return fund === undefined ? showMissing(visit) : handle(visit, fund);
  };

async function showFunds(
  visit: Visit,
  form: FormState = emptyForm,
  status: ContentfulStatusCode = 200,
): Promise<Response> {
  const { funds, isIncomplete } = await readFundSums(visit.deps);
  const read = await visit.deps.store.getMany(
    'fund',
    funds.map(({ fund }) => fund.id),
  );
  const versions = new Map(read.map(({ id, version }) => [id, version]));
  const page = <FundsPage visit={visit} funds={funds} versions={versions} isIncomplete={isIncomplete} form={form} />;
  return show(visit, page, status);
}

/** The funds that stood on the form: each with its number and its version. */
async function order(visit: Visit): Promise<Response> {
  const fields = await readForm(visit.c);
  const ids = Object.keys(fields)
    .filter((name) => name.startsWith('order-'))
    .flatMap((name) => FundId.safeParse(name.slice('order-'.length)).data ?? []);
  const form = parseForm(
    z.object(
      Object.fromEntries(ids.flatMap((id) => [[orderName(id), orderField] as const, [seenName(id), seenField]])),
    ),
    fields,
  );
  if (!form.ok) return showFunds(visit, form, 422);
  const numberOf = (name: string): number => z.number().parse(form.value[name]);
  const wanted = ids.map((id) => ({ fundId: id, order: numberOf(orderName(id)), seen: numberOf(seenName(id)) }));
  const outcome = await orderFunds(visit.deps, wanted, visit.actor);
  if (outcome.ok) return showDone(visit, '/console/funds', 'funds-ordered');
  const { form: again, status } = refused(fields, outcome.refusal);
  return showFunds(visit, again, status);
}
