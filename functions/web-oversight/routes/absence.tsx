import { Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import * as z from 'zod';
import { delegateRole, endAbsence } from '../../../shared/commands/manage.ts';
import { localDay } from '../../../shared/domain/office-days.ts';
import { forArea } from '../../../shared/staff/for-area.tsx';
import { refused, seenField } from '../../../shared/staff/form-answers.ts';
import { addSensitiveStep } from '../../../shared/staff/sensitive-step.ts';
import type { StaffDeps } from '../../../shared/staff/staff-deps.ts';
import { show, showDone, type Visit } from '../../../shared/staff/visit.ts';
import { absenceReasons, textOfReason, valuesOf } from '../../../shared/staff/words/reasons.ts';
import { endOfDay, startOfDay } from '../../../shared/staff/words/times.ts';
import { choiceField, dateField } from '../../../shared/web/form-fields.ts';
import { emptyForm, type FormState, parseForm, readForm } from '../../../shared/web/forms.ts';
import type { WebEnv } from '../../../shared/web/web-env.ts';
import { AbsencePage } from '../pages/absence-page.tsx';
import { readAbsences, rolesAwayFrom } from '../queries/absences.ts';

/**
 * When the coordinator is away, their deputy may act; when the safeguarding lead is, theirs is told of every concern at
 * once. Somebody who signed in lately says so. Back again they may say at any time.
 */
export function createAbsenceRoutes(deps: StaffDeps): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get(
    '/absence',
    forArea(deps, 'absence', (visit) => showPage(visit)),
  );
  addSensitiveStep(routes, deps, { button: '/absence', area: 'absence', press: record });
  routes.post('/absence/:absence/end', forArea(deps, 'absence', end));
  return routes;
}

const Absence = (today: string) =>
  z
    .object({
      from: dateField({ missing: 'Enter the first day of the absence', wrong: 'Enter a day that exists' }),
      until: dateField({ missing: 'Enter the last day of the absence', wrong: 'Enter a day that exists' }),
      why: choiceField(valuesOf(absenceReasons), { missing: 'Choose what kind of absence it is' }),
    })
    .refine(({ from, until }) => from <= until, {
      path: ['until'],
      message: 'The last day must be on or after the first day',
    })
    .refine(({ until }) => until >= today, { path: ['until'], message: 'The last day must be today or later' });

async function showPage(
  visit: Visit,
  form: FormState = emptyForm,
  status: ContentfulStatusCode = 200,
): Promise<Response> {
  const absences = await readAbsences(visit.deps.store, rolesAwayFrom(visit.actor));
  return show(visit, <AbsencePage visit={visit} absences={absences} form={form} />, status);
}

async function record(visit: Visit): Promise<Response> {
  const { deps, actor, c, now } = visit;
  const fields = await readForm(c);
  const form = parseForm(Absence(localDay(now, deps.settings.office)), fields);
  if (!form.ok) return showPage(visit, form, 422);
  const { from, until, why } = form.value;
  const absence = { from: startOfDay(from), until: endOfDay(until), why: textOfReason(absenceReasons, why) };
  for (const role of rolesAwayFrom(actor)) {
    const outcome = await delegateRole(deps, { ...absence, role }, actor);
    if (outcome.ok) continue;
    const { form: again, status } = refused(fields, outcome.refusal);
    return showPage(visit, again, status);
  }
  return showDone(visit, '/console/absence', 'absence-recorded');
}

const Seen = z.lazy(() => z.object({ seen: seenField }));

async function end(visit: Visit): Promise<Response> {
  const { deps, actor, c } = visit;
  const fields = await readForm(c);
  const form = parseForm(Seen, fields);
  if (!form.ok) return showPage(visit, form, 422);
  const outcome = await endAbsence(deps, { id: c.req.param('absence') ?? '', seen: form.value.seen }, actor);
  if (outcome.ok) return showDone(visit, '/console/absence', 'absence-ended');
  const { form: again, status } = refused(fields, outcome.refusal);
  return showPage(visit, again, status);
}
