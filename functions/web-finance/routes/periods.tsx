import { Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import * as z from 'zod';
import { askToClose, closePeriod, declineClosing } from '../../../shared/commands/close-period.ts';
import { bookedMonths } from '../../../shared/commands/read-ledger.ts';
import { forArea } from '../../../shared/staff/for-area.tsx';
import { refused, seenField } from '../../../shared/staff/form-answers.ts';
import { addSensitiveStep } from '../../../shared/staff/sensitive-step.ts';
import type { StaffDeps } from '../../../shared/staff/staff-deps.ts';
import { show, showDone, type Visit } from '../../../shared/staff/visit.ts';
import { emptyForm, type FormState, parseForm, readForm } from '../../../shared/web/forms.ts';
import type { WebEnv } from '../../../shared/web/web-env.ts';
import { PeriodsPage } from '../pages/periods-page.tsx';

const steps = {
  ask: { take: askToClose, done: 'closing-asked' },
  close: { take: closePeriod, done: 'period-closed' },
  decline: { take: declineClosing, done: 'closing-declined' },
} as const;

/** The months of the books, and their closing by two people who signed in lately, or have just done so again. */
export function createPeriodRoutes(deps: StaffDeps): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get(
    '/periods',
    forArea(deps, 'periods', (visit) => showPage(visit)),
  );
  for (const name of ['ask', 'close', 'decline'] as const) {
    addSensitiveStep(routes, deps, {
      button: `/periods/:month/${name}`,
      area: 'close-period',
      page: () => '/console/periods',
      press: (visit) => take(visit, name),
    });
  }
  return routes;
}

async function showPage(
  visit: Visit,
  form: FormState = emptyForm,
  status: ContentfulStatusCode = 200,
): Promise<Response> {
  const months = (await bookedMonths(visit.deps)).toReversed();
  const periods = new Map((await visit.deps.store.getMany('period', months)).map((period) => [period.id, period]));
  return show(visit, <PeriodsPage visit={visit} months={months} periods={periods} form={form} />, status);
}

const Seen = z.lazy(() => z.object({ seen: seenField }));

async function take(visit: Visit, name: keyof typeof steps): Promise<Response> {
  const { deps, actor, c } = visit;
  const fields = await readForm(c);
  const form = parseForm(Seen, fields);
  if (!form.ok) return showPage(visit, form, 422);
  const step = steps[name];
  const outcome = await step.take(deps, { month: c.req.param('month') ?? '', seen: form.value.seen }, actor);
  if (outcome.ok) return showDone(visit, '/console/periods', step.done);
  const { form: again, status } = refused(fields, outcome.refusal);
  return showPage(visit, again, status);
}
