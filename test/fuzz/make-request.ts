import { csrfField } from '../../shared/web/csrf.ts';
import { trapField } from '../../shared/web/watch-form.ts';
import type { EventParts } from '../support/serve-handler.ts';
import type { Browser, FuzzedTown } from './fuzzed-town.ts';
import type { Plan, Spoil } from './plans.ts';
import type { ShownField, ShownForm } from './shown-forms.ts';

/** What has been seen of the pages so far: each request adds to it, so that the next ones go further in. */
export interface Seen {
  /** By browser. */
  readonly links: Map<string, Set<string>>;
  readonly forms: Map<string, { readonly who: string; readonly form: ShownForm }>;
}

export interface MadeRequest {
  readonly parts: EventParts;
  readonly browser: Browser;
  /** With cookies that are not this browser's: what is answered to them it does not keep. */
  readonly isForged: boolean;
  /** The route that it is meant for, when it was made from one. */
  readonly route?: string;
}

type PagePlan = Exclude<Plan, { kind: 'webhook' | 'mail-report' }>;

const at = <T>(from: readonly T[], pick: number): T | undefined => from[pick % from.length];

const formType = { 'content-type': 'application/x-www-form-urlencoded' };

/** What a person might enter into a field of this name. */
const plausible: readonly (readonly [RegExp, string])[] = [
  [/email/i, 'somebody@example.org'],
  [/phone/i, '07700 900982'],
  [/postcode|area/i, 'LS6 2AB'],
  [/day$/, '1'],
  [/month$/, '3'],
  [/year$/, '2027'],
  [/amount|contribution|fee|price/i, '20'],
  [/sessions|people|order|capacity|reach|days/i, '3'],
  [/reference/i, 'SP-00000-00000'],
  [/slug/i, 'a-fund'],
];
const plausibleFor = (name: string): string => plausible.find(([pattern]) => pattern.test(name))?.[1] ?? 'A few words';

function fillIn({ name, kind, values }: ShownField, fill: number, index: number): [string, string][] {
  if (name === trapField) return [[name, '']];
  if (kind === 'hidden') return [[name, values[0] ?? '']];
  if (kind === 'choices') return [[name, (fill < 0 ? values.at(-1) : at(values, fill + index)) ?? '']];
  return [[name, values[0] || plausibleFor(name)]];
}

type FieldSpoil = Exclude<Spoil, { how: 'add' }>;

/** What is sent of one value: nothing, something else, or more than one. */
function spoilValue(value: string, spoil: FieldSpoil): string[] {
  switch (spoil.how) {
    case 'drop':
      return [];
    case 'replace':
      return [spoil.text];
    case 'repeat':
      return [value, spoil.text];
    case 'lengthen':
      return [`${value}${spoil.text}`];
    case 'cut':
      return [value.slice(0, spoil.text % (value.length + 1))];
  }
}

/** Fields as they would be sent, some of them spoilt; the token is given apart. */
function spoilFields(fields: [string, string][], spoils: readonly Spoil[]): [string, string][] {
  let sent = fields;
  for (const spoil of spoils) {
    if (spoil.how === 'add') {
      sent = [...sent, [spoil.name, spoil.text]];
      continue;
    }
    const [name] = at(sent, spoil.field) ?? [];
    if (name === csrfField) continue;
    sent = sent.flatMap(([each, value]) =>
      each === name ? spoilValue(value, spoil).map((one): [string, string] => [each, one]) : [[each, value]],
    );
  }
  return sent;
}

type TokenFrom = Extract<PagePlan, { kind: 'form' }>['token'];

function giveToken(fields: [string, string][], from: TokenFrom, own: string | undefined): [string, string][] {
  const shown = fields.find(([name]) => name === csrfField)?.[1] ?? '';
  const others = fields.filter(([name]) => name !== csrfField);
  const token = own ?? shown;
  switch (from) {
    case 'own':
      return [...others, [csrfField, token]];
    case 'as-shown':
      return [...others, [csrfField, shown]];
    case 'doubled':
      return [...others, [csrfField, token], [csrfField, token]];
    case 'forged':
      return [...others, [csrfField, `${token.slice(1)}A`]];
    case 'missing':
      return others;
  }
}

const encode = (fields: readonly [string, string][]): string => new URLSearchParams(fields).toString();

/** Makes a request of a plan, from what has been seen of the pages. */
export class RequestMaker {
  readonly #town: FuzzedTown;
  readonly #seen: Seen;
  readonly #tokenOf: (browser: Browser, isOfSession: boolean) => string | undefined;

