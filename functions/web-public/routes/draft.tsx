import { type Context, Hono } from 'hono';
import * as z from 'zod';
import { referenceOf } from '../../../shared/domain/referral.ts';
import { csrfTokenFor, forgetForms } from '../../../shared/web/csrf.ts';
import { lineField } from '../../../shared/web/form-fields.ts';
import {
  emptyForm,
  type FormFields,
  type FormState,
  parseForm,
  readForm,
  refuseField,
} from '../../../shared/web/forms.ts';
import type { WebEnv } from '../../../shared/web/web-env.ts';
import { ReferCodePage } from '../pages/refer-code.tsx';
import { ReferDeletedPage, ReferDeletePage, ReferStoppedPage } from '../pages/refer-end.tsx';
import { ReferResumePage } from '../pages/refer-resume.tsx';
import { type PublicDeps, shellOf } from '../public-deps.ts';
import { nextPath } from '../steps/flow.ts';
import { discardVisit, findSent, findVisit, leaveVisit, resumeVisit } from '../visit.ts';
import { sendBack } from './send-back.ts';

const Code = z.lazy(() => z.object({ code: lineField({ missing: 'Enter your code', max: 60 }) }));

const unknownCode =
  'We cannot find answers under this code. Please check each letter and number. They may also have been deleted, because the time was over';

/** What a person does with answers that are saved but not sent: see the code, stop, come back, delete. */
export function createDraftRoutes(deps: PublicDeps): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  const shell = shellOf(deps);
  routes.get('/code', async (c) => {
    const found = await findVisit(c, deps);
    if (found.kind !== 'open') return sendBack(c, found);
    const { code, answers } = found.visit;
    return c.html(
      <ReferCodePage shell={shell} csrfToken={csrfTokenFor(c, 'visit')} code={code} next={nextPath(answers)} />,
    );
  });
  routes.post('/stop', (c) => {
    leaveVisit(c);
    forgetForms(c);
    return c.redirect('/refer/stopped', 303);
  });
  routes.get('/stopped', (c) => c.html(<ReferStoppedPage shell={shell} />));
  routes.get('/delete', async (c) => {
    const found = await findVisit(c, deps);
    if (found.kind !== 'open') return sendBack(c, found);
    return c.html(<ReferDeletePage shell={shell} csrfToken={csrfTokenFor(c, 'visit')} />);
  });
  routes.post('/delete', async (c) => {
    await discardVisit(c, deps);
    return c.redirect('/refer/deleted', 303);
  });
  routes.get('/deleted', (c) => c.html(<ReferDeletedPage shell={shell} />));
  addResume(routes, deps);
  return routes;
}

function addResume(routes: Hono<WebEnv>, deps: PublicDeps): void {
  const common = (c: Context<WebEnv>, fields: FormFields = {}) => ({
    shell: shellOf(deps),
    csrfToken: csrfTokenFor(c, 'visit'),
    stamp: deps.watch.stampFor(c, fields),
  });
  const again = (c: Context<WebEnv>, form: FormState) =>
    c.html(<ReferResumePage {...common(c, form.values)} form={form} />, 422);
  routes.get('/resume', (c) =>
    c.html(<ReferResumePage {...common(c)} form={emptyForm} afterPause={c.req.query('after') === 'pause'} />),
  );
  routes.post('/resume', deps.doors('code'), async (c) => {
    const fields = await readForm(c);
    const complaint = deps.watch.complaintAbout(c, fields);
    if (complaint !== undefined) return again(c, refuseField(fields, '', complaint));
    const form = parseForm(Code, fields);
    if (!form.ok) return again(c, form);
    const answers = await resumeVisit(c, deps, form.value.code);
    if (answers !== undefined) return c.redirect(nextPath(answers), 303);
    const sent = await findSent(deps, form.value.code);
    if (sent !== undefined) {
      return c.html(<ReferResumePage {...common(c)} form={emptyForm} sentAs={referenceOf(sent.value.id)} />);
    }
    return again(c, refuseField(fields, 'code', unknownCode));
  });
}
