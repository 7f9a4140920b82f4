import { attributesOf, decode, textOfHtml } from '../support/visitor.ts';

/** A field as it stands on a page, with what it offers to choose from. */
export interface ShownField {
  readonly name: string;
  readonly kind: 'hidden' | 'text' | 'choices';
  /** Of a hidden or text field what stands in it; of choices all that can be chosen. */
  readonly values: readonly string[];
}

export interface ShownForm {
  readonly action: string;
  readonly fields: readonly ShownField[];
}

const choosable = new Set(['radio', 'checkbox']);

function fieldOf(tag: string, attributes: ReadonlyMap<string, string>, inner: string): ShownField | undefined {
  const name = attributes.get('name');
  const type = attributes.get('type') ?? 'text';
  if (name === undefined || name === '' || type === 'submit') return undefined;
  if (tag === 'select') {
    const options = [...inner.matchAll(/<option([^>]*)>/g)].map(([, option = '']) => attributesOf(option).get('value'));
    return { name, kind: 'choices', values: options.map((value) => value ?? '') };
  }
  const value = tag === 'textarea' ? decode(inner) : (attributes.get('value') ?? '');
  if (tag === 'input' && choosable.has(type)) return { name, kind: 'choices', values: [value] };
  return { name, kind: type === 'hidden' ? 'hidden' : 'text', values: [value] };
}

/** Radios and boxes of one name are one field. */
function gather(fields: readonly ShownField[]): ShownField[] {
  const byName = Map.groupBy(fields, ({ name }) => name);
  return [...byName].flatMap(([name, alike]) => {
    const kind = alike[0]?.kind ?? 'text';
    return [{ name, kind, values: alike.flatMap(({ values }) => values) }];
  });
}

const elements = /<(input|select|textarea|button)\b([^>]*)>(?:([\s\S]*?)<\/\1>)?/g;
const voidElement = /<input\b([^>]*)>/g;

/** The forms of a page that post something. */
export function formsOn(html: string): ShownForm[] {
  return [...html.matchAll(/<form([^>]*)>([\s\S]*?)<\/form>/g)].flatMap(([, tag = '', body = '']) => {
    const form = attributesOf(tag);
    if (form.get('method') !== 'post') return [];
    // An `input` has no end: taken out first, it cannot swallow what stands between it and another's end.
    const inputs = [...body.matchAll(voidElement)].map(([, attributes = '']) =>
      fieldOf('input', attributesOf(attributes), ''),
    );
    const others = [...body.replaceAll(voidElement, '').matchAll(elements)].map(
      ([, name = '', attributes = '', inner = '']) => fieldOf(name, attributesOf(attributes), inner),
    );
    return [
      {
        action: form.get('action') ?? '',
        fields: gather([...inputs, ...others].filter((field) => field !== undefined)),
      },
    ];
  });
}

/** Our own addresses that a page leads to. */
export const linksOn = (html: string): string[] =>
  [...html.matchAll(/<a ([^>]*)>/g)]
    .map(([, link = '']) => attributesOf(link).get('href') ?? '')
    .filter((href) => href.startsWith('/') && !href.startsWith('//'))
    .map((href) => href.replace(/#.*/, ''));

/** What stands in the main part of a page: its words, and whether there is anything there to press or fill in. */
export function mainOf(html: string): { readonly words: string; readonly canAct: boolean } {
  const main = /<main[\s\S]*<\/main>/.exec(html)?.[0] ?? '';
  return { words: textOfHtml(main), canAct: /<(a|form|button) /.test(main) };
}
