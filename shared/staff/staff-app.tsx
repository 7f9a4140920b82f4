import { Hono } from 'hono';
import { createAppInParts, type LoadPart, type PartsOptions } from '../web/app-in-parts.ts';
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

/** Makes some pages, with their addresses below `/console`. */
export type CreatePages = (deps: StaffDeps) => Hono<WebEnv>;

/** Loads the pages of each part, by the name that stands behind `/console/` in their addresses; the first page has none. */
export type Parts = Readonly<Record<string, () => Promise<{ readonly pages: readonly CreatePages[] }>>>;

/** Pages below `/console` for people who are signed in, part by part. */
export function insideParts(deps: StaffDeps, parts: Parts): PartsOptions {
  const sessions = createSessionStore(deps.store);
  const partOf =
    (load: Parts[string]): LoadPart =>
    async () => {
      const { pages } = await load();
      return (inside) => {
        for (const createPages of pages) inside.route('/', createPages(deps));
      };
    };
  return {
    parts: Object.fromEntries(Object.entries(parts).map(([name, load]) => [name, partOf(load)])),
    place: home.split('/').length,
    assemble: (addPages) => {
      const inside = new Hono<WebEnv>();
      inside.use(requireSession({ sessions, now: () => new Date(deps.now()), signInPath }));
      inside.use(protectForms({ siteUrl: deps.siteUrl, owner: 'session' }));
      addPages(inside);
      return createStaffApp(deps).route(home, inside);
    },
  };
}

/**
 * An app of pages below `/console` for people who are signed in, loaded part by part. Which page is whose stands in
 * `permissions.ts`; what somebody may do there is decided by the commands.
 */
export const createInsideApp = (deps: StaffDeps, parts: Parts): Hono<WebEnv> =>
  createAppInParts(insideParts(deps, parts));
