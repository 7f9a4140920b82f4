import { Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import * as z from 'zod';
import { RequestId } from '../../../events/values.ts';
import { shrinkNextBlock } from '../../../shared/commands/manage-entry.ts';
import { approveRequest, confirmRequest, rejectRequest } from '../../../shared/commands/requests.ts';
import { forArea } from '../../../shared/staff/for-area.tsx';
import { type Answer, answerOf, seenField, toPutRight } from '../../../shared/staff/form-answers.ts';
import { addSensitiveStep } from '../../../shared/staff/sensitive-step.ts';
import type { StaffDeps } from '../../../shared/staff/staff-deps.ts';
import { show, showDone, showMissing, type Visit } from '../../../shared/staff/visit.ts';
import type { DoneName } from '../../../shared/staff/words/done.ts';
import { rejectionReasons, smallerBlockReasons, textOfReason, valuesOf } from '../../../shared/staff/words/reasons.ts';
import { requestPath } from '../../../shared/staff/words/references.ts';
import { choiceField } from '../../../shared/web/form-fields.ts';
import { emptyForm, type FormFields, type FormState, parseForm, readForm } from '../../../shared/web/forms.ts';
import type { WebEnv } from '../../../shared/web/web-env.ts';
import { RequestPage } from '../pages/place/request-page.tsx';
import { SmallerBlock } from '../place-actions.ts';
import { explainRequest } from '../queries/explain-place.ts';

type Press = (visit: Visit, requestId: RequestId, fields: FormFields) => Promise<Answer<DoneName>>;

/** What a place in hand asks for, and the decision on it: for whoever signed in lately, or has just done so again. */
export function createRequestRoutes(deps: StaffDeps): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get(
    '/requests/:request',
    forArea(deps, 'places', (visit) => showRequest(visit)),
  );
  for (const [name, press] of Object.entries({ approve, reject, confirm, smaller })) {
    addSensitiveStep(routes, deps, {
      button: `/requests/:request/${name}`,
      area: 'places',
      page: pageIn,
      press: (visit) => decide(visit, press),
    });
  }
  return routes;
}

const requestIdIn = (visit: Visit): RequestId | undefined => RequestId.safeParse(visit.c.req.param('request')).data;

const pageIn = (visit: Visit) => {
  const id = requestIdIn(visit);
  return id && requestPath(id);
};

async function showRequest(
  visit: Visit,
  form: FormState = emptyForm,
  status: ContentfulStatusCode = 200,
): Promise<Response> {
  const { store } = visit.deps;
  const id = requestIdIn(visit);
  const request = id === undefined ? undefined : await store.get('request', id);
  const place = request === undefined ? undefined : await store.get('place', request.value.placeId);
  if (request === undefined || place === undefined) return showMissing(visit);
  const told = request.value.state === 'requested' ? await explainRequest(visit.deps, request, place) : undefined;
  return show(visit, <RequestPage visit={visit} request={request} told={told} form={form} />, status);
}

async function decide(visit: Visit, press: Press): Promise<Response> {
  const id = requestIdIn(visit);
  if (id === undefined) return showMissing(visit);
  const answer = await press(visit, id, await readForm(visit.c));
  return answer.ok ? showDone(visit, requestPath(id), answer.value) : showRequest(visit, answer.form, answer.status);
}

const Seen = z.lazy(() => z.object({ seen: seenField }));

/** Above a set sum the first approval leaves the request reserved. */
const approve: Press = async ({ deps, actor }, requestId, fields) => {
  const form = parseForm(Seen, fields);
  if (!form.ok) return toPutRight(form);
  const outcome = await approveRequest(deps, { requestId, seen: form.value.seen }, actor);
  if (!outcome.ok) return answerOf(fields, outcome);
  const request = await deps.store.get('request', requestId);
  return { ok: true, value: request?.value.state === 'reserved' ? 'request-approved-first' : 'request-approved' };
};

const Rejection = z.lazy(() =>
  z.object({
    seen: seenField,
    rejection: choiceField(valuesOf(rejectionReasons), { missing: 'Choose why you reject this request' }),
  }),
);

const reject: Press = async ({ deps, actor }, requestId, fields) => {
  const form = parseForm(Rejection, fields);
  if (!form.ok) return toPutRight(form);
  const { seen, rejection } = form.value;
  const reason = textOfReason(rejectionReasons, rejection);
  const outcome = await rejectRequest(deps, { requestId, seen, reason }, actor);
  return outcome.ok ? { ok: true, value: 'request-rejected' } : answerOf(fields, outcome);
};

const confirm: Press = async ({ deps, actor }, requestId, fields) => {
  const form = parseForm(Seen, fields);
  if (!form.ok) return toPutRight(form);
  const outcome = await confirmRequest(deps, { requestId, seen: form.value.seen }, actor);
  return outcome.ok ? { ok: true, value: 'request-waits-on' } : answerOf(fields, outcome);
};

const smaller: Press = async ({ deps, actor }, requestId, fields) => {
  const form = parseForm(SmallerBlock(deps), fields);
  if (!form.ok) return toPutRight(form);
  const { seen, smaller: sessions, 'smaller-reason': why } = form.value;
  const input = { requestId, seen, sessions, why: textOfReason(smallerBlockReasons, why) };
  const outcome = await shrinkNextBlock(deps, input, actor);
  return outcome.ok ? { ok: true, value: 'block-smaller' } : answerOf(fields, outcome);
};