  constructor(town: FuzzedTown, seen: Seen, tokenOf: (browser: Browser, isOfSession: boolean) => string | undefined) {
    this.#town = town;
    this.#seen = seen;
    this.#tokenOf = tokenOf;
  }

  make(plan: PagePlan): MadeRequest {
    const browser = at(this.#town.browsers, plan.browser);
    if (browser === undefined) throw new Error('nobody is there');
    const { parts, route } = this.#plain(plan, browser);
    const { headers = {}, cookies = [] } = plan.manners ?? {};
    const own = [...browser.visitor.cookies].filter(([name]) => !cookies.some(([spoiled]) => spoiled === name));
    return {
      browser,
      isForged: cookies.length > 0,
      ...(route === undefined ? {} : { route }),
      parts: {
        ...parts,
        headers: { ...parts.headers, ...headers },
        cookies: [...own, ...cookies].map(([name, value]) => `${name}=${value}`),
      },
    };
  }

  #plain(plan: PagePlan, browser: Browser): { parts: EventParts; route?: string } {
    switch (plan.kind) {
      case 'follow':
        return { parts: this.#follow(plan, browser) };
      case 'form':
        return { parts: this.#send(plan, browser) };
      case 'route':
        return this.#askRoute(plan, browser);
      case 'wild': {
        const written = plan.path.map((piece) => (plan.isRaw ? piece : encodeURIComponent(piece.toWellFormed())));
        const query = encode(plan.query);
        const path = `/${written.join('/')}`;
        return { parts: { method: plan.method, path, query, headers: formType, body: plan.body } };
      }
    }
  }

  #follow(plan: Extract<PagePlan, { kind: 'follow' }>, browser: Browser): EventParts {
    const links = [...browser.starts, ...(this.#seen.links.get(browser.who) ?? [])];
    const [path = '/', query = ''] = (at(links, plan.pick) ?? '/').split('?');
    // Every other look leaves the address as it is.
    const added = plan.pick % 2 === 0 ? '' : encode(plan.query);
    return { method: 'GET', path, query: [query, added].filter((part) => part !== '').join('&') };
  }

  #send(plan: Extract<PagePlan, { kind: 'form' }>, browser: Browser): EventParts {
    const all = [...this.#seen.forms.values()];
    const own = all.filter(({ who }) => who === browser.who);
    const chosen = at(plan.isOwn && own.length > 0 ? own : all, plan.pick);
    if (chosen === undefined) return { method: 'GET', path: '/' };
    return this.sendForm(browser, chosen.form, plan);
  }

  /** A form as it was shown, filled in plausibly and spoilt. */
  sendForm(
    browser: Browser,
    { action, fields }: ShownForm,
    { fill, spoils, token: from }: Pick<Extract<PagePlan, { kind: 'form' }>, 'fill' | 'spoils' | 'token'>,
  ): EventParts {
    const filled = fields.flatMap((field, index) => fillIn(field, fill, index));
    const token = this.#tokenOf(browser, action.startsWith('/console'));
    const sent = giveToken(spoilFields(filled, spoils), from, token);
    const [path = '', query = ''] = action.split('?');
    return { method: 'POST', path, query, headers: formType, body: encode(sent) };
  }

  #askRoute(plan: Extract<PagePlan, { kind: 'route' }>, browser: Browser): { parts: EventParts; route: string } {
    const { method, path } = at(this.#town.routes, plan.pick) ?? { method: 'GET', path: '/' };
    const ids = this.#idsByKind();
    let place = 0;
    const filled = path.replaceAll(/:(\w+)/g, (_, name: string) => {
      const spoiled = plan.params[place];
      place += 1;
      return spoiled === undefined
        ? (at(ids.get(kindOf[name] ?? name) ?? ['2027-02'], plan.pick) ?? '')
        : encodeURIComponent(spoiled.toWellFormed());
    });
    const token = this.#tokenOf(browser, path.startsWith('/console'));
    const body = encode(giveToken(plan.fields, plan.token, token));
    const query = encode(plan.query);
    return {
      route: `${method} ${path}`,
      parts: { method, path: filled, query, headers: formType, ...(method === 'POST' ? { body } : {}) },
    };
  }

  #idsByKind(): ReadonlyMap<string, readonly string[]> {
    const records = Map.groupBy(this.#town.site.store.export().records, ({ kind }) => kind);
    return new Map([...records].map(([kind, alike]) => [kind, alike.map(({ id }) => id)]));
  }
}

/** Which records the parameters of addresses name. */
const kindOf: Readonly<Record<string, string>> = { case: 'referral', absence: 'delegation' };
