import { type Context, Hono } from 'hono';
import { createSessionStore } from '../../shared/staff/session-store.ts';
import { listSignIns } from '../../shared/staff/sign-ins.ts';
import { home, signInPath } from '../../shared/staff/staff-deps.ts';
import { sensitiveMinutes } from '../../shared/staff/visit.ts';
import { csrfTokenFor, protectForms } from '../../shared/web/csrf.ts';
import { readForm } from '../../shared/web/forms.ts';
import { rolesOf, type Session } from '../../shared/web/session.ts';
import { requireFreshSignIn, requireRole, requireSession } from '../../shared/web/session-guards.ts';
import type { WebEnv } from '../../shared/web/web-env.ts';
import type { SignInDeps } from './app.tsx';
import { SignInsPage } from './pages/sign-ins-page.tsx';

const page = '/sign-ins';
const showDone = (c: Context<WebEnv>) => c.redirect(`${home}${page}?done`, 303);

/**
 * Somebody’s own sign-ins; and for the coordinator, who asks for people’s roles to be given and taken, those of everybody:
 * roles are read at sign-in, so whoever loses one is signed out (ASVS 5.0 7.4.2, 7.4.5, 7.5.2). Ending any needs a fresh
 * sign-in.
 */
export function addSignInPages(app: Hono<WebEnv>, deps: SignInDeps): void {
  const sessions = createSessionStore(deps.store);
  const now = () => new Date(deps.now());
  const fresh = requireFreshSignIn({ now, signInPath, withinMinutes: sensitiveMinutes });
  const list = () => listSignIns({ store: deps.store, sessions }, now());
  const end = async (which: (session: Session) => boolean) => {
    for (const session of await list()) if (which(session)) await sessions.delete(session.idHash);
  };

  const inside = new Hono<WebEnv>();
  inside.use(requireSession({ sessions, now, signInPath }));
  inside.use(protectForms({ siteUrl: deps.siteUrl, owner: 'session' }));
  inside.get('/', async (c) => {
    const { session } = c.var;
    const all = await list();
    const isOwn = ({ subject }: Session) => subject === session.subject;
    const mayEnd = rolesOf(session).includes('coordinator');
    return c.html(
      <SignInsPage
        deps={deps}
        session={session}
        own={all.filter(isOwn)}
        colleagues={mayEnd ? all.filter((each) => !isOwn(each)) : []}
        csrfToken={csrfTokenFor(c, 'session')}
        wasDone={c.req.query('done') !== undefined}
      />,
    );
  });
  // Whoever had to sign in again comes back to the address of the button.
  for (const button of ['/end', '/end-colleague']) inside.get(button, (c) => c.redirect(`${home}${page}`, 303));
  inside.post('/end', fresh, async (c) => {
    const { idHash, subject } = c.var.session;
    await end((session) => session.subject === subject && session.idHash !== idHash);
    return showDone(c);
  });
  inside.post('/end-colleague', requireRole('coordinator'), fresh, async (c) => {
    const { colleague } = await readForm(c);
    await end(({ subject }) => subject === colleague && subject !== c.var.session.subject);
    return showDone(c);
  });
  app.route(`${home}${page}`, inside);
}
