import type { Context, Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import * as z from 'zod';
import { askAgainAfter } from '../../shared/commands/answer-offer.ts';
import { localDay } from '../../shared/domain/office-days.ts';
import { csrfTokenFor } from '../../shared/web/csrf.ts';
import { dateField } from '../../shared/web/form-fields.ts';
import { emptyForm, type FormState, parseForm, readForm, refuseField } from '../../shared/web/forms.ts';
import type { WebEnv } from '../../shared/web/web-env.ts';
import { keptToken } from './links.ts';
import { therapistOf } from './own-page.ts';
import { WhenToAskPage } from './pages/when-to-ask.tsx';
import type { PortalDeps, SharedPages } from './portal-deps.ts';
import { dayRefusal } from './refusal-words.ts';

const Rest = z.object({
  again: dateField({
    missing: 'Enter the day after which we may ask you again',
    wrong: 'Enter a day, like 27 3 2027',
  }),
});

/** Whether a therapist wants to be offered new clients, behind the link to their own pages. */
export function addRestRoutes(app: Hono<WebEnv>, deps: PortalDeps, { sayNo }: SharedPages): void {
  const show = async (c: Context<WebEnv>, form: FormState = emptyForm, status: ContentfulStatusCode = 200) => {
    const id = await therapistOf(deps, c);
    if (!id.ok) return sayNo(c, id.refusal, 'record-sessions');
    const after = (await deps.store.get('therapist', id.value))?.value.askAgainAfter;
    const isOver = after === undefined || after < localDay(deps.now(), deps.settings.office);
    const restsThrough = isOver ? undefined : after;
    const { settings, assets } = deps;
    const csrfToken = csrfTokenFor(c, 'visit');
    return c.html(<WhenToAskPage {...{ settings, assets, restsThrough, form, csrfToken }} />, status);
  };

  app.get('/portal/when-to-ask', (c) => show(c));

  app.post('/portal/when-to-ask', async (c) => {
    const fields = await readForm(c);
    const form = parseForm(Rest, fields);
    if (!form.ok) return show(c, form, 422);
    const kept = await askAgainAfter(deps, keptToken(c, 'record-sessions'), form.value.again);
    if (kept.ok) return c.redirect('/portal/when-to-ask', 303);
    return kept.refusal.code === 'invalid'
      ? show(c, refuseField(fields, 'again', dayRefusal(kept.refusal)), 422)
      : sayNo(c, kept.refusal, 'record-sessions');
  });

  app.post('/portal/when-to-ask/end', async (c) => {
    const ended = await askAgainAfter(deps, keptToken(c, 'record-sessions'), undefined);
    return ended.ok ? c.redirect('/portal/when-to-ask', 303) : sayNo(c, ended.refusal, 'record-sessions');
  });
}
