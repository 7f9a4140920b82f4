import { type Context, Hono } from 'hono';
import * as z from 'zod';
import { submitReferral } from '../../../shared/commands/refer.ts';
import { csrfTokenFor } from '../../../shared/web/csrf.ts';
import { choiceField } from '../../../shared/web/form-fields.ts';
import { emptyForm, type FormState, fillForm, parseForm, readForm, refuseField } from '../../../shared/web/forms.ts';
import type { WebEnv } from '../../../shared/web/web-env.ts';
import { Who } from '../answers.ts';
import { findFigures } from '../figures.ts';
import { ReferAgePage } from '../pages/refer-age.tsx';
import { ReferCheckPage } from '../pages/refer-check.tsx';
import { ReferSentPage } from '../pages/refer-sent.tsx';
import { ReferStartPage } from '../pages/refer-start.tsx';
import { ReferStepPage } from '../pages/refer-step.tsx';
import { youngPersonPath } from '../pages/young-person.tsx';
import { type PublicDeps, shellOf } from '../public-deps.ts';
import { checkPath, isOpenTo, nextPath, startPathOf, steps } from '../steps/flow.ts';
import type { Step } from '../steps/step.ts';
import { toSubmission } from '../submission.ts';
import { beginVisit, discardVisit, findJustSent, findVisit, saveAnswer, type Visit } from '../visit.ts';
import { sendBack } from './send-back.ts';

const Age = z.lazy(() =>
  z.object({ adult: choiceField(['yes', 'no'], { missing: 'Choose yes if you are 18 or over, or no' }) }),
);

/** By which door somebody came, as the address of the first question and its form say. */
const doorIn = (given: unknown): Who | undefined => Who.safeParse(given).data;

/** Asking for help, from the first page to the reference. */
export function createReferRoutes(deps: PublicDeps): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  const shell = shellOf(deps);
  for (const door of Who.options) {
    const path = startPathOf(door).replace('/refer', '') || '/';
    routes.get(path, async (c) => {
      const figures = await findFigures(c, deps);
      return c.html(<ReferStartPage shell={shell} door={door} figures={figures} />);
    });
  }
  addAge(routes, deps);
  for (const step of steps) addStep(routes, deps, step);
  addCheck(routes, deps);
  routes.get('/sent', async (c) => {
    const sent = await findJustSent(c, deps);
    if (sent === undefined) return c.redirect('/status', 303);
    const csrfToken = csrfTokenFor(c, 'visit');
    return c.html(
      <ReferSentPage shell={shell} csrfToken={csrfToken} referral={sent.referral.value} code={sent.code} />,
    );
  });
  return routes;
}

function addAge(routes: Hono<WebEnv>, deps: PublicDeps): void {
  const page = (c: Context<WebEnv>, form: FormState, door: Who | undefined) => (
    <ReferAgePage
      shell={shellOf(deps)}
      csrfToken={csrfTokenFor(c, 'visit')}
      stamp={deps.watch.stampFor(c, form.values)}
      form={form}
      door={door}
    />
  );
  routes.get('/age', (c) => c.html(page(c, emptyForm, doorIn(c.req.query('for')))));
  routes.post('/age', deps.doors('referral'), async (c) => {
    const fields = await readForm(c);
    const door = doorIn(fields.for);
    const complaint = deps.watch.complaintAbout(c, fields);
    if (complaint !== undefined) return c.html(page(c, refuseField(fields, '', complaint), door), 422);
    const form = parseForm(Age, fields);
    if (!form.ok) return c.html(page(c, form, door), 422);
    if (form.value.adult === 'no') {
      await discardVisit(c, deps);
      return c.redirect(door === 'professional' ? youngPersonPath : '/young-people', 303);
    }
    const found = await findVisit(c, deps);
    if (found.kind === 'open') return c.redirect(nextPath(found.visit.answers), 303);
    const who = door === undefined ? {} : { who: door };
    await beginVisit(c, deps, { adult: true, privacyNotice: deps.settings.privacyNotice, ...who });
    return c.redirect('/refer/code', 303);
  });
}

function addStep(routes: Hono<WebEnv>, deps: PublicDeps, step: Step): void {
  const page = (c: Context<WebEnv>, { answers }: Visit, form: FormState) => {
    const csrfToken = csrfTokenFor(c, 'visit');
    return <ReferStepPage shell={shellOf(deps)} csrfToken={csrfToken} step={step} answers={answers} form={form} />;
  };
  routes.get(`/${step.slug}`, async (c) => {
    const found = await findVisit(c, deps);
    if (found.kind !== 'open') return sendBack(c, found);
    const { answers } = found.visit;
    if (!isOpenTo(answers, step)) return c.redirect(nextPath(answers), 303);
    return c.html(page(c, found.visit, fillForm(step.fill(answers))));
  });
  routes.post(`/${step.slug}`, async (c) => {
    const found = await findVisit(c, deps);
    if (found.kind !== 'open') return sendBack(c, found);
    const { visit } = found;
    if (!isOpenTo(visit.answers, step)) return c.redirect(nextPath(visit.answers), 303);
    const fields = await readForm(c);
    const form = step.read(visit.answers, fields, deps.settings);
    if (!form.ok) return c.html(page(c, visit, form), 422);
    const answers = await saveAnswer(deps, visit.code, form.value);
    if (answers !== undefined) return c.redirect(nextPath(answers), 303);
    const message = 'This was not saved, because something else was being saved. Please press “Continue” again';
    return c.html(page(c, visit, refuseField(fields, '', message)), 409);
  });
}

function addCheck(routes: Hono<WebEnv>, deps: PublicDeps): void {
  routes.get('/check', async (c) => {
    const found = await findVisit(c, deps);
    if (found.kind !== 'open') return sendBack(c, found);
    const { answers, code } = found.visit;
    if (toSubmission(answers, code) === undefined) return c.redirect(nextPath(answers), 303);
    return c.html(<ReferCheckPage shell={shellOf(deps)} csrfToken={csrfTokenFor(c, 'visit')} answers={answers} />);
  });
  routes.post('/check', async (c) => {
    const found = await findVisit(c, deps);
    // A doubled click: the first one has sent it already.
    if (found.kind === 'none' && (await findJustSent(c, deps)) !== undefined) return c.redirect('/refer/sent', 303);
    if (found.kind !== 'open') return sendBack(c, found);
    const submission = toSubmission(found.visit.answers, found.visit.code);
    if (submission === undefined) return c.redirect(nextPath(found.visit.answers), 303);
    const submitted = await submitReferral(deps, submission);
    if (submitted.ok) return c.redirect('/refer/sent', 303);
    return c.redirect(submitted.refusal.passed ? '/refer' : checkPath, 303);
  });
}
