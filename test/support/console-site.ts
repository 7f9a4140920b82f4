import { Hono, type HonoRequest } from 'hono';
import { consoleParts, createConsoleApp } from '../../functions/web-console/app.ts';
import { createFinanceApp, financeParts } from '../../functions/web-finance/app.ts';
import { financePaths } from '../../functions/web-finance/config.ts';
import { createOversightApp, oversightParts } from '../../functions/web-oversight/app.ts';
import { oversightPaths } from '../../functions/web-oversight/config.ts';
import { createSignInApp, type SignInDeps } from '../../functions/web-sign-in/app.tsx';
import { signInPaths } from '../../functions/web-sign-in/config.ts';
import type { FunctionName } from '../../infra/functions.ts';
import { demoPeople } from '../../infra/local/stand-ins/sign-in/people.ts';
import type { Actor } from '../../shared/domain/actor.ts';
import { later } from '../../shared/domain/office-days.ts';
import { createSessionStore } from '../../shared/staff/session-store.ts';
import { insideParts, type Parts } from '../../shared/staff/staff-app.tsx';
import type { StaffDeps } from '../../shared/staff/staff-deps.ts';
import { MemoryStore } from '../../shared/store/memory-store.ts';
import type { Failure } from '../../shared/web/http.ts';
import { SignedInPerson, startSession } from '../../shared/web/session.ts';
import type { SignIn } from '../../shared/web/sign-in.ts';
import type { WebEnv } from '../../shared/web/web-env.ts';
import { noteUse } from '../grants/note-use.ts';
import { storeOf } from '../grants/store-of.ts';
import { createRandom } from '../simulation/random.ts';
import { MemoryTransport } from '../simulation/transport.ts';
import { World } from '../simulation/world.ts';
import { keepBoxes } from './dead-letter-boxes.ts';
import { openDoors } from './open-doors.ts';
import { routesIn, routesOf } from './routes-of.ts';
import { Visitor } from './visitor.ts';

/** Staff of the demonstration, by first name; Robin has an account without any role. */
const staff = {
  ...Object.fromEntries(demoPeople.map((person) => [person.name.split(' ')[0] ?? '', person])),
  Robin: {
    sub: '5a0b1c00-0000-4000-8000-000000000099',
    name: 'Robin Newcomer',
    groups: ['eu-west-2_google', 'system'],
  },
};
export type StaffName = keyof typeof staff | (string & {});

const personNamed = (name: StaffName) => {
  const person = staff[name as keyof typeof staff];
  if (person === undefined) throw new Error(`nobody is called ${name}`);
  return person;
};

/** Somebody as the commands know them, for setting a scene without pages. */
export const actorNamed = (name: StaffName): Actor => {
  const { sub, groups } = personNamed(name);
  return { id: sub, roles: groups as Actor['roles'] };
};

/** A sign-in that lets in whoever comes back with the code `yes`. */
const plainSignIn: SignIn = {
  begin: async ({ returnTo }) => ({ redirectTo: new URL('https://sign-in.invalid/'), transaction: returnTo }),
  complete: async ({ query, transaction = '/', now }) =>
    query.get('code') === 'yes'
      ? {
          ok: true,
          returnTo: transaction,
          person: SignedInPerson.parse({
            subject: personNamed('Cora').sub,
            name: personNamed('Cora').name,
            groups: ['coordinator'],
            authenticatedAt: now.toISOString(),
          }),
        }
      : { ok: false, refusal: 'refused' },
  findSignOutUrl: async () => new URL('https://sign-in.invalid/out'),
};

export interface SignInOptions {
  /** How long ago they proved who they are; just now when not said. */
  readonly minutesAgo?: number;
}

type StaffSiteDeps = StaffDeps & SignInDeps;

/** The console over twins in memory, in a world whose queues run when told. */
export function createConsoleSite(changes: Partial<StaffSiteDeps> = {}) {
  const store = new MemoryStore();
  const world = new World({ store, random: createRandom(7), transport: new MemoryTransport(1), note: noteUse });
  const failures: Failure[] = [];
  const deps: StaffSiteDeps = {
    ...world.deps,
    signIn: plainSignIn,
    doors: openDoors(world.deps),
    assets: { style: '/assets/site.css', script: '/assets/site.js', mark: '/assets/mark.svg' },
    reportFailure: (failure) => failures.push(failure),
    ...changes,
  };
  const kept = keepBoxes();
  const depsOf = (of: FunctionName): StaffSiteDeps => ({ ...deps, store: storeOf(of, deps.store) });
  const pages = createConsoleApp(depsOf('web-console'));
  const finance = createFinanceApp(depsOf('web-finance'));
  const oversight = createOversightApp(depsOf('web-oversight'), kept.boxes);
  const signIn = createSignInApp(depsOf('web-sign-in'));
  // Which of the four functions answers, the API decides by the path.
  const answers = ({ path }: HonoRequest) => {
    if (signInPaths.some((each) => path === each)) return signIn;
    const isAmong = (paths: readonly string[]) => paths.some((each) => path === each || path.startsWith(`${each}/`));
    if (isAmong(financePaths)) return finance;
    return isAmong(oversightPaths) ? oversight : pages;
  };
  const app = new Hono<WebEnv>().use('/console/*', async (c) => answers(c.req).fetch(c.req.raw, c.env));
  const sessions = createSessionStore(store);
  const newVisitor = () => new Visitor(async (path, init) => app.request(`${deps.siteUrl}${path}`, init), deps.siteUrl);
  return {
    app,
    /** Every route of the pages that are seen signed in. */
    async loadRoutes() {
      const loads = [consoleParts, financeParts, oversightParts(kept.boxes)].flatMap((each) => Object.values(each));
      const parts = await Promise.all(loads.map((load) => load()));
      return parts.flatMap(({ pages }) => pages.flatMap((createPages) => createPages(deps).routes));
    },
    /** Every route of the pages of one function that are seen signed in, with the whole of its address. */
    routesOf: (parts: Parts) => routesOf(insideParts(deps, parts)),
    /** Every route of signing in and out, and of the sign-ins there are. */
    signInRoutes: () => routesIn(signIn.routes),
    /** What was given up, in the place of the queues. */
    kept,
    deps,
    store,
    world,
    failures,
    sessions,
    newVisitor,
    /** Somebody with a browser of their own, signed in. */
    async visitAs(
      name: StaffName,
      { minutesAgo = 0 }: SignInOptions = {},
      visitor: Visitor = newVisitor(),
    ): Promise<Visitor> {
      const { sub, name: shownName, groups } = personNamed(name);
      const now = deps.now();
      const authenticatedAt = later(now, { minutes: -minutesAgo });
      const person = { subject: sub, name: shownName, groups: [...groups], authenticatedAt };
      const { id } = await startSession(sessions, person, new Date(now));
      visitor.cookies.set('__Host-session', id);
      return visitor;
    },
  };
}
export type ConsoleSite = ReturnType<typeof createConsoleSite>;
