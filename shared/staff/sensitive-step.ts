import type { Hono } from 'hono';
import { requireFreshSignIn } from '../web/session-guards.ts';
import type { WebEnv } from '../web/web-env.ts';
import { forArea, type Handle } from './for-area.tsx';
import type { Area } from './permissions.ts';
import { type StaffDeps, signInPath } from './staff-deps.ts';
import { sensitiveMinutes, showMissing, type Visit } from './visit.ts';

interface ButtonOfPage {
  /** The address of the button, below the console. */
  readonly button: string;
  readonly area: Area;
}

interface WayBack extends ButtonOfPage {
  /** The page that the button stands on; none when the address leads to nothing. */
  readonly page: (visit: Visit) => string | undefined | Promise<string | undefined>;
}

interface SensitiveStep extends ButtonOfPage {
  readonly press: Handle;
  /** Left out where the button has the address of its page. */
  readonly page?: WayBack['page'];
  /** A page at the button's address that is there for its form: asked for as freshly, so that nobody loses what they wrote. */
  readonly form?: Handle;
}

/** A button for whoever signed in lately, or has just done so again. */
export function addSensitiveStep(routes: Hono<WebEnv>, deps: StaffDeps, step: SensitiveStep): void {
  const fresh = requireFreshSignIn({ now: () => new Date(deps.now()), signInPath, withinMinutes: sensitiveMinutes });
  const { button, area, press, page, form } = step;
  routes.post(button, fresh, forArea(deps, area, press));
  if (form !== undefined) routes.get(button, fresh, forArea(deps, area, form));
  if (page !== undefined) addWayBack(routes, deps, { button, area, page });
}

/** Who had to sign in again comes back to the address of the button: the page it stands on. */
export function addWayBack(routes: Hono<WebEnv>, deps: StaffDeps, { button, area, page }: WayBack): void {
  const goBack: Handle = async (visit) => {
    const path = await page(visit);
    return path === undefined ? showMissing(visit) : visit.c.redirect(path, 303);
  };
  routes.get(button, forArea(deps, area, goBack));
}
