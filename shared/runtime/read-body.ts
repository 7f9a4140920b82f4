import { type Fact, readFact, type Unreadable } from '../../events/catalogue.ts';

/** Parses a message's text; what is not JSON is `undefined`, which no schema takes for a fact. */
export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** Reads a fact from a message's text. */
export function readBody(body: string): { readonly ok: true; readonly fact: Fact } | Unreadable {
  const parsed = parseJson(body);
  return parsed === undefined ? { ok: false, reason: 'not JSON' } : readFact(parsed);
}
