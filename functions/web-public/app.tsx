import type { Hono } from 'hono';
import { createAppInParts, type PartsOptions } from '../../shared/web/app-in-parts.ts';
import { createAssetRoutes } from '../../shared/web/assets.ts';
import { protectForms } from '../../shared/web/csrf.ts';
import { createWebApp } from '../../shared/web/http.ts';
import { ProblemContent } from '../../shared/web/problem-content.tsx';
import type { RenderProblem, WebEnv } from '../../shared/web/web-env.ts';
import { ClientPage, DonorPage } from './pages/frame.tsx';
import { type PublicDeps, shellOf } from './public-deps.ts';
import { createInformationRoutes } from './routes/information.tsx';

/** The pages of the public, part by part. What people read first is there from the start. */
export function publicParts(deps: PublicDeps): PartsOptions {
  const shell = shellOf(deps);
  const renderProblem: RenderProblem = (problem, c) => {
    const Frame = c.req.path.startsWith('/give') ? DonorPage : ClientPage;
    return (
      <Frame shell={shell} title={problem.title} isLaidOut>
        <ProblemContent problem={problem}>
          <p class="govuk-body">If you would rather speak to somebody, call us on {shell.settings.charity.phone}.</p>
        </ProblemContent>
      </Frame>
    );
  };
  return {
    place: 1,
    assemble: (addPages) => {
      const app = createWebApp({ reportFailure: deps.reportFailure, renderProblem });
      app.route('/assets', createAssetRoutes(deps.assets.directory, deps.assets.urls));
      app.use(protectForms({ siteUrl: deps.siteUrl, owner: 'visit' }));
      app.route('/', createInformationRoutes(deps));
      addPages(app);
      return app;
    },
    parts: {
      refer: async () => (await import('./parts/refer.ts')).referPages(deps),
      status: async () => (await import('./parts/status.ts')).statusPages(deps),
      give: async () => (await import('./parts/give.ts')).givePages(deps),
    },
  };
}

/** The pages of the public: what this is, asking for help, where things stand, giving. */
export const createPublicApp = (deps: PublicDeps): Hono<WebEnv> => createAppInParts(publicParts(deps));
