import type { Look, Looking } from './looked-at.ts';
import type { KnownRoute } from './routes-of.ts';
import type { ShownForm, Visitor } from './visitor.ts';

const parameter = /:([a-z]+)/g;
const pathOf = (address: string): string => new URL(address, 'http://localhost').pathname;
const patternOf = ({ path }: KnownRoute): RegExp => new RegExp(`^${path.replaceAll(parameter, '(?<$1>[^/]+)')}$`);
const parametersOf = ({ path }: KnownRoute): number => path.match(parameter)?.length ?? 0;

interface Asked {
  readonly routes: readonly KnownRoute[];
  readonly looking: Looking;
}

/** Which of the routes answers; of two that could, the one that names more of the address. */
function routeFor({ routes }: Asked, method: string, address: string): KnownRoute | undefined {
  const path = pathOf(address);
  return routes
    .filter((route) => route.method === method && patternOf(route).test(path))
    .toSorted((one, other) => parametersOf(one) - parametersOf(other))[0];
}

const nameOf = ({ method, path }: KnownRoute): string => `${method} ${path}`;

/** What stood in the places of parameters wherever this visitor was, or a form of their page led. */
function valuesAt(asked: Asked, { at }: Look): ReadonlyMap<string, string> {
  const addresses = [
    ...at.addresses.map((address) => ['GET', address] as const),
    ...at.forms.map(({ action }) => ['POST', action] as const),
  ];
  return new Map(
    addresses.flatMap(([method, address]) => {
      const route = routeFor(asked, method, address);
      return Object.entries(route === undefined ? {} : (patternOf(route).exec(pathOf(address))?.groups ?? {}));
    }),
  );
}

/** What an address has for somebody: a page of its own, nothing for them, or no page – it leads on, or gives a file. */
async function whatIsAt(visitor: Visitor, address: string): Promise<'page' | 'nothing' | 'no page'> {
  const before = visitor.addresses.length;
  await visitor.open(address);
  const ledOn = visitor.addresses.length > before + 1;
  if (ledOn || !/^text\/html/.test(visitor.headers.get('Content-Type') ?? '')) return 'no page';
  return visitor.status === 200 ? 'page' : 'nothing';
}

/** As many as are asked whether an address has a page; those who look come from everywhere. */
const most = 12;

/** Those who know what stands in the parameters of an address, and the address as they know it. */
function whoKnow(asked: Asked, { path }: KnownRoute): readonly (readonly [Visitor, string])[] {
  return asked.looking.looks
    .flatMap((look) => {
      const values = valuesAt(asked, look);
      const address = path.replaceAll(parameter, (whole, name) => values.get(name) ?? whole);
      return /\/:/.test(address) ? [] : [[look.at, address] as const];
    })
    .slice(-most);
}

/**
 * The routes with a page that nobody looked at, by name. Whether a route of which nobody saw the page has any is found
 * out by asking for it as some of those who looked at others.
 */
export async function findUnseenPages(asked: Asked): Promise<string[]> {
  const lookedAt = new Set(asked.looking.looks.map(({ method, path }) => routeFor(asked, method, path)));
  const seen = new Set(
    asked.looking.looks.flatMap(({ method, path, status }) => (status === 200 ? [routeFor(asked, method, path)] : [])),
  );
  const unseen: string[] = [];
  for (const route of asked.routes.filter((each) => each.method === 'GET' && !seen.has(each))) {
    const found = new Set<string>();
    for (const [visitor, address] of whoKnow(asked, route)) found.add(await whatIsAt(visitor.beside(), address));
    const isNoPage = found.has('no page') || lookedAt.has(route);
    if (found.has('page') || !isNoPage) unseen.push(nameOf(route));
  }
  return unseen;
}

interface FoundForm {
  readonly form: ShownForm;
  readonly at: Visitor;
}

/** Every form that stood on a page somebody looked at, by the route it leads to; the first of each. */
function findForms(asked: Asked): ReadonlyMap<KnownRoute, FoundForm> {
  const found = new Map<KnownRoute, FoundForm>();
  const lookAt = ({ at }: Look): void => {
    for (const form of at.forms) {
      const route = routeFor(asked, 'POST', form.action === '' ? at.path : form.action);
      if (route !== undefined && !found.has(route)) found.set(route, { form, at });
    }
  };
  asked.looking.looks.forEach(lookAt);
  return found;
}

/** The routes that forms are sent to, whose form was on no page that anybody looked at. */
export const findUnseenForms = (asked: Asked): string[] => {
  const found = findForms(asked);
  return asked.routes.filter((route) => route.method === 'POST' && !found.has(route)).map(nameOf);
};

/**
 * Sends every form that asks for something with nothing filled in, and looks at what comes back with something to put
 * right: everything that is wrong there, by the form's route. Afterwards the site is no longer as it was.
 */
export async function findComplaintProblems(asked: Asked): Promise<Readonly<Record<string, readonly string[]>>> {
  const problems: Record<string, readonly string[]> = {};
  for (const [route, { form, at }] of findForms(asked)) {
    if (!form.isAsking) continue;
    const visitor = at.beside();
    const body = new URLSearchParams(Object.fromEntries(form.hidden));
    await visitor.post(form.action === '' ? at.path : form.action, body.toString());
    if (visitor.status < 400) continue;
    const found = [
      ...(visitor.status >= 500 ? [`it failed with ${visitor.status}`] : []),
      ...(await asked.looking.findProblems(visitor)),
    ];
    if (found.length > 0) problems[nameOf(route)] = found;
  }
  return problems;
}
