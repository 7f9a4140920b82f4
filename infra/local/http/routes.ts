export type Route<T> = { method: string; segments: string[]; key: string; target: T };

export type Match<T> = { route: Route<T>; pathParameters: Record<string, string> | undefined };

/** `METHOD /path/{id}/{proxy+}` or `$default`, as an HTTP API writes its routes. */
export const parseRoute = <T>(key: string, target: T): Route<T> => {
  if (key === '$default') return { method: 'ANY', segments: ['{$default+}'], key, target };
  const [method = '', path = ''] = key.split(' ');
  if (!/^[A-Z]+$/.test(method) || !path.startsWith('/'))
    throw new Error(`The local runner does not know the route "${key}".`);
  return { method, segments: path.split('/').slice(1), key, target };
};

const decode = (segment: string): string => {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
};

const isGreedy = (segment: string | undefined): boolean => segment?.endsWith('+}') ?? false;

const parametersOf = (segments: string[], path: string[]): Record<string, string> | undefined => {
  const parameters: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const given = path[index];
    if (given === undefined) return undefined;
    if (isGreedy(segment)) {
      const rest = path.slice(index).join('/');
      // A greedy parameter stands for at least one character, but for the route that takes everything.
      if (rest === '' && segment !== '{$default+}') return undefined;
      parameters[segment.slice(1, -2)] = decode(rest);
      return parameters;
    }
    if (segment.startsWith('{')) parameters[segment.slice(1, -1)] = decode(given);
    else if (segment !== given) return undefined;
  }
  return segments.length === path.length ? parameters : undefined;
};

/** Lower is more specific: a literal before a parameter before a greedy one before the default; a method before ANY. */
const rank = ({ segments, method, key }: Route<unknown>): string => {
  const kinds = segments.map((segment) => (isGreedy(segment) ? '2' : segment.startsWith('{') ? '1' : '0'));
  return [key === '$default' ? '9' : '', ...kinds].join('').padEnd(64, '0') + (method === 'ANY' ? '1' : '0');
};

/** The route that an HTTP API would choose: the most specific one. */
export const matchRoute = <T>(routes: Route<T>[], method: string, path: string): Match<T> | undefined => {
  const segments = path.split('/').slice(1);
  const candidates = routes
    .filter((route) => route.method === 'ANY' || route.method === method)
    .map((route) => ({ route, parameters: parametersOf(route.segments, segments) }))
    .filter(({ parameters }) => parameters !== undefined)
    .sort((one, other) => (rank(one.route) < rank(other.route) ? -1 : 1));
  const [chosen] = candidates;
  if (chosen === undefined) return undefined;
  const { $default: _everything, ...pathParameters } = chosen.parameters ?? {};
  return { route: chosen.route, pathParameters: Object.keys(pathParameters).length === 0 ? undefined : pathParameters };
};
