import type { Context, Hono } from 'hono';
import { renewLink } from '../../shared/commands/renew-link.ts';
import type { LastingPurpose, MailedPurpose } from '../../shared/domain/visit.ts';
import { createAppInParts, type PartsOptions } from '../../shared/web/app-in-parts.ts';
import { csrfTokenFor, protectForms } from '../../shared/web/csrf.ts';
import { createWebApp } from '../../shared/web/http.ts';
import { ProblemContent } from '../../shared/web/problem-content.tsx';
import type { RenderProblem, WebEnv } from '../../shared/web/web-env.ts';
import { keepToken, keptToken } from './links.ts';
import { LinkOver, Notice, PortalPage } from './pages/frame.tsx';
import type { PortalDeps, SharedPages } from './portal-deps.ts';
import { linkHasRunOut, mayRenew, newLinkAsked, sayRefusal } from './refusal-words.ts';

const cleanPath = {
  'answer-offer': '/portal/offer',
  'see-client': '/portal/client',
  'record-sessions': '/portal/clients',
} as const;

/** The pages for therapists, part by part. */
export function portalParts(deps: PortalDeps): PartsOptions {
  const { settings, assets, siteUrl, reportFailure } = deps;
  const frame = { settings, assets };
  const renderProblem: RenderProblem = (problem) => (
    <PortalPage {...frame} title={problem.title}>
      <ProblemContent problem={problem} />
    </PortalPage>
  );
  const say: SharedPages['say'] = (c, { status, ...said }) => c.html(<Notice {...frame} {...said} />, status);
  /** From the link in a mail to the clean address. */
  const enter = (purpose: MailedPurpose) => async (c: Context<WebEnv>, next: () => Promise<void>) => {
    const token = c.req.query('token');
    if (token === undefined) return next();
    keepToken(c, purpose, token);
    return c.redirect(cleanPath[purpose], 303);
  };

  const sayNo: SharedPages['sayNo'] = (c, refusal, purpose) => {
    if (!mayRenew(refusal, purpose)) return say(c, sayRefusal(refusal, purpose));
    const { status, ...said } = linkHasRunOut;
    const action = `${cleanPath[purpose]}/new-link`;
    return c.html(<LinkOver {...frame} {...said} action={action} csrfToken={csrfTokenFor(c, 'visit')} />, status);
  };
  /** A new link goes to the address on record, never to the page: an old one in the wrong hands opens nothing. */
  const sendNewLink = (purpose: LastingPurpose) => async (c: Context<WebEnv>) => {
    const asked = await renewLink(deps, keptToken(c, purpose), purpose);
    return asked.ok ? c.redirect('/portal/new-link', 303) : sayNo(c, asked.refusal, purpose);
  };
  const shared: SharedPages = { enter, say, sayNo };
  const thanks = (title: string, says: readonly string[]) => (c: Context<WebEnv>) =>
    c.html(<Notice {...frame} title={title} says={says} />);
  const offers = async () => {
    const { addOfferRoutes } = await import('./offer-routes.tsx');
    return (app: Hono<WebEnv>) => addOfferRoutes(app, deps, shared);
  };
  const sessions = async () => {
    const { addSessionRoutes } = await import('./session-routes.tsx');
    return (app: Hono<WebEnv>) => addSessionRoutes(app, deps, shared);
  };
  const rests = async () => {
    const { addRestRoutes } = await import('./rest-routes.tsx');
    return (app: Hono<WebEnv>) => addRestRoutes(app, deps, shared);
  };
  const leaving = async () => {
    const { addLeaveRoutes } = await import('./leave-routes.tsx');
    return (app: Hono<WebEnv>) => addLeaveRoutes(app, deps, shared);
  };
  return {
    place: 2,
    assemble: (addPages) => {
      const app = createWebApp({ reportFailure, renderProblem });
      app.use('/portal/*', deps.doors('portal'));
      app.use('/portal/*', protectForms({ siteUrl, owner: 'visit' }));
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

      app.get(
        '/portal/given-back',
        thanks('The case is back with us', [
          'Thank you for telling us early. We are asking the next therapist, and the client need not know.',
        ]),
      );
      app.get('/portal/new-link', thanks(newLinkAsked.title, newLinkAsked.says));
      for (const purpose of ['see-client', 'record-sessions'] as const) {
        app.post(`${cleanPath[purpose]}/new-link`, sendNewLink(purpose));
      }
      addPages(app);
      return app;
    },
    parts: { offer: offers, client: offers, clients: sessions, 'when-to-ask': rests, leave: leaving },
  };
}

/**
 * The pages for therapists. Every GET and HEAD changes nothing, however often a mail scanner follows a link: it sets a
 * short cookie and leads to a clean address. Only a button's POST decides, and it uses the link up.
 */
export const createPortalApp = (deps: PortalDeps): Hono<WebEnv> => createAppInParts(portalParts(deps));
