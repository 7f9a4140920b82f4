import { Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import * as z from 'zod';
import { ConcernId, ReferralId } from '../../../events/values.ts';
import { acknowledgeConcern, decideConcern, liftHold, raiseConcern } from '../../../shared/commands/concern.ts';
import { readIdentity } from '../../../shared/commands/read-identity.ts';
import { Authority, ConcernKind } from '../../../shared/domain/concern.ts';
import type { Versioned } from '../../../shared/domain/decision.ts';
import { forArea } from '../../../shared/staff/for-area.tsx';
import { refused, seenField, withFreshId } from '../../../shared/staff/form-answers.ts';
import { addWayBack } from '../../../shared/staff/sensitive-step.ts';
import type { StaffDeps } from '../../../shared/staff/staff-deps.ts';
import { show, showDone, showMissing, type Visit } from '../../../shared/staff/visit.ts';
import {
  concernDecisions,
  concernGrounds,
  liftReasons,
  textOfReason,
  valuesOf,
} from '../../../shared/staff/words/reasons.ts';
import { casePath, concernPath } from '../../../shared/staff/words/references.ts';
import { choiceField, choicesField } from '../../../shared/web/form-fields.ts';
import { emptyForm, type FormState, fillForm, parseForm, readForm } from '../../../shared/web/forms.ts';
import type { WebEnv } from '../../../shared/web/web-env.ts';
import { ConcernPage, type ConcernPageProps } from '../pages/concern-page.tsx';
import { ConcernsPage } from '../pages/concerns-page.tsx';
import { RaiseConcernPage } from '../pages/raise-concern-page.tsx';
import { readConcerns } from '../queries/concerns.ts';

const historyLines = 30;

/** Concerns: whoever works with cases raises one; the safeguarding desk sees to it. */
export function createConcernRoutes(deps: StaffDeps): Hono<WebEnv> {
  const routes = new Hono<WebEnv>()
    .get('/concerns', forArea(deps, 'concerns', showConcerns))
    .get('/concerns/new', forArea(deps, 'raise-concern', showRaise))
    .post('/concerns/new', forArea(deps, 'raise-concern', raise))
    .get('/concerns/:concern', forArea(deps, 'concerns', withConcern(showConcern)))
    .post('/concerns/:concern/acknowledge', forArea(deps, 'concerns', withConcern(acknowledge)))
    .post('/concerns/:concern/decide', forArea(deps, 'concerns', withConcern(decide)))
    .post('/concerns/:concern/lift-hold', forArea(deps, 'concerns', withConcern(lift)))
    .post('/concerns/:concern/contact', forArea(deps, 'concerns', withConcern(showContact)));
  for (const step of ['acknowledge', 'decide', 'lift-hold', 'contact']) {
    addWayBack(routes, deps, { button: `/concerns/:concern/${step}`, area: 'concerns', page: pageIn });
  }
  return routes;
}

type Found = Versioned<'concern'>;

const idIn = ({ c }: Visit): ConcernId | undefined => ConcernId.safeParse(c.req.param('concern')).data;

const pageIn = (visit: Visit) => {
  const id = idIn(visit);
  return id && concernPath(id);
};

const find = async (visit: Visit): Promise<Found | undefined> => {
  const id = idIn(visit);
  return id === undefined ? undefined : visit.deps.store.get('concern', id);
};

const withConcern =
  (handle: (visit: Visit, concern: Found) => Promise<Response>) =>
  async (visit: Visit): Promise<Response> => {
    const concern = await find(visit);
    return concern === undefined ? showMissing(visit) : handle(visit, concern);
  };

async function showConcerns(visit: Visit): Promise<Response> {
  return show(visit, <ConcernsPage visit={visit} concerns={await readConcerns(visit.deps.store)} />);
}

async function showConcern(
  visit: Visit,
  concern: Found,
  more: Pick<ConcernPageProps, 'form' | 'details'> = { form: emptyForm },
  status: ContentfulStatusCode = 200,
): Promise<Response> {
  const page = { limit: historyLines, newestFirst: true, after: visit.c.req.query('before') };
  const history = await visit.deps.store.history(`concern/${concern.value.id}`, page);
  return show(visit, <ConcernPage visit={visit} concern={concern} history={history} {...more} />, status);
}

/** As it is now: what somebody else did in the meantime is on the page that says so. */
async function showAgain(visit: Visit, concern: Found, form: FormState, status: ContentfulStatusCode) {
  return showConcern(visit, (await find(visit)) ?? concern, { form }, status);
}

const Seen = z.lazy(() => z.object({ seen: seenField }));

async function acknowledge(visit: Visit, concern: Found): Promise<Response> {
  const fields = await readForm(visit.c);
  const form = parseForm(Seen, fields);
  if (!form.ok) return showAgain(visit, concern, form, 422);
  const { id } = concern.value;
  const done = await acknowledgeConcern(visit.deps, { concernId: id, seen: form.value.seen }, visit.actor);
  if (done.ok) return showDone(visit, concernPath(id), 'concern-acknowledged');
  const { form: again, status } = refused(fields, done.refusal);
  return showAgain(visit, concern, again, status);
}

const Decided = z.lazy(() =>
  z.object({
    seen: seenField,
    decision: choiceField(valuesOf(concernDecisions), { missing: 'Choose what was decided' }),
    because: choiceField(valuesOf(concernGrounds), { missing: 'Choose why it was decided so' }),
    told: choicesField(Authority.options, {}),
  }),
);

async function decide(visit: Visit, concern: Found): Promise<Response> {
  const fields = await readForm(visit.c);
  const form = parseForm(Decided, fields);
  if (!form.ok) return showAgain(visit, concern, form, 422);
  const { seen, decision, because, told } = form.value;
  const { id } = concern.value;
  const what = {
    decision: textOfReason(concernDecisions, decision),
    because: textOfReason(concernGrounds, because),
    told,
  };
  const done = await decideConcern(visit.deps, { concernId: id, seen, ...what }, visit.actor);
  if (done.ok) return showDone(visit, concernPath(id), 'concern-decided');
  const { form: again, status } = refused(fields, done.refusal);
  return showAgain(visit, concern, again, status);
}

const Lifted = z.lazy(() =>
  z.object({
    seen: seenField,
    'lift-reason': choiceField(valuesOf(liftReasons), { missing: 'Choose why it need not be kept longer' }),
  }),
);

async function lift(visit: Visit, concern: Found): Promise<Response> {
  const fields = await readForm(visit.c);
  const form = parseForm(Lifted, fields);
  if (!form.ok) return showAgain(visit, concern, form, 422);
  const { id } = concern.value;
  const why = textOfReason(liftReasons, form.value['lift-reason']);
  const done = await liftHold(visit.deps, { concernId: id, seen: form.value.seen, why }, visit.actor);
  if (done.ok) return showDone(visit, concernPath(id), 'hold-lifted-on-records');
  const { form: again, status } = refused(fields, done.refusal);
  return showAgain(visit, concern, again, status);
}

/** Who is to be called back, once; the reading stands in the history of the concern before anything is opened. */
async function showContact(visit: Visit, concern: Found): Promise<Response> {
  const { deps, actor, c } = visit;
  const { id, teller } = concern.value;
  if (teller.from !== 'professional') return showMissing(visit);
  const fields = await readForm(c);
  const missing = 'Choose what you need the contact details for';
  const form = parseForm(z.object({ purpose: choiceField(['safeguarding'], { missing }) }), fields);
  if (!form.ok) return showAgain(visit, concern, form, 422);
  const { purpose } = form.value;
  const read = await readIdentity(deps, { personId: teller.personId, about: `concern/${id}`, purpose }, actor);
  if (read.ok) return showConcern(visit, concern, { form: emptyForm, details: { purpose, fields: read.value } });
  const { form: again, status } = refused(fields, read.refusal);
  return showAgain(visit, concern, again, status);
}

/** The case that the address, or the form, names. */
const caseNamed = async ({ deps }: Visit, given: unknown): Promise<ReferralId | undefined> => {
  const id = ReferralId.safeParse(given);
  return id.success && (await deps.store.get('referral', id.data)) !== undefined ? id.data : undefined;
};

async function showRaise(visit: Visit): Promise<Response> {
  const referralId = await caseNamed(visit, visit.c.req.query('case'));
  if (referralId === undefined) return showMissing(visit);
  const form = fillForm({ concern: visit.deps.newId('cnc') });
  return show(visit, <RaiseConcernPage visit={visit} referralId={referralId} form={form} />);
}

const Raised = z.lazy(() =>
  z.object({
    concern: ConcernId,
    kind: choiceField(ConcernKind.options, { missing: 'Choose what you are worried about' }),
  }),
);

async function raise(visit: Visit): Promise<Response> {
  const { deps, actor, c } = visit;
  const fields = await readForm(c);
  const referralId = await caseNamed(visit, fields.case);
  if (referralId === undefined) return showMissing(visit);
  const again = (form: FormState, status: ContentfulStatusCode) =>
    show(visit, <RaiseConcernPage visit={visit} referralId={referralId} form={form} />, status);
  const stale = withFreshId(fields, 'concern', ConcernId, () => deps.newId('cnc'));
  if (stale !== undefined) return again(stale, 422);
  const form = parseForm(Raised, fields);
  if (!form.ok) return again(form, 422);
  const { concern: concernId, kind } = form.value;
  const done = await raiseConcern(deps, { concernId, kind, referralId }, actor);
  if (done.ok) return showDone(visit, casePath(referralId), 'concern-raised');
  const { form: refusedForm, status } = refused(fields, done.refusal);
  return again(refusedForm, status);
}
