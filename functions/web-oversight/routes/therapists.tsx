import { Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import * as z from 'zod';
import { TherapistId } from '../../../events/values.ts';
import { readIdentity } from '../../../shared/commands/read-identity.ts';
import { forArea } from '../../../shared/staff/for-area.tsx';
import { refused } from '../../../shared/staff/form-answers.ts';
import { addWayBack } from '../../../shared/staff/sensitive-step.ts';
import type { StaffDeps } from '../../../shared/staff/staff-deps.ts';
import { show, showDone, showMissing, type Visit } from '../../../shared/staff/visit.ts';
import { therapistPath } from '../../../shared/staff/words/references.ts';
import { choiceField } from '../../../shared/web/form-fields.ts';
import { emptyForm, parseForm, readForm } from '../../../shared/web/forms.ts';
import type { WebEnv } from '../../../shared/web/web-env.ts';
import { type MembershipActionName, membershipActions } from '../membership-actions.ts';
import { TherapistPage, type TherapistPageProps } from '../pages/therapist-page.tsx';
import { therapistPurposes } from '../therapist-purposes.ts';
import { add, apply, showAddForm, showApplicationForm } from './add-therapist.tsx';
import { showTherapists } from './list-therapists.tsx';

const aPage = 50;
/** Lines of history on one page. */
const historyLines = 30;

/** The therapists. */
export function createTherapistRoutes(deps: StaffDeps): Hono<WebEnv> {
  const routes = new Hono<WebEnv>()
    .get('/therapists', forArea(deps, 'therapists', showTherapists))
    .get('/therapists/new', forArea(deps, 'add-therapist', showAddForm))
    .post('/therapists/new', forArea(deps, 'add-therapist', add))
    .get('/therapists/application', forArea(deps, 'add-therapist', showApplicationForm))
    .post('/therapists/application', forArea(deps, 'add-therapist', apply))
    .get(
      '/therapists/:therapist',
      forArea(deps, 'therapists', (visit) => showTherapist(visit)),
    )
    .post('/therapists/:therapist/contact', forArea(deps, 'therapists', showContact));
  for (const name of Object.keys(membershipActions) as MembershipActionName[]) {
    routes.post(`/therapists/:therapist/${name}`, forArea(deps, 'therapists', press(name)));
  }
  for (const button of ['contact', ...Object.keys(membershipActions)]) {
    addWayBack(routes, deps, { button: `/therapists/:therapist/${button}`, area: 'therapists', page: pageIn });
  }
  return routes;
}

const idIn = (visit: Visit): TherapistId | undefined => TherapistId.safeParse(visit.c.req.param('therapist')).data;

const pageIn = (visit: Visit) => {
  const id = idIn(visit);
  return id && therapistPath(id);
};

/** One step on a membership; what somebody else did in the meantime is on the page that says so. */
const press =
  (name: MembershipActionName) =>
  async (visit: Visit): Promise<Response> => {
    const therapist = await find(visit);
    if (therapist === undefined) return showMissing(visit);
    const { press: run, done } = membershipActions[name];
    const answer = await run(visit.deps, therapist, await readForm(visit.c), visit.actor);
    if (answer.ok) return showDone(visit, therapistPath(therapist.value.id), done);
    const tried = { name, form: answer.form };
    return showTherapist(visit, { form: emptyForm, details: undefined, tried }, answer.status);
  };

const find = async (visit: Visit) => {
  const id = idIn(visit);
  return id === undefined ? undefined : visit.deps.store.get('therapist', id);
};

async function showTherapist(
  visit: Visit,
  more: Pick<TherapistPageProps, 'form' | 'details' | 'tried'> = { form: emptyForm, details: undefined },
  status: ContentfulStatusCode = 200,
): Promise<Response> {
  const therapist = await find(visit);
  if (therapist === undefined) return showMissing(visit);
  const { id } = therapist.value;
  const [clients, history] = await Promise.all([
    visit.deps.store.list('allocation', `clients/${id}`, { limit: aPage }),
    visit.deps.store.history(`therapist/${id}`, {
      limit: historyLines,
      newestFirst: true,
      after: visit.c.req.query('before'),
    }),
  ]);
  const file = { clients: clients.items, history };
  return show(visit, <TherapistPage visit={visit} therapist={therapist} {...file} {...more} />, status);
}

/** A therapist's name and number, for one purpose, once; the reading stands in the therapist's history. */
async function showContact(visit: Visit): Promise<Response> {
  const { deps, actor, c } = visit;
  const therapist = await find(visit);
  if (therapist === undefined) return showMissing(visit);
  const fields = await readForm(c);
  const form = parseForm(
    z.object({
      purpose: choiceField(therapistPurposes(actor), { missing: 'Choose what you need the contact details for' }),
    }),
    fields,
  );
  if (!form.ok) return showTherapist(visit, { form, details: undefined }, 422);
  const { purpose } = form.value;
  const { id, personId } = therapist.value;
  const read = await readIdentity(deps, { personId, about: `therapist/${id}`, purpose }, actor);
  if (read.ok) return showTherapist(visit, { form: emptyForm, details: { purpose, fields: read.value } });
  const { form: again, status } = refused(fields, read.refusal);
  return showTherapist(visit, { form: again, details: undefined }, status);
}
