import type { Context, Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import * as z from 'zod';
import { ReferralId, SessionId } from '../../events/values.ts';
import { loadTherapy } from '../../shared/commands/load-therapy.ts';
import { correctSession, recordSession } from '../../shared/commands/sessions.ts';
import { endTherapy } from '../../shared/commands/therapy.ts';
import type { Allocation } from '../../shared/domain/allocation.ts';
import { asTherapist } from '../../shared/domain/answer-offer.ts';
import type { Outcome, Refusal } from '../../shared/domain/outcome.ts';
import type { LivingCase } from '../../shared/domain/place-life.ts';
import { isTimeForLate } from '../../shared/domain/record-late-session.ts';
import { SessionOutcome } from '../../shared/domain/session.ts';
import { correctionReasons } from '../../shared/domain/session-words.ts';
import { endReasons } from '../../shared/staff/words/reasons.ts';
import { BadCursor } from '../../shared/store/interface.ts';
import { csrfTokenFor } from '../../shared/web/csrf.ts';
import { choiceField, dateField } from '../../shared/web/form-fields.ts';
import { emptyForm, type FormState, parseForm, readForm, refuseField } from '../../shared/web/forms.ts';
import type { WebEnv } from '../../shared/web/web-env.ts';
import { loadClients, loadEndedClients } from './load-clients.ts';
import { addNextBlockRoutes } from './next-block-routes.tsx';
import { therapistOf } from './own-page.ts';
import { ClientsPage } from './pages/clients.tsx';
import { EndTherapyPage } from './pages/end-therapy.tsx';
import { ClientSessionsPage } from './pages/sessions.tsx';
import type { PortalDeps, SharedPages } from './portal-deps.ts';
import { sessionRefusal } from './refusal-words.ts';

const report = z.object({
  on: dateField({
    missing: 'Enter the day of the session',
    wrong: 'Enter the day of the session, like 27 3 2027',
  }),
  outcome: choiceField(SessionOutcome.options, { missing: 'Choose what came of the session' }),
});
const Recorded = report.extend({ id: SessionId });
const Corrected = report.extend({
  session: SessionId,
  seen: z.coerce.number().int().nonnegative(),
  why: choiceField(
    correctionReasons.map(({ value }) => value),
    { missing: 'Choose why you correct it' },
  ),
});

const Ended = z.object({
  seen: z.coerce.number().int().nonnegative(),
  reason: choiceField(
    endReasons.map(({ value }) => value),
    { missing: 'Choose how therapy ended' },
  ),
  spoken: choiceField(['yes', 'no'], { missing: 'Choose whether the person knows' }),
});

const notTheirs: Refusal = { code: 'closed', because: 'the case is not with this therapist', passed: true };

/** Several forms of the page ask the same: what is wrong leads to the fields of the one that was sent. */
const inFormOf = (session: string, form: FormState): FormState => ({
  ...form,
  errors: form.errors.map((error) => ({ ...error, href: error.href.replace('#', `#${session}-`) })),
});

/** A therapist's clients and their sessions. Behind the link stand references; names are on another page, for a while. */
export function addSessionRoutes(app: Hono<WebEnv>, deps: PortalDeps, shared: SharedPages): void {
  const { enter, sayNo } = shared;
  const frame = { settings: deps.settings, assets: deps.assets };

  const loadOwn = async (
    c: Context<WebEnv>,
    may: (allocation: Allocation) => boolean,
  ): Promise<Outcome<LivingCase>> => {
    const therapistId = await therapistOf(deps, c);
    if (!therapistId.ok) return therapistId;
    const id = ReferralId.safeParse(c.req.param('case'));
    const theCase = id.success ? await loadTherapy(deps.store, id.data) : undefined;
    const isTheirs = theCase?.allocation.value.therapistId === therapistId.value;
    return isTheirs && may(theCase.allocation.value) ? { ok: true, value: theCase } : { ok: false, refusal: notTheirs };
  };
  const isNow = ({ state }: Allocation): boolean => state === 'accepted';
  /** A client that they have now. */
  const loadClient = (c: Context<WebEnv>) => loadOwn(c, isNow);
  /** The same, or one whose sessions from before the end may still be recorded. */
  const loadForSessions = (c: Context<WebEnv>) =>
    loadOwn(c, (allocation) => isNow(allocation) || isTimeForLate(allocation, deps.now(), deps.settings));

  const show = (
    c: Context<WebEnv>,
    theCase: LivingCase,
    form: FormState = emptyForm,
    status: ContentfulStatusCode = 200,
  ) =>
    c.html(
      <ClientSessionsPage
        {...frame}
        theCase={theCase}
        form={form}
        newId={deps.newId('ses')}
        csrfToken={csrfTokenFor(c, 'visit')}
        wasDone={c.req.query('done') !== undefined}
      />,
      status,
    );

  const pathOf = ({ referral }: LivingCase) => `/portal/clients/${referral.value.id}`;

  /** As it is now: what came of the form stands on it. */
  const showAgain = async (c: Context<WebEnv>, form: FormState, status: ContentfulStatusCode) => {
    const theCase = await loadForSessions(c);
    return theCase.ok ? show(c, theCase.value, form, status) : sayNo(c, theCase.refusal, 'record-sessions');
  };

  addNextBlockRoutes(app, deps, shared, loadClient);

  app.get('/portal/clients', enter('record-sessions'), async (c) => {
    const therapistId = await therapistOf(deps, c);
    if (!therapistId.ok) return sayNo(c, therapistId.refusal, 'record-sessions');
    const own = await loadClients(deps.store, therapistId.value, c.req.query('after')).catch((error: unknown) => {
      if (error instanceof BadCursor) return undefined;
      throw error;
    });
    if (own === undefined) return c.redirect('/portal/clients', 303);
    const ended = await loadEndedClients(deps, therapistId.value);
    const hasEnded = c.req.query('ended') !== undefined;
    const hasAsked = c.req.query('asked') !== undefined;
    return c.html(<ClientsPage {...frame} {...own} {...{ ended, hasEnded, hasAsked }} />);
  });

  app.get('/portal/clients/:case', async (c) => {
    const theCase = await loadForSessions(c);
    return theCase.ok ? show(c, theCase.value) : sayNo(c, theCase.refusal, 'record-sessions');
  });

  app.post('/portal/clients/:case/record', async (c) => {
    const theCase = await loadForSessions(c);
    if (!theCase.ok) return sayNo(c, theCase.refusal, 'record-sessions');
    const fields = await readForm(c);
    const form = parseForm(Recorded, fields);
    if (!form.ok) return showAgain(c, form, 422);
    const { id: sessionId, on, outcome } = form.value;
    const { referral, therapist } = theCase.value;
    const input = { referralId: referral.value.id, sessionId, on, outcome };
    const made = await recordSession(deps, input, asTherapist(therapist.value.id));
    if (made.ok) return c.redirect(`${pathOf(theCase.value)}?done`, 303);
    return showAgain(c, refuseField(fields, '', sessionRefusal(made.refusal)), 409);
  });

  const showEnd = (
    c: Context<WebEnv>,
    theCase: LivingCase,
    form: FormState = emptyForm,
    status: ContentfulStatusCode = 200,
  ) => c.html(<EndTherapyPage {...frame} {...{ theCase, form }} csrfToken={csrfTokenFor(c, 'visit')} />, status);

  app.get('/portal/clients/:case/end', async (c) => {
    const theCase = await loadClient(c);
    return theCase.ok ? showEnd(c, theCase.value) : sayNo(c, theCase.refusal, 'record-sessions');
  });

  app.post('/portal/clients/:case/end', async (c) => {
    const theCase = await loadClient(c);
    if (!theCase.ok) return sayNo(c, theCase.refusal, 'record-sessions');
    const fields = await readForm(c);
    const form = parseForm(Ended, fields);
    if (!form.ok) return showEnd(c, theCase.value, form, 422);
    const { referral, therapist } = theCase.value;
    const chosen = endReasons.find(({ value }) => value === form.value.reason);
    if (chosen === undefined)
      return showEnd(c, theCase.value, refuseField(fields, 'reason', 'Choose how therapy ended'), 422);
    const spokenTo = form.value.spoken === 'yes';
    const input = { referralId: referral.value.id, seen: form.value.seen, to: chosen.to, why: chosen.text, spokenTo };
    const ended = await endTherapy(deps, input, asTherapist(therapist.value.id));
    if (ended.ok) return c.redirect('/portal/clients?ended', 303);
    return showEnd(c, theCase.value, refuseField(fields, '', sessionRefusal(ended.refusal)), 409);
  });

  app.post('/portal/clients/:case/correct', async (c) => {
    const theCase = await loadForSessions(c);
    if (!theCase.ok) return sayNo(c, theCase.refusal, 'record-sessions');
    const fields = await readForm(c);
    const form = parseForm(Corrected, fields);
    if (!form.ok) return showAgain(c, inFormOf(String(fields.session), form), 422);
    const { session, seen, on, outcome, why } = form.value;
    const isOfCase = theCase.value.sessions.some(({ value }) => value.id === session);
    if (!isOfCase) return sayNo(c, notTheirs, 'record-sessions');
    const text = correctionReasons.find(({ value }) => value === why)?.text ?? why;
    const input = { sessionId: session, seen, on, outcome, why: text };
    const made = await correctSession(deps, input, asTherapist(theCase.value.therapist.value.id));
    if (made.ok) return c.redirect(`${pathOf(theCase.value)}?done`, 303);
    return showAgain(c, refuseField(fields, '', sessionRefusal(made.refusal)), 409);
  });
}
