type Send = (path: string, init: RequestInit) => Promise<Response>;

export type Typed = Readonly<Record<string, string | readonly string[]>>;

export interface ShownForm {
  readonly action: string;
  /** What the form would send if nothing were touched. */
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly text: string;
  /** What it sends that nobody sees or fills in. */
  readonly hidden: readonly (readonly [name: string, value: string])[];
  /** Whether it asks for anything; another has only a button. */
  readonly isAsking: boolean;
}

export const attributesOf = (tag: string): ReadonlyMap<string, string> =>
  new Map([...tag.matchAll(/([\w-]+)(?:="([^"]*)")?/g)].map(([, name = '', value]) => [name, decode(value ?? '')]));

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
export const decode = (text: string): string => text.replaceAll(/&(#?\w+);/g, (whole, name) => entities[name] ?? whole);

/** What a page says, without its markup. */
export const textOfHtml = (html: string): string =>
  decode(html.replaceAll(/<(script|style)[\s\S]*?<\/\1>/g, ' ').replaceAll(/<[^>]+>/g, ' '))
    .replaceAll(/\s+/g, ' ')
    .trim();

type Inputs = readonly ReadonlyMap<string, string>[];
const inputsIn = (body: string): Inputs =>
  [...body.matchAll(/<input([^>]*)\/?>/g)].map(([, input = '']) => attributesOf(input));
const isChoice = (input: ReadonlyMap<string, string>): boolean => /^(radio|checkbox)$/.test(input.get('type') ?? '');
const isHidden = (input: ReadonlyMap<string, string>): boolean => input.get('type') === 'hidden';
const sentBy = (inputs: Inputs): ShownForm['fields'] =>
  inputs.map((input) => [input.get('name') ?? '', input.get('value') ?? '']);

function formsIn(html: string): ShownForm[] {
  return [...html.matchAll(/<form([^>]*)>([\s\S]*?)<\/form>/g)].map(([, tag = '', body = '']) => {
    const inputs = inputsIn(body);
    return {
      action: attributesOf(tag).get('action') ?? '',
      text: textOfHtml(body),
      fields: sentBy(inputs.filter((input) => !isChoice(input) || input.has('checked'))),
      hidden: sentBy(inputs.filter(isHidden)),
      isAsking: /<(select|textarea)/.test(body) || !inputs.every(isHidden),
    };
  });
}

/** A browser without scripts: keeps cookies, follows our redirects, fills in and sends the forms it is shown. */
export class Visitor {
  readonly cookies = new Map<string, string>();
  /** Every address this visitor was at or sent to. */
  readonly addresses: string[] = [];
  readonly setCookies: string[] = [];
  path = '';
  /** How the page was asked for that is shown now. */
  method = '';
  status = 0;
  html = '';
  headers = new Headers();
  readonly #send: Send;
  readonly #origin: string;

  constructor(send: Send, origin: string) {
    this.#send = send;
    this.#origin = origin;
  }

  get text(): string {
    return textOfHtml(this.html);
  }

  get heading(): string {
    return textOfHtml(/<h1[^>]*>([\s\S]*?)<\/h1>/.exec(this.html)?.[1] ?? '');
  }

  /** What the error summary says, with the field each line leads to. */
  get errors(): readonly { readonly message: string; readonly href: string }[] {
    const summary = /govuk-error-summary__list">([\s\S]*?)<\/ul>/.exec(this.html)?.[1] ?? '';
    return [...summary.matchAll(/<li>([\s\S]*?)<\/li>/g)].map(([, item = '']) => ({
      message: textOfHtml(item),
      href: /href="([^"]*)"/.exec(item)?.[1] ?? '',
    }));
  }

  get forms(): readonly ShownForm[] {
    return formsIn(this.html);
  }

  /** The link of this text, as it stands on the page. */
  linkTo(text: string): string {
    const links = [...this.html.matchAll(/<a ([^>]*)>([\s\S]*?)<\/a>/g)];
    const found = links.find(([, , inner = '']) => textOfHtml(inner) === text);
    if (found === undefined) throw new Error(`There is no link “${text}” on ${this.path}.`);
    return attributesOf(found[1] ?? '').get('href') ?? '';
  }

  /** A second window of the same browser, at the same page. */
  beside(): Visitor {
    const second = new Visitor(this.#send, this.#origin);
    for (const [name, value] of this.cookies) second.cookies.set(name, value);
    second.addresses.push(...this.addresses);
    const { path, method, status, html, headers } = this;
    return Object.assign(second, { path, method, status, html, headers });
  }

  async open(path: string): Promise<this> {
    return this.#go(path, { method: 'GET' });
  }

  async follow(text: string): Promise<this> {
    return this.open(this.linkTo(text));
  }

  /** What the form with this button would send, with what was typed into it. */
  fill(typed: Typed, button?: string): { action: string; body: string } {
    const form = this.forms.find(({ text }) => button === undefined || text.includes(button));
    if (form === undefined) throw new Error(`There is no form with “${button ?? ''}” on ${this.path}.`);
    const body = new URLSearchParams();
    for (const [name, value] of form.fields) if (!(name in typed)) body.append(name, value);
    for (const [name, value] of Object.entries(typed)) for (const one of [value].flat()) body.append(name, one);
    return { action: form.action, body: body.toString() };
  }

  async submit(typed: Typed = {}, button?: string): Promise<this> {
    const { action, body } = this.fill(typed, button);
    // A form without an action is sent to the page it stands on.
    return this.post(action === '' ? this.path : action, body);
  }

  async post(path: string, body: string, headers: Readonly<Record<string, string>> = {}): Promise<this> {
    const type = { 'Content-Type': 'application/x-www-form-urlencoded' };
    return this.#go(path, { method: 'POST', body, headers: { ...type, ...headers } });
  }

  async #go(path: string, init: RequestInit & { headers?: Record<string, string> }): Promise<this> {
    this.addresses.push(path);
    this.method = init.method ?? 'GET';
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await this.#send(path, {
      ...init,
      headers: { ...init.headers, ...(cookie && { Cookie: cookie }) },
    });
    for (const line of response.headers.getSetCookie()) this.keep(line);
    const location = response.headers.get('Location');
    this.status = response.status;
    this.headers = response.headers;
    this.path = path;
    if (location === null) {
      this.html = await response.text();
      return this;
    }
    const isOurs = location.startsWith('/') || location.startsWith(`${this.#origin}/`);
    if (isOurs) return this.#go(location.replace(this.#origin, ''), { method: 'GET' });
    this.addresses.push(location);
    this.path = location;
    this.html = '';
    return this;
  }

  /** Takes a cookie as a browser does. */
  keep(line: string): void {
    this.setCookies.push(line);
    const [pair = '', ...rest] = line.split('; ');
    const [name = '', value = ''] = pair.split(/=(.*)/s);
    if (rest.some((attribute) => /^max-age=0$/i.test(attribute))) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}
