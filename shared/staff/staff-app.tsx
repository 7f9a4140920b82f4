import { Hono } from 'hono';
import { protectForms } from '../web/csrf.ts';
import { createWebApp } from '../web/http.ts';
import { requireSession } from '../web/session-guards.ts';
import type { WebEnv } from '../web/web-env.ts';
import { ProblemPage } from './pages/outside-page.tsx';
import { createSessionStore } from './session-store.ts';
import { type FrameDeps, home, type StaffDeps, signInPath } from './staff-deps.ts';

/** An app of pages for staff, without any page yet: what goes wrong is said in the frame that staff know. */
export const createStaffApp = (deps: FrameDeps): Hono<WebEnv> =>
  createWebApp({
    reportFailure: deps.reportFailure,
    renderProblem: (problem, c) => <ProblemPage deps={deps} problem={problem} c={c} />,
  });

/**
 * Adds pages below `/console` for people who are signed in. Which page is whose stands in `permissions.ts`; what
 * somebody may do there is decided by the commands.
 */
export function addInside(
  app: Hono<WebEnv>,
  deps: StaffDeps,
  parts: readonly ((deps: StaffDeps) => Hono<WebEnv>)[],
): void {
  const sessions = createSessionStore(deps.store);
  const inside = new Hono<WebEnv>();
  inside.use(requireSession({ sessions, now: () => new Date(deps.now()), signInPath }));
  inside.use(protectForms({ siteUrl: deps.siteUrl, owner: 'session' }));
  for (const createRoutes of parts) inside.route('/', createRoutes(deps));
  app.route(home, inside);
}
