import type { Hono } from 'hono';
import { SignedOutPage } from '../../shared/staff/pages/outside-page.tsx';
import { createSessionStore } from '../../shared/staff/session-store.ts';
import { createStaffApp } from '../../shared/staff/staff-app.tsx';
import { type FrameDeps, home, type StaffDeps } from '../../shared/staff/staff-deps.ts';
import type { Doors } from '../../shared/web/doors.ts';
import type { SignIn } from '../../shared/web/sign-in.ts';
import { createSignInRoutes } from '../../shared/web/sign-in-routes.ts';
import type { WebEnv } from '../../shared/web/web-env.ts';
import { addSignInPages } from './sign-ins.tsx';

/** What letting people in needs: of all that is kept, their sessions. */
export interface SignInDeps extends FrameDeps, Pick<StaffDeps, 'store' | 'now' | 'siteUrl'> {
  readonly signIn: SignIn;
  /** Guards what a machine could come to all day. */
  readonly doors: Doors;
}

/** Signing in and out, for all pages of staff, and seeing and ending what sign-ins there are. */
export function createSignInApp(deps: SignInDeps): Hono<WebEnv> {
  const app = createStaffApp(deps);
  const { signIn, siteUrl } = deps;
  app.route(
    home,
    createSignInRoutes({
      signIn,
      door: deps.doors('sign-in'),
      sessions: createSessionStore(deps.store),
      now: () => new Date(deps.now()),
      siteUrl,
      home,
      renderSignedOut: (continueUrl) => <SignedOutPage deps={deps} continueUrl={continueUrl} />,
    }),
  );
  addSignInPages(app, deps);
  return app;
}
