import type { Hono } from 'hono';
import { createAssetRoutes } from '../../shared/web/assets.ts';
import { protectForms } from '../../shared/web/csrf.ts';
import { createWebApp } from '../../shared/web/http.ts';
import { ProblemContent } from '../../shared/web/problem-content.tsx';
import type { WebEnv } from '../../shared/web/web-env.ts';
import { ClientPage, DonorPage } from './pages/frame.tsx';
import { type PublicDeps, shellOf } from './public-deps.ts';
import { createDraftRoutes } from './routes/draft.tsx';
import { createGiveRoutes } from './routes/give.tsx';
import { createGivingLinkRoutes } from './routes/giving-link.tsx';
import { createInformationRoutes } from './routes/information.tsx';
import { createReferRoutes } from './routes/refer.tsx';
import { createStatusRoutes } from './routes/status.tsx';

/** The pages of the public: what this is, asking for help, where things stand, giving. */
export function createPublicApp(deps: PublicDeps): Hono<WebEnv> {
  const shell = shellOf(deps);
  const app = createWebApp({
    reportFailure: deps.reportFailure,
    renderProblem: (problem, c) => {
      const Frame = c.req.path.startsWith('/give') ? DonorPage : ClientPage;
      return (
        <Frame shell={shell} title={problem.title} isLaidOut>
          <ProblemContent problem={problem}>
            <p class="govuk-body">If you would rather speak to somebody, call us on {shell.settings.charity.phone}.</p>
          </ProblemContent>
        </Frame>
      );
    },
  });
  app.route('/assets', createAssetRoutes(deps.assets.directory, deps.assets.urls));
  app.use(protectForms({ siteUrl: deps.siteUrl, owner: 'visit' }));
  app.route('/', createInformationRoutes(deps));
  app.route('/refer', createReferRoutes(deps));
  app.route('/refer', createDraftRoutes(deps));
  app.route('/status', createStatusRoutes(deps));
  // Only the pages of giving lead to the payment page, and only they must wait for where it is.
  app.use('/give/*', async (c, next) => {
    c.set('formActions', [await deps.fetchCheckoutOrigin()]);
    await next();
  });
  app.route('/give/link', createGivingLinkRoutes(deps));
  app.route('/give', createGiveRoutes(deps));
  return app;
}
