import { Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import * as z from 'zod';
import { PlaceId } from '../../../events/values.ts';
import { approvePlace, confirmWaiting, rejectPlace } from '../../../shared/commands/approve.ts';
import { referralIdOfPlace } from '../../../shared/domain/place.ts';
import { forArea } from '../../../shared/staff/for-area.tsx';
import { type Answer, answerOf, seenField, toPutRight } from '../../../shared/staff/form-answers.ts';
import { isApprover } from '../../../shared/staff/permissions.ts';
import { type CaseFile, loadCaseFile } from '../../../shared/staff/queries/case-file.ts';
import { readRunway } from '../../../shared/staff/queries/runway.ts';
import { addSensitiveStep } from '../../../shared/staff/sensitive-step.ts';
import type { StaffDeps } from '../../../shared/staff/staff-deps.ts';
import { show, showDone, showMissing, type Visit } from '../../../shared/staff/visit.ts';
import type { DoneName } from '../../../shared/staff/words/done.ts';
import { rejectionReasons, textOfReason, valuesOf } from '../../../shared/staff/words/reasons.ts';
import { placePath } from '../../../shared/staff/words/references.ts';
import { choiceField } from '../../../shared/web/form-fields.ts';
import { emptyForm, type FormFields, type FormState, parseForm, readForm } from '../../../shared/web/forms.ts';
import type { WebEnv } from '../../../shared/web/web-env.ts';
import { PlacePage } from '../pages/place/place-page.tsx';
import { placeActions } from '../place-actions.ts';
import { readAvailability } from '../queries/availability.ts';
import { explainPlace } from '../queries/explain-place.ts';

type Press = (visit: Visit, placeId: PlaceId, fields: FormFields) => Promise<Answer<DoneName>>;

/** One place, and the decision on it: for whoever signed in lately, or has just done so again. */
export function createPlaceRoutes(deps: StaffDeps): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get(
    '/places/:place',
    forArea(deps, 'places', (visit) => showPlace(visit)),
  );
  const presses: Readonly<Record<string, Press>> = { approve, reject, confirm, ...placeActions };
  for (const [name, press] of Object.entries(presses)) {
    addSensitiveStep(routes, deps, {
      button: `/places/:place/${name}`,
      area: 'places',
      page: pageIn,
      press: (visit) => decide(visit, press),
    });
  }
  return routes;
}

const placeIdIn = (visit: Visit): PlaceId | undefined => PlaceId.safeParse(visit.c.req.param('place')).data;

const pageIn = (visit: Visit) => {
  const id = placeIdIn(visit);
  return id && placePath(id);
};

const hasOpenQuestion = (place: NonNullable<CaseFile['place']>): boolean =>
  place.value.state === 'requested' || place.value.state === 'reserved';

async function showPlace(
  visit: Visit,
  form: FormState = emptyForm,
  status: ContentfulStatusCode = 200,
): Promise<Response> {
  const id = placeIdIn(visit);
  const file = id === undefined ? undefined : await loadCaseFile(visit.deps.store, referralIdOfPlace(id), id);
  if (file?.place === undefined) return showMissing(visit);
  const { place, hold } = file;
  const explanation = hasOpenQuestion(place) ? await explainPlace(visit.deps, place, hold?.value) : undefined;
  const decides = hasOpenQuestion(place) && isApprover(visit.actor);
  const [runway, availability] = decides
    ? await Promise.all([readRunway(visit.deps), readAvailability(visit, file, place.value)])
    : [];
  const known = { explanation, runway, availability };
  return show(visit, <PlacePage visit={visit} file={file} place={place} {...known} form={form} />, status);
}

async function decide(visit: Visit, press: Press): Promise<Response> {
  const id = placeIdIn(visit);
  if (id === undefined) return showMissing(visit);
  const answer = await press(visit, id, await readForm(visit.c));
  return answer.ok ? showDone(visit, placePath(id), answer.value) : showPlace(visit, answer.form, answer.status);
}

const Seen = z.lazy(() => z.object({ seen: seenField }));

/** Above a set sum the first approval leaves the place reserved. */
const approve: Press = async ({ deps, actor }, placeId, fields) => {
  const form = parseForm(Seen, fields);
  if (!form.ok) return toPutRight(form);
  const outcome = await approvePlace(deps, { placeId, seen: form.value.seen }, actor);
  if (!outcome.ok) return answerOf(fields, outcome);
  const place = await deps.store.get('place', placeId);
  return { ok: true, value: place?.value.state === 'reserved' ? 'approved-first' : 'approved' };
};

const Rejection = z.lazy(() =>
  z.object({
    seen: seenField,
    rejection: choiceField(valuesOf(rejectionReasons), { missing: 'Choose why you reject this place' }),
  }),
);

const reject: Press = async ({ deps, actor }, placeId, fields) => {
  const form = parseForm(Rejection, fields);
  if (!form.ok) return toPutRight(form);
  const { seen, rejection } = form.value;
  const reason = textOfReason(rejectionReasons, rejection);
  const outcome = await rejectPlace(deps, { placeId, seen, reason }, actor);
  return outcome.ok ? { ok: true, value: 'rejected' } : answerOf(fields, outcome);
};

const confirm: Press = async ({ deps, actor }, placeId, fields) => {
  const form = parseForm(Seen, fields);
  if (!form.ok) return toPutRight(form);
  const outcome = await confirmWaiting(deps, { placeId, seen: form.value.seen }, actor);
  return outcome.ok ? { ok: true, value: 'waits-on' } : answerOf(fields, outcome);
};
