import type { Context, Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import * as z from 'zod';
import { requestNextBlock } from '../../shared/commands/requests.ts';
import { asTherapist } from '../../shared/domain/answer-offer.ts';
import { mostOfNextBlock } from '../../shared/domain/ask-request.ts';
import type { Outcome, Refusal } from '../../shared/domain/outcome.ts';
import type { LivingCase } from '../../shared/domain/place-life.ts';
import { nextBlockReasons, textOfReason, valuesOf } from '../../shared/staff/words/reasons.ts';
import { csrfTokenFor } from '../../shared/web/csrf.ts';
import { choiceField, numberField } from '../../shared/web/form-fields.ts';
import { emptyForm, type FormState, parseForm, readForm, refuseField } from '../../shared/web/forms.ts';
import type { WebEnv } from '../../shared/web/web-env.ts';
import { NextBlockPage } from './pages/next-block.tsx';
import type { PortalDeps, SharedPages } from './portal-deps.ts';
import { nextBlockRefusal } from './refusal-words.ts';

const Asked = (most: number) =>
  z.object({
    seen: z.coerce.number().int().nonnegative(),
    sessions: numberField({
      missing: 'Enter how many sessions more are needed',
      wrong: `Enter a whole number from 1 to ${most}`,
      min: 1,
      max: Math.max(1, most),
    }),
    review: choiceField(valuesOf(nextBlockReasons), { missing: 'Choose what you found together' }),
  });

const withoutPlace: Refusal = { code: 'closed', because: 'this person pays the fee themself', passed: true };

/** After looking back with a client, their therapist asks for more sessions; a coordinator decides. */
export function addNextBlockRoutes(
  app: Hono<WebEnv>,
  deps: PortalDeps,
  { sayNo }: SharedPages,
  loadClient: (c: Context<WebEnv>) => Promise<Outcome<LivingCase>>,
): void {
  const show = (
    c: Context<WebEnv>,
    { referral, place }: LivingCase,
    form: FormState = emptyForm,
    status: ContentfulStatusCode = 200,
  ) => {
    if (place === undefined) return sayNo(c, withoutPlace, 'record-sessions');
    const { settings, assets } = deps;
    const csrfToken = csrfTokenFor(c, 'visit');
    const most = mostOfNextBlock(place.value, settings);
    return c.html(<NextBlockPage {...{ settings, assets, referral, place, most, form, csrfToken }} />, status);
  };

  app.get('/portal/clients/:case/next-block', async (c) => {
    const theCase = await loadClient(c);
    return theCase.ok ? show(c, theCase.value) : sayNo(c, theCase.refusal, 'record-sessions');
  });

  app.post('/portal/clients/:case/next-block', async (c) => {
    const theCase = await loadClient(c);
    if (!theCase.ok) return sayNo(c, theCase.refusal, 'record-sessions');
    const { place, therapist } = theCase.value;
    if (place === undefined) return sayNo(c, withoutPlace, 'record-sessions');
    const fields = await readForm(c);
    const form = parseForm(Asked(mostOfNextBlock(place.value, deps.settings)), fields);
    if (!form.ok) return show(c, theCase.value, form, 422);
    const { seen, sessions, review } = form.value;
    const input = { placeId: place.value.id, seen, sessions, why: textOfReason(nextBlockReasons, review) };
    const asked = await requestNextBlock(deps, input, asTherapist(therapist.value.id));
    if (asked.ok) return c.redirect('/portal/clients?asked', 303);
    const again = await loadClient(c);
    const now = again.ok ? again.value : theCase.value;
    return show(c, now, refuseField(fields, '', nextBlockRefusal(asked.refusal)), 409);
  });
}
