import { type Context, Hono } from 'hono';
import * as z from 'zod';
import { withdrawReferral } from '../../../shared/commands/intake.ts';
import { type FoundByCode, findByCode } from '../../../shared/commands/refer.ts';
import { placeIdOf } from '../../../shared/domain/place.ts';
import { csrfTokenFor, forgetForms } from '../../../shared/web/csrf.ts';
import { lineField } from '../../../shared/web/form-fields.ts';
import { emptyForm, type FormState, parseForm, readForm, refuseField } from '../../../shared/web/forms.ts';
import type { WebEnv } from '../../../shared/web/web-env.ts';
import { findFigures } from '../figures.ts';
import { type HeldCode, StatusFormPage, StatusPage, WithdrawnPage } from '../pages/status.tsx';
import { type StatusView, statusView } from '../pages/status-view.ts';
import { mayBeCalled } from '../pages/status-words.ts';
import { type PublicDeps, shellOf } from '../public-deps.ts';
import { leaveVisit } from '../visit.ts';

const Held = z.lazy(() =>
  z.object({
    reference: lineField({ missing: 'Enter your reference', max: 60 }),
    code: lineField({ missing: 'Enter your access code', max: 60 }),
  }),
);

const wrong = 'We cannot find a request with this reference and access code. Please check both';

type Found =
  | { readonly ok: true; readonly held: HeldCode; readonly found: FoundByCode }
  | { readonly ok: false; readonly form: FormState };

/** Where a request stands, and taking it back, for whoever holds its reference and code. */
export function createStatusRoutes(deps: PublicDeps): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  const door = deps.doors('code');
  const common = (c: Context<WebEnv>) => ({ shell: shellOf(deps), csrfToken: csrfTokenFor(c, 'visit') });
  const asked = (c: Context<WebEnv>, form: FormState) => (
    <StatusFormPage {...common(c)} stamp={deps.watch.stampFor(c, form.values)} form={form} />
  );
  const refused = (c: Context<WebEnv>, form: FormState) => c.html(asked(c, form), 422);

  routes.get('/', (c) => c.html(asked(c, emptyForm)));
  // Somebody comes back to a page that was the answer to a form: it is gone, and typing the code again opens it.
  routes.get('/withdrawn', (c) => c.redirect('/status', 303));

  routes.post('/', door, async (c) => {
    const complaint = deps.watch.complaintAbout(c, await readForm(c));
    if (complaint !== undefined) return refused(c, refuseField(await readForm(c), '', complaint));
    const found = await findHeld(c, deps);
    if (!found.ok) return refused(c, found.form);
    const [view, figures] = await Promise.all([viewOf(deps, found.found), findFigures(c, deps)]);
    return c.html(<StatusPage {...common(c)} view={view} held={found.held} figures={figures} />);
  });

  routes.post('/withdrawn', door, async (c) => {
    const found = await findHeld(c, deps);
    if (!found.ok) return refused(c, found.form);
    const { referral, isTheirs } = found.found;
    const { id, personId } = referral.value;
    const done = await withdrawReferral(deps, id, { id: personId, roles: ['client'] });
    const after = (await deps.store.get('referral', id)) ?? referral;
    const view = await viewOf(deps, { referral: after, isTheirs });
    // Sent twice, it is taken back once; and closed before anybody told them, it looks the same.
    if (view.isWithdrawn) return c.html(<WithdrawnPage {...common(c)} isCalled={mayBeCalled(after.value)} />);
    const complaint = !done.ok && done.refusal.passed ? closedBefore : notSaved;
    const stands = { view, held: found.held, figures: await findFigures(c, deps) };
    return c.html(<StatusPage {...common(c)} {...stands} complaint={complaint} />, 409);
  });

  routes.post('/leave', (c) => {
    leaveVisit(c);
    forgetForms(c);
    return c.redirect('/refer/stopped', 303);
  });
  return routes;
}

const closedBefore = 'There was nothing to take back any more. This page now shows where things stand';
const notSaved =
  'The request was not taken back, because something else about it was being saved. Please press “Yes, take it back” again';

/** What the page shows of a request, with what has become of it. */
async function viewOf(deps: PublicDeps, { referral: { value }, isTheirs }: FoundByCode): Promise<StatusView> {
  const [place, search] = await Promise.all([
    deps.store.get('place', placeIdOf(value.id, value.turn)),
    deps.store.get('search', value.id),
  ]);
  const standing = { referral: value, place: place?.value, search: search?.value };
  return statusView(standing, deps.settings, deps.now(), isTheirs);
}

/** Wrong reference, wrong code or none: the same words after the same time. */
async function findHeld(c: Context<WebEnv>, deps: PublicDeps): Promise<Found> {
  const fields = await readForm(c);
  const form = parseForm(Held, fields);
  if (!form.ok) return { ok: false, form };
  const { reference, code } = form.value;
  const found = await findByCode(deps, reference, code);
  if (!found.ok) return { ok: false, form: refuseField(fields, 'reference', wrong) };
  return { ok: true, held: form.value, found: found.value };
}
