import type { Context, Hono } from 'hono';
import {
  acceptOffer,
  acknowledgeOffer,
  declineOffer,
  giveBack,
  loadOffer,
} from '../../shared/commands/answer-offer.ts';
import { readIdentity } from '../../shared/commands/read-identity.ts';
import { asTherapist, type OfferedCase } from '../../shared/domain/answer-offer.ts';
import type { IdentityFields } from '../../shared/domain/identity.ts';
import { type Outcome, refuse } from '../../shared/domain/outcome.ts';
import type { TokenPurpose } from '../../shared/domain/visit.ts';
import { csrfTokenFor } from '../../shared/web/csrf.ts';
import type { WebEnv } from '../../shared/web/web-env.ts';
import { keepToken, keptToken, openKeptLink } from './links.ts';
import { ClientPage } from './pages/client.tsx';
import { OfferPage } from './pages/offer.tsx';
import type { PortalDeps, SharedPages } from './portal-deps.ts';
import { tooLateToGiveBack } from './refusal-words.ts';

/** An offer and the answer to it, and the client of a case that was accepted. */
export function addOfferRoutes(app: Hono<WebEnv>, deps: PortalDeps, { enter, say, sayNo }: SharedPages): void {
  const frame = { settings: deps.settings, assets: deps.assets };

  const load = async (c: Context<WebEnv>, purpose: TokenPurpose): Promise<Outcome<OfferedCase>> => {
    const link = await openKeptLink(deps, c, purpose);
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

  app.get('/portal/offer', enter('answer-offer'), async (c) => {
    const offered = await load(c, 'answer-offer');
    if (!offered.ok) return sayNo(c, offered.refusal, 'answer-offer');
    const { allocation, search } = offered.value;
    const isOpen = allocation.value.state === 'offered' || allocation.value.state === 'acknowledged';
    if (!isOpen || search.value.live !== allocation.value.id || deps.now() > allocation.value.respondBy) {
      return sayNo(c, { code: 'closed', because: 'the offer is no longer open', passed: true }, 'answer-offer');
    }
    return c.html(<OfferPage {...frame} offered={offered.value} csrfToken={csrfTokenFor(c, 'visit')} />);
  });

  app.post('/portal/offer/accept', async (c) => {
    const accepted = await acceptOffer(deps, keptToken(c, 'answer-offer'));
    if (!accepted.ok) return sayNo(c, accepted.refusal, 'answer-offer');
    keepToken(c, 'see-client', accepted.value.seeClient);
    return c.redirect('/portal/client', 303);
  });

  app.post('/portal/offer/decline', async (c) => {
    const declined = await declineOffer(deps, keptToken(c, 'answer-offer'));
    return declined.ok ? c.redirect('/portal/declined', 303) : sayNo(c, declined.refusal, 'answer-offer');
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
