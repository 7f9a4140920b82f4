import { type Context, Hono } from 'hono';
import * as z from 'zod';
import { ConcernId } from '../../../events/values.ts';
import { tellOfConcern } from '../../../shared/commands/concern.ts';
import { csrfTokenFor } from '../../../shared/web/csrf.ts';
import { choiceField, lineField, phoneField } from '../../../shared/web/form-fields.ts';
import { type FormState, fillForm, parseForm, readForm, refuseField } from '../../../shared/web/forms.ts';
import type { WebEnv } from '../../../shared/web/web-env.ts';
import { YoungPersonPage, YoungPersonToldPage } from '../pages/young-person.tsx';
import { type PublicDeps, shellOf } from '../public-deps.ts';

const Told = z.lazy(() =>
  z.object({
    concern: ConcernId,
    kind: choiceField(['under-18', 'child-at-risk'], { missing: 'Choose what it is about' }),
    name: lineField({ missing: 'Enter your name', max: 100 }),
    organisation: lineField({ missing: 'Enter the organisation that you work for', max: 150 }),
    phone: phoneField({
      missing: 'Enter a telephone number where we reach you',
      wrong: 'Enter a telephone number like 0113 496 0000',
    }),
  }),
);

/** A professional tells the safeguarding lead of a young person, or of a child who may be at risk. */
export function createYoungPersonRoutes(deps: PublicDeps): Hono<WebEnv> {
  const routes = new Hono<WebEnv>();
  const page = (c: Context<WebEnv>, form: FormState) => (
    <YoungPersonPage
      shell={shellOf(deps)}
      csrfToken={csrfTokenFor(c, 'visit')}
      stamp={deps.watch.stampFor(c, form.values)}
      form={form}
    />
  );
  routes.get('/young-person', (c) => c.html(page(c, fillForm({ concern: deps.newId('cnc', 16) }))));
  routes.post('/young-person', deps.doors('referral'), async (c) => {
    const fields = await readForm(c);
    const complaint = deps.watch.complaintAbout(c, fields);
    if (complaint !== undefined) return c.html(page(c, refuseField(fields, '', complaint)), 422);
    // Minted with the page, so that a form sent twice is one concern; a page without one gets one.
    const known = ConcernId.safeParse(fields.concern);
    const form = parseForm(Told, { ...fields, concern: known.success ? known.data : deps.newId('cnc', 16) });
    if (!form.ok) return c.html(page(c, form), 422);
    const { concern: concernId, kind, ...professional } = form.value;
    const told = await tellOfConcern(deps, { concernId, kind, professional });
    if (told.ok) return c.redirect('/refer/young-person/told', 303);
    const message = 'This was not saved, because the service is very busy. Please press the button once more';
    return c.html(page(c, refuseField(fields, '', message)), 409);
  });
  routes.get('/young-person/told', (c) => c.html(<YoungPersonToldPage shell={shellOf(deps)} />));
  return routes;
}
