import { Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import * as z from 'zod';
import { giveOwnCode } from '../../../shared/commands/own-code.ts';
import { readIdentity } from '../../../shared/commands/read-identity.ts';
import { forArea } from '../../../shared/staff/for-area.tsx';
import { refused, seenField } from '../../../shared/staff/form-answers.ts';
import { type CaseFile, loadCaseFile } from '../../../shared/staff/queries/case-file.ts';
import { addSensitiveStep, addWayBack } from '../../../shared/staff/sensitive-step.ts';
import type { StaffDeps } from '../../../shared/staff/staff-deps.ts';
import { show, showDone, showMissing, type Visit } from '../../../shared/staff/visit.ts';
import { casePath } from '../../../shared/staff/words/references.ts';
import { choiceField, tickedField } from '../../../shared/web/form-fields.ts';
import { emptyForm, parseForm, readForm, refuseField } from '../../../shared/web/forms.ts';
import type { WebEnv } from '../../../shared/web/web-env.ts';
import { type CaseActionName, caseActions } from '../case-actions.ts';
import { personFor, purposesFor } from '../offered-actions.ts';
import { CasePage, type CasePageProps } from '../pages/case/case-page.tsx';
import { FindPage } from '../pages/find-page.tsx';
import { findByReference } from '../queries/find-by-reference.ts';

/** Steps on a case that pay at once: for whoever signed in lately, or has just done so again. */
const paying: ReadonlySet<CaseActionName> = new Set(['review-session']);

/** Lines of history on one page. */
const historyLines = 30;

/** One case, and every step that is taken on its page. */
export function createCaseRoutes(deps: StaffDeps): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  routes.get(
    '/find',
    forArea(deps, 'find', (visit) => show(visit, <FindPage visit={visit} form={emptyForm} />)),
  );
  routes.post('/find', forArea(deps, 'find', find));
  routes.get('/cases/:case', forArea(deps, 'cases', withCase(showCase)));
  for (const name of Object.keys(caseActions) as CaseActionName[]) {
    const step = { button: `/cases/:case/${name}`, area: 'cases', page: pageIn } as const;
    if (paying.has(name)) {
      addSensitiveStep(routes, deps, { ...step, press: withCase(press(name)) });
      continue;
    }
    routes.post(step.button, forArea(deps, step.area, withCase(press(name))));
    addWayBack(routes, deps, step);
  }
  routes.post('/cases/:case/contact', forArea(deps, 'cases', withCase(showContact)));
  addWayBack(routes, deps, { button: '/cases/:case/contact', area: 'cases', page: pageIn });
  addSensitiveStep(routes, deps, {
    button: '/cases/:case/own-code',
    area: 'cases',
    page: pageIn,
    press: withCase(showOwnCode),
  });
  return routes;
}

const pageIn = async ({ c, deps }: Visit) => {
  const file = await loadCaseFile(deps.store, c.req.param('case'));
  return file && casePath(file.referral.value.id);
};

const withCase =
  (handle: (visit: Visit, file: CaseFile) => Promise<Response>) =>
  async (visit: Visit): Promise<Response> => {
    const file = await loadCaseFile(visit.deps.store, visit.c.req.param('case'));
    return file === undefined ? showMissing(visit) : handle(visit, file);
  };

async function find(visit: Visit): Promise<Response> {
  const { reference } = await readForm(visit.c);
  const typed = typeof reference === 'string' ? reference : '';
  const { store, settings } = visit.deps;
  const path = await findByReference(store, visit.actor, settings.pool.id, typed);
  if (path !== undefined) return visit.c.redirect(path, 303);
  const words =
    'There is nothing with this reference that you may open. Check each letter and number, like SP-4F7KQ-2MH8C';
  return show(visit, <FindPage visit={visit} form={refuseField({ reference: typed }, 'reference', words)} />, 404);
}

async function showCase(
  visit: Visit,
  file: CaseFile,
  more: Pick<CasePageProps, 'tried' | 'details' | 'ownCode'> = {},
  status: ContentfulStatusCode = 200,
): Promise<Response> {
  const history = await visit.deps.store.history(`referral/${file.referral.value.id}`, {
    limit: historyLines,
    newestFirst: true,
    after: visit.c.req.query('before'),
  });
  return show(visit, <CasePage visit={visit} file={file} history={history} {...more} />, status);
}

/** As it is now: what somebody else did in the meantime is on the page that says so. */
async function showAgain(
  visit: Visit,
  {
    ok: _,
    status,
    ...tried
  }: { readonly name: NonNullable<CasePageProps['tried']>['name'] } & ReturnType<typeof refused>,
): Promise<Response> {
  const file = await loadCaseFile(visit.deps.store, visit.c.req.param('case'));
  return file === undefined ? showMissing(visit) : showCase(visit, file, { tried }, status);
}

const press =
  (name: CaseActionName) =>
  async (visit: Visit, file: CaseFile): Promise<Response> => {
    const { deps, actor, c } = visit;
    const answer = await caseActions[name].press(deps, file, await readForm(c), actor);
    if (answer.ok) return showDone(visit, casePath(file.referral.value.id), caseActions[name].done);
    return showAgain(visit, { name, ...answer });
  };

/** Contact details for one purpose, once: the reading is in the history before anything is opened. */
async function showContact(visit: Visit, file: CaseFile): Promise<Response> {
  const { deps, actor, c } = visit;
  const fields = await readForm(c);
  const offered = purposesFor(file, actor);
  const form = parseForm(
    z.object({ purpose: choiceField(offered, { missing: 'Choose what you need the contact details for' }) }),
    fields,
  );
  if (!form.ok) return showAgain(visit, { name: 'contact', ok: false, form, status: 422 });
  const { purpose } = form.value;
  const personId = personFor(file, purpose);
  if (personId === undefined) return showMissing(visit);
  const about = `referral/${file.referral.value.id}` as const;
  const read = await readIdentity(deps, { personId, about, purpose }, actor);
  if (!read.ok) return showAgain(visit, { name: 'contact', ...refused(fields, read.refusal) });
  return showCase(visit, file, { details: { purpose, fields: read.value } });
}

const OwnCodeForm = z.lazy(() =>
  z.object({
    seen: seenField,
    speaking: tickedField({ missing: 'Tick the box if you are speaking with the person, and they want a code' }),
  }),
);

/** A code for who was referred, in the answer to the form only: it can be had again by nobody, only replaced. */
async function showOwnCode(visit: Visit, file: CaseFile): Promise<Response> {
  const { deps, actor, c } = visit;
  const fields = await readForm(c);
  const form = parseForm(OwnCodeForm, fields);
  if (!form.ok) return showAgain(visit, { name: 'own-code', ok: false, form, status: 422 });
  const given = await giveOwnCode(deps, { referralId: file.referral.value.id, seen: form.value.seen }, actor);
  if (!given.ok) return showAgain(visit, { name: 'own-code', ...refused(fields, given.refusal) });
  const after = await loadCaseFile(deps.store, c.req.param('case'));
  return showCase(visit, after ?? file, { ownCode: given.value });
}
