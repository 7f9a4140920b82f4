import type { Context, Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import * as z from 'zod';
import {
  acceptOffer,
  acknowledgeOffer,
  confirmAnswer,
  declineOffer,
  giveBack,
  loadOffer,
  openOwnPages,
  takeAnswerBack,
} from '../../shared/commands/answer-offer.ts';
import { readIdentity } from '../../shared/commands/read-identity.ts';
import { DeclineReason } from '../../shared/domain/allocation.ts';
import { asTherapist, type OfferedCase } from '../../shared/domain/answer-offer.ts';
import type { IdentityFields } from '../../shared/domain/identity.ts';
import { type Outcome, refuse } from '../../shared/domain/outcome.ts';
import type { MailedPurpose } from '../../shared/domain/visit.ts';
import { csrfTokenFor } from '../../shared/web/csrf.ts';
import { choiceField, dateField, optionalField } from '../../shared/web/form-fields.ts';
import { emptyForm, type FormState, parseForm, readForm, refuseField } from '../../shared/web/forms.ts';
import type { WebEnv } from '../../shared/web/web-env.ts';
import { keepToken, keptToken, openKeptLink, openOfferLink } from './links.ts';
import { AnsweredPage } from './pages/answered.tsx';
import { ClientPage } from './pages/client.tsx';
import { OfferPage } from './pages/offer.tsx';
import type { PortalDeps, SharedPages } from './portal-deps.ts';
import { dayRefusal, tooLateToGiveBack } from './refusal-words.ts';

const reason = optionalField(choiceField(DeclineReason.options, { missing: 'Choose a reason from the list, or none' }));
const Declined = z.object({ reason });
const Later = z.object({
  reason,
  again: dateField({
    missing: 'Enter the day after which we may ask you again',
    wrong: 'Enter a day, like 27 3 2027',
  }),
});

/** An offer and the answer to it, and the client of a case that was accepted. */
export function addOfferRoutes(app: Hono<WebEnv>, deps: PortalDeps, { enter, say, sayNo }: SharedPages): void {
  const frame = { settings: deps.settings, assets: deps.assets };

  const load = async (c: Context<WebEnv>, purpose: MailedPurpose): Promise<Outcome<OfferedCase>> => {
    const link = await (purpose === 'answer-offer' ? openOfferLink(deps, c) : openKeptLink(deps, c, purpose));
    if (!link.ok) return link;
    const offered = await loadOffer(deps.store, link.value.value.allocationId);
    return offered === undefined ? refuse('not-found', 'there is no such offer') : { ok: true, value: offered };
  };

  const showClient = (c: Context<WebEnv>, offered: OfferedCase, identity: IdentityFields | undefined) => {
    const { state, giveBackUntil } = offered.allocation.value;
    if (state !== 'accepted' || offered.search.value.live !== offered.allocation.value.id) {
      return sayNo(
        c,
        { code: 'closed', because: 'the case is no longer with this therapist', passed: true },
        'see-client',
      );
    }
    const mayGiveBack = giveBackUntil !== undefined && deps.now() <= giveBackUntil;
    const csrfToken = csrfTokenFor(c, 'visit');
    return c.html(<ClientPage {...frame} {...{ offered, csrfToken, identity, mayGiveBack }} />);
  };

  const closed = { code: 'closed', because: 'the offer is no longer open', passed: true } as const;

  /** The offer with its buttons, or what became of the answer to it. */
  const showOffer = async (c: Context<WebEnv>, form: FormState = emptyForm, status: ContentfulStatusCode = 200) => {
    const [link, offered] = [await openOfferLink(deps, c), await load(c, 'answer-offer')];
    if (!offered.ok) return sayNo(c, offered.refusal, 'answer-offer');
    const { allocation, search } = offered.value;
    const isLive = search.value.live === allocation.value.id;
    const page = { ...frame, offered: offered.value, csrfToken: csrfTokenFor(c, 'visit') };
    if (link.ok && link.value.value.purpose === 'take-answer-back') {
      const { answer, state } = allocation.value;
      const isKnown = state === 'declined' || (isLive && (answer !== undefined || state === 'accepted'));
      return isKnown ? c.html(<AnsweredPage {...page} now={deps.now()} />) : sayNo(c, closed, 'answer-offer');
    }
    if (allocation.value.answer !== undefined) {
      return sayNo(c, { ...closed, code: 'used-already' }, 'answer-offer');
    }
    const isOpen = allocation.value.state === 'offered' || allocation.value.state === 'acknowledged';
    if (!isOpen || !isLive || deps.now() > allocation.value.respondBy) return sayNo(c, closed, 'answer-offer');
    return c.html(<OfferPage {...page} form={form} />, status);
  };

  app.get('/portal/offer', enter('answer-offer'), (c) => showOffer(c));

  app.post('/portal/offer/accept', async (c) => {
    const accepted = await acceptOffer(deps, keptToken(c, 'answer-offer'));
    return accepted.ok ? c.redirect('/portal/offer', 303) : sayNo(c, accepted.refusal, 'answer-offer');
  });

  app.post('/portal/offer/decline', async (c) => {
    const form = parseForm(Declined, await readForm(c));
    if (!form.ok) return showOffer(c, form, 422);
    const declined = await declineOffer(deps, keptToken(c, 'answer-offer'), form.value);
    return declined.ok ? c.redirect('/portal/offer', 303) : sayNo(c, declined.refusal, 'answer-offer');
  });

  app.post('/portal/offer/ask-again', async (c) => {
    const fields = await readForm(c);
    const form = parseForm(Later, fields);
    if (!form.ok) return showOffer(c, form, 422);
    const said = { reason: form.value.reason, askAgainAfter: form.value.again };
    const declined = await declineOffer(deps, keptToken(c, 'answer-offer'), said);
    if (declined.ok) return c.redirect('/portal/offer', 303);
    return declined.refusal.code === 'invalid'
      ? showOffer(c, refuseField(fields, 'again', dayRefusal(declined.refusal)), 422)
      : sayNo(c, declined.refusal, 'answer-offer');
  });

  app.post('/portal/offer/undo', async (c) => {
    const back = await takeAnswerBack(deps, keptToken(c, 'answer-offer'));
    return back.ok ? c.redirect('/portal/offer', 303) : sayNo(c, back.refusal, 'answer-offer');
  });

  app.post('/portal/offer/go-on', async (c) => {
    const token = keptToken(c, 'answer-offer');
    const link = await openOfferLink(deps, c);
    // Whoever waits at the page need not wait for the sweep; refused, the answer is true already or not yet.
    if (link.ok) await confirmAnswer(deps, link.value.value.allocationId);
    const own = await openOwnPages(deps, token);
    if (!own.ok && own.refusal.code === 'wrong-state') return c.redirect('/portal/offer', 303);
    if (!own.ok) return sayNo(c, own.refusal, 'answer-offer');
    keepToken(c, 'see-client', own.value['see-client']);
    keepToken(c, 'record-sessions', own.value['record-sessions']);
    return c.redirect('/portal/client', 303);
  });

  app.post('/portal/offer/later', async (c) => {
    const acknowledged = await acknowledgeOffer(deps, keptToken(c, 'answer-offer'));
    return acknowledged.ok ? c.redirect('/portal/offer', 303) : sayNo(c, acknowledged.refusal, 'answer-offer');
  });

  app.get('/portal/client', enter('see-client'), async (c) => {
    const offered = await load(c, 'see-client');
    return offered.ok ? showClient(c, offered.value, undefined) : sayNo(c, offered.refusal, 'see-client');
  });

  app.post('/portal/client/details', async (c) => {
    const offered = await load(c, 'see-client');
    if (!offered.ok) return sayNo(c, offered.refusal, 'see-client');
    const { referral, therapist, allocation } = offered.value;
    if (allocation.value.state !== 'accepted') return showClient(c, offered.value, undefined);
    const { personId, id } = referral.value;
    const identity = await readIdentity(
      deps,
      { personId, about: `referral/${id}`, purpose: 'begin-therapy' },
      asTherapist(therapist.value.id),
    );
    return identity.ok ? showClient(c, offered.value, identity.value) : sayNo(c, identity.refusal, 'see-client');
  });

  app.post('/portal/client/give-back', async (c) => {
    const given = await giveBack(deps, keptToken(c, 'see-client'));
    if (given.ok) return c.redirect('/portal/given-back', 303);
    return given.refusal.code === 'expired' ? say(c, tooLateToGiveBack) : sayNo(c, given.refusal, 'see-client');
  });
}
