import { Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import * as z from 'zod';
import { FundId, ReserveMoveId } from '../../../events/values.ts';
import { readAll } from '../../../shared/commands/read-all.ts';
import { askReserveMove, decideReserveMove } from '../../../shared/commands/risk-reserve.ts';
import { ReserveMoveKind } from '../../../shared/domain/risk-reserve.ts';
import { forArea } from '../../../shared/staff/for-area.tsx';
import { refused, seenField, withFreshId } from '../../../shared/staff/form-answers.ts';
import { addSensitiveStep } from '../../../shared/staff/sensitive-step.ts';
import type { StaffDeps } from '../../../shared/staff/staff-deps.ts';
import { show, showDone, type Visit } from '../../../shared/staff/visit.ts';
import { choiceField, lineField, poundsField } from '../../../shared/web/form-fields.ts';
import { type FormState, fillForm, parseForm, readForm, refuseField } from '../../../shared/web/forms.ts';
import type { WebEnv } from '../../../shared/web/web-env.ts';
import { ReservePage, type ReserveState, reservePath } from '../pages/reserve-page.tsx';

/** The risk reserve: for whoever signed in lately, or has just done so again. */
export function createReserveRoutes(deps: StaffDeps): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get(
    '/pool/reserve',
    forArea(deps, 'pool', (visit) => showReserve(visit)),
  );
  addSensitiveStep(routes, deps, { button: '/pool/reserve', area: 'pool', press: ask });
  for (const step of ['agree', 'decline'] as const) {
    addSensitiveStep(routes, deps, {
      button: `/pool/reserve/${step}`,
      area: 'pool',
      page: () => reservePath,
      press: (visit) => decide(visit, step === 'agree'),
    });
  }
  return routes;
}

const lately = 20;

async function readReserve({ deps: { store, settings } }: Visit): Promise<ReserveState> {
  const { id } = settings.pool;
  const [reserve, funds, waiting, decided, declined] = await Promise.all([
    store.get('risk-reserve', id),
    readAll((after) => store.list('fund', `funds/${id}`, { limit: 200, after })),
    store.list('reserve-move', 'reserve-moves/requested', { limit: lately }),
    store.list('reserve-move', 'reserve-moves/decided', { limit: lately, newestFirst: true }),
    store.list('reserve-move', 'reserve-moves/declined', { limit: lately, newestFirst: true }),
  ]);
  return {
    balance: reserve?.value.balance ?? 0,
    funds: funds.map(({ value }) => value),
    waiting: waiting.items,
    past: [...decided.items, ...declined.items].toSorted((a, b) => (a.value.askedAt < b.value.askedAt ? 1 : -1)),
  };
}

async function showReserve(visit: Visit, form?: FormState, status: ContentfulStatusCode = 200): Promise<Response> {
  const reserve = await readReserve(visit);
  // The move's id comes with the page, so that a form sent twice asks once.
  const filled = form ?? fillForm({ move: visit.deps.newId('rsm') });
  return show(visit, <ReservePage visit={visit} reserve={reserve} form={filled} />, status);
}

const fundField = z.transform((given, context) => {
  const fund = FundId.safeParse(given);
  if (fund.success) return fund.data;
  context.addIssue({ code: 'custom', message: 'Choose a fund' });
  return z.NEVER;
});

const Ask = z.lazy(() =>
  z.object({
    move: ReserveMoveId,
    what: choiceField(ReserveMoveKind.options, { missing: 'Choose what should be done' }),
    fund: fundField,
    amount: poundsField({ missing: 'Enter the amount', wrong: 'Enter an amount in pounds, like 720 or 12.50' }),
    reason: lineField({ missing: 'Enter the reason' }),
  }),
);

async function ask(visit: Visit): Promise<Response> {
  const { deps, actor, c } = visit;
  const fields = await readForm(c);
  const old = withFreshId(fields, 'move', ReserveMoveId, () => deps.newId('rsm'));
  if (old !== undefined) return showReserve(visit, old, 422);
  const form = parseForm(Ask, fields);
  if (!form.ok) return showReserve(visit, form, 422);
  const { move: id, what, fund: fundId, amount, reason } = form.value;
  const outcome = await askReserveMove(deps, { id, what, amount, reason, fundId }, actor);
  if (outcome.ok) return showDone(visit, reservePath, 'reserve-asked');
  const { form: again, status } = refused(fields, outcome.refusal, outcome.refusal.code === 'invalid' ? 'amount' : '');
  return showReserve(visit, again, status);
}

const notUnderstood = 'We could not tell which of these was decided on. Nothing was saved. Please decide once more';

const Decide = z.lazy(() => z.object({ move: ReserveMoveId, seen: seenField }));

async function decide(visit: Visit, agrees: boolean): Promise<Response> {
  const { deps, actor, c } = visit;
  const fields = await readForm(c);
  const form = parseForm(Decide, fields);
  if (!form.ok) return showReserve(visit, refuseField({ move: deps.newId('rsm') }, '', notUnderstood), 422);
  const outcome = await decideReserveMove(deps, { moveId: form.value.move, seen: form.value.seen, agrees }, actor);
  if (outcome.ok) return showDone(visit, reservePath, agrees ? 'reserve-agreed' : 'reserve-declined');
  const { form: again, status } = refused(fields, outcome.refusal);
  return showReserve(visit, again, status);
}
