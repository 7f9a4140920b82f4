import type { Context, Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import * as z from 'zod';
import { announceLeaving, stayAfterAll } from '../../shared/commands/membership.ts';
import { asTherapist } from '../../shared/domain/answer-offer.ts';
import { textOfReason, valuesOf } from '../../shared/staff/words/reasons.ts';
import { csrfTokenFor } from '../../shared/web/csrf.ts';
import { choiceField } from '../../shared/web/form-fields.ts';
import { emptyForm, type FormState, parseForm, readForm } from '../../shared/web/forms.ts';
import type { WebEnv } from '../../shared/web/web-env.ts';
import { therapistOf } from './own-page.ts';
import { LeavePage, ownReasons } from './pages/leave.tsx';
import type { PortalDeps, SharedPages } from './portal-deps.ts';

const Leaving = z.lazy(() =>
  z.object({ reason: choiceField(valuesOf(ownReasons), { missing: 'Choose why you leave' }) }),
);

/** A therapist says that they leave the service, or that they stay after all; behind the link to their own pages. */
export function addLeaveRoutes(app: Hono<WebEnv>, deps: PortalDeps, { sayNo }: SharedPages): void {
  const show = async (c: Context<WebEnv>, form: FormState = emptyForm, status: ContentfulStatusCode = 200) => {
    const id = await therapistOf(deps, c);
    if (!id.ok) return sayNo(c, id.refusal, 'record-sessions');
    const therapist = await deps.store.get('therapist', id.value);
    if (therapist === undefined) return c.redirect('/portal', 303);
    const { settings, assets } = deps;
    const { state, leavingSince, clients } = therapist.value;
    const stands = { hasLeft: state === 'left', leavingSince, clients };
    return c.html(
      <LeavePage {...{ settings, assets, form, ...stands }} csrfToken={csrfTokenFor(c, 'visit')} />,
      status,
    );
  };

  app.get('/portal/leave', (c) => show(c));

  app.post('/portal/leave', async (c) => {
    const id = await therapistOf(deps, c);
    if (!id.ok) return sayNo(c, id.refusal, 'record-sessions');
    const form = parseForm(Leaving, await readForm(c));
    if (!form.ok) return show(c, form, 422);
    const why = textOfReason(ownReasons, form.value.reason);
    const said = await announceLeaving(deps, { therapistId: id.value, why }, asTherapist(id.value));
    // Said twice, or written down by the office already: the page tells how it stands.
    return said.ok || said.refusal.passed
      ? c.redirect('/portal/leave', 303)
      : sayNo(c, said.refusal, 'record-sessions');
  });

  app.post('/portal/leave/stay', async (c) => {
    const id = await therapistOf(deps, c);
    if (!id.ok) return sayNo(c, id.refusal, 'record-sessions');
    const stayed = await stayAfterAll(deps, id.value, asTherapist(id.value));
    return stayed.ok || stayed.refusal.passed
      ? c.redirect('/portal/leave', 303)
      : sayNo(c, stayed.refusal, 'record-sessions');
  });
}
