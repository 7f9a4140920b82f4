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
import { type Outcome, type Refusal, refuse } from '../../shared/domain/outcome.ts';
import type { TokenPurpose } from '../../shared/domain/visit.ts';
import { csrfTokenFor, protectForms } from '../../shared/web/csrf.ts';
import { createWebApp } from '../../shared/web/http.ts';
import { ProblemContent } from '../../shared/web/problem-content.tsx';
import type { WebEnv } from '../../shared/web/web-env.ts';
import { keepToken, keptToken, openKeptLink } from './links.ts';
import { ClientPage } from './pages/client.tsx';
import { Notice, PortalPage } from './pages/frame.tsx';
import { OfferPage } from './pages/offer.tsx';
import type { PortalDeps } from './portal-deps.ts';
import { type Said, sayRefusal, tooLateToGiveBack } from './refusal-words.ts';
import { addSessionRoutes } from './session-routes.tsx';

const cleanPath = {
  'answer-offer': '/portal/offer',
  'see-client': '/portal/client',
  'record-sessions': '/portal/clients',
} as const;

/**
 * The pages for therapists. Every GET and HEAD changes nothing, however often a mail scanner follows a link: it sets a
 * short cookie and leads to a clean address. Only a button's POST decides, and it uses the link up.
 */
export function createPortalApp(deps: PortalDeps): Hono<WebEnv> {
  const { settings, assets, siteUrl } = deps;
  const frame = { settings, assets };
  const app = createWebApp({
    reportFailure: deps.reportFailure,
    renderProblem: (problem) => (
      <PortalPage {...frame} title={problem.title}>
        <ProblemContent problem={problem} />
      </PortalPage>
    ),
  });
  app.use('/portal/*', protectForms({ siteUrl, owner: 'visit' }));

  const say = (c: Context<WebEnv>, { status, ...said }: Said) => c.html(<Notice {...frame} {...said} />, status);
  const sayNo = (c: Context<WebEnv>, refusal: Refusal) => say(c, sayRefusal(refusal));

  const load = async (c: Context<WebEnv>, purpose: TokenPurpose): Promise<Outcome<OfferedCase>> => {
    const link = await openKeptLink(deps, c, purpose);
    if (!link.ok) return link;
    const offered = await loadOffer(deps.store, link.value.value.allocationId);
    return offered === undefined ? refuse('not-found', 'there is no such offer') : { ok: true, value: offered };
  };

  const showClient = (c: Context<WebEnv>, offered: OfferedCase, identity: IdentityFields | undefined) => {
    const { state, giveBackUntil } = offered.allocation.value;
    if (state !== 'accepted' || offered.search.value.live !== offered.allocation.value.id) {
      return sayNo(c, { code: 'closed', because: 'the case is no longer with this therapist', passed: true });
    }
    const mayGiveBack = giveBackUntil !== undefined && deps.now() <= giveBackUntil;
    const csrfToken = csrfTokenFor(c, 'visit');
    return c.html(<ClientPage {...frame} {...{ offered, csrfToken, identity, mayGiveBack }} />);
  };

  /** From the link in a mail to the clean address. */
  const enter = (purpose: TokenPurpose) => async (c: Context<WebEnv>, next: () => Promise<void>) => {
    const token = c.req.query('token');
    if (token === undefined) return next();
    keepToken(c, purpose, token);
    return c.redirect(cleanPath[purpose], 303);
  };

  app.get('/portal', (c) =>
    c.html(
      <Notice
        {...frame}
        title="For our therapists"
        says={[
          'When there is a case for you we send you a mail. Open the link in it to see the case in outline and to answer.',
          'Links work until the time given in the mail. Nothing is decided until you press a button.',
        ]}
      />,
    ),
  );

  app.get('/portal/offer', enter('answer-offer'), async (c) => {
    const offered = await load(c, 'answer-offer');
    if (!offered.ok) return sayNo(c, offered.refusal);
    const { allocation, search } = offered.value;
    const isOpen = allocation.value.state === 'offered' || allocation.value.state === 'acknowledged';
    if (!isOpen || search.value.live !== allocation.value.id || deps.now() > allocation.value.respondBy) {
      return sayNo(c, { code: 'closed', because: 'the offer is no longer open', passed: true });
    }
    return c.html(<OfferPage {...frame} offered={offered.value} csrfToken={csrfTokenFor(c, 'visit')} />);
  });

  app.post('/portal/offer/accept', async (c) => {
    const accepted = await acceptOffer(deps, keptToken(c, 'answer-offer'));
    if (!accepted.ok) return sayNo(c, accepted.refusal);
    keepToken(c, 'see-client', accepted.value.seeClient);
    return c.redirect('/portal/client', 303);
  });

  app.post('/portal/offer/decline', async (c) => {
    const declined = await declineOffer(deps, keptToken(c, 'answer-offer'));
    return declined.ok ? c.redirect('/portal/declined', 303) : sayNo(c, declined.refusal);
  });

  app.post('/portal/offer/later', async (c) => {
    const acknowledged = await acknowledgeOffer(deps, keptToken(c, 'answer-offer'));
    return acknowledged.ok ? c.redirect('/portal/offer', 303) : sayNo(c, acknowledged.refusal);
  });

  app.get('/portal/client', enter('see-client'), async (c) => {
    const offered = await load(c, 'see-client');
    return offered.ok ? showClient(c, offered.value, undefined) : sayNo(c, offered.refusal);
  });

  app.post('/portal/client/details', async (c) => {
    const offered = await load(c, 'see-client');
    if (!offered.ok) return sayNo(c, offered.refusal);
    const { referral, therapist, allocation } = offered.value;
    if (allocation.value.state !== 'accepted') return showClient(c, offered.value, undefined);
    const { personId, id } = referral.value;
    const identity = await readIdentity(
      deps,
      { personId, about: `referral/${id}`, purpose: 'begin-therapy' },
      asTherapist(therapist.value.id),
    );
    return identity.ok ? showClient(c, offered.value, identity.value) : sayNo(c, identity.refusal);
  });

  app.post('/portal/client/give-back', async (c) => {
    const given = await giveBack(deps, keptToken(c, 'see-client'));
    if (given.ok) return c.redirect('/portal/given-back', 303);
    return given.refusal.code === 'expired' ? say(c, tooLateToGiveBack) : sayNo(c, given.refusal);
  });

  addSessionRoutes(app, deps, { enter: enter('record-sessions'), sayNo });

  const thanks = (title: string, says: readonly string[]) => (c: Context<WebEnv>) =>
    c.html(<Notice {...frame} title={title} says={says} />);
  app.get(
    '/portal/declined',
    thanks('Thank you for telling us', ['We are asking the next therapist. Nothing more is expected of you.']),
  );
  app.get(
    '/portal/given-back',
    thanks('The case is back with us', [
      'Thank you for telling us early. We are asking the next therapist, and the client need not know.',
    ]),
  );
  return app;
}
