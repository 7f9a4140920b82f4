import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { FuzzedTown } from './fuzzed-town.ts';
import type { MadeRequest } from './make-request.ts';
import { marker } from './plans.ts';
import { mainOf } from './shown-forms.ts';

/** Words that tell a person what to do next. */
const advice =
  /\b(please|enter|choose|tick|check|shorten|call|ask|go back|sign in|write|open|start|press|put right)\b/i;

/** Housekeeping that no refusal promises to leave alone: a session that has run out is deleted when it is next seen. */
const housekeeping: readonly string[] = ['sign-in-session', 'sign-in-index'];

/** All that must stay as it was after a refusal: everything kept, mails sent, payment pages opened. */
export function everythingIn({ site: { store, world } }: FuzzedTown): string {
  const { records, journal, audit } = store.export();
  return JSON.stringify([
    records.filter(({ kind }) => !housekeeping.includes(kind)),
    journal.length,
    audit.length,
    world.mailer.sent.length,
    world.payments.provider.checkouts.size,
  ]);
}

const places = ['https://sign-in.invalid/', 'https://checkout.invalid/'];

function headerFaults(headers: Readonly<Record<string, unknown>>): string[] {
  const policy = String(headers['content-security-policy'] ?? '');
  return [
    ...(policy.includes("default-src 'none'") ? [] : ['it has no content security policy']),
    ...(headers['x-content-type-options'] === 'nosniff' ? [] : ['browsers may guess its type']),
    ...(headers['cache-control'] === undefined ? ['it may be kept by a cache'] : []),
  ];
}

function redirectFaults(location: string): string[] {
  const isOurs = /^\/(?![/\\])/.test(location);
  return isOurs || places.some((place) => location.startsWith(place)) ? [] : [`it leads to ${location}`];
}

/** A refusal is a page that says what happened and what to do. */
function refusalFaults(method: string, headers: Readonly<Record<string, unknown>>, body: string): string[] {
  if (method === 'HEAD') return [];
  if (!String(headers['content-type']).startsWith('text/html')) return [`it is no page but ${headers['content-type']}`];
  const { words, canAct } = mainOf(body);
  return [
    ...(/^<!doctype html>/i.test(body) ? [] : ['it is no whole page']),
    ...((body.match(/<h1[ >]/g) ?? []).length === 1 ? [] : ['it has not one heading']),
    ...(advice.test(words) && (canAct || /please|call|put right/i.test(words))
      ? []
      : [`it does not say what to do: “${words}”`]),
  ];
}

/** Everything that is wrong with an answer, in words; empty when all is well. */
export function findFaults(
  { parts: { method } }: MadeRequest,
  result: APIGatewayProxyStructuredResultV2,
  hasChanged: boolean,
): string[] {
  const status = result.statusCode ?? 0;
  const headers = result.headers ?? {};
  const body = result.body ?? '';
  const location = headers.location === undefined ? undefined : String(headers.location);
  const isLook = method !== 'POST';
  return [
    ...(status >= 500 ? [`the answer is ${status}`] : []),
    ...headerFaults(headers),
    ...(location === undefined ? [] : redirectFaults(location)),
    ...(status >= 400 ? refusalFaults(method, headers, body) : []),
    ...(body.includes(marker) || body.includes('<img src=x') ? ['what was typed comes back as markup'] : []),
    ...(status >= 400 && hasChanged ? ['it was refused, and something was written'] : []),
    ...(isLook && hasChanged ? [`${method} has written something`] : []),
  ];
}
