const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  ctdot: '⋯',
};

const token =
  /<!--[\s\S]*?-->|<\/?[a-zA-Z][^\s/>]*(?:\s+[^\s=>/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+))?)*\s*\/?>|[^<]+/g;
const attribute = /([^\s=>/]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+)))?/g;

/** Elements beside which a space is seen and heard. */
const inline = new Set(['a', 'strong', 'span']);

type Part =
  | { readonly kind: 'open' | 'close'; readonly name: string; readonly html: string }
  | { readonly kind: 'text'; readonly text: string };

/**
 * HTML as its meaning: attributes sorted, entities read, whitespace that nobody sees or hears left out, one part a
 * line. Two pieces of HTML with the same result look and read the same.
 */
export function normaliseHtml(html: string): string {
  const parts = (html.match(token) ?? []).filter((part) => !part.startsWith('<!--')).map(readPart);
  return parts
    .map((part, index) => (part.kind === 'text' ? trimText(part.text, parts[index - 1], parts[index + 1]) : part.html))
    .filter((line) => line !== '')
    .join('\n');
}

function readPart(part: string): Part {
  if (!part.startsWith('<')) return { kind: 'text', text: readEntities(part).replace(/\s+/g, ' ') };
  const name = part
    .replace(/^<\/?/, '')
    .replace(/[\s/>][\s\S]*$/, '')
    .toLowerCase();
  if (part.startsWith('</')) return { kind: 'close', name, html: name === 'path' ? '' : `</${name}>` };
  const inside = part.slice(name.length + 1).replace(/\/?>$/, '');
  const attributes = [...inside.matchAll(attribute)]
    .map(([, key = '', double, single, bare]) => `${key}="${readAttribute(key, double ?? single ?? bare ?? '')}"`)
    .sort();
  return { kind: 'open', name, html: `<${[name, ...attributes].join(' ')}>` };
}

function readAttribute(key: string, value: string): string {
  const read = readEntities(value).replace(/\s+/g, ' ').trim();
  return key === 'class' ? read.split(' ').sort().join(' ') : read;
}

function readEntities(text: string): string {
  return text
    .replace(/&#x([0-9a-f]+);/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&([a-z]+);/gi, (whole, name: string) => entities[name] ?? whole);
}

/** A space counts beside an inline element, and at the start of what only screen readers say. */
function trimText(text: string, before: Part | undefined, after: Part | undefined): string {
  if (text.trim() === '') return '';
  const afterInline = before?.kind === 'close' && inline.has(before.name);
  const beforeInline = after?.kind === 'open' && inline.has(after.name);
  const inHiddenText = before?.kind === 'open' && before.html.includes('govuk-visually-hidden');
  const start = text.startsWith(' ') && (afterInline || inHiddenText) ? '␣' : '';
  const end = text.endsWith(' ') && beforeInline ? '␣' : '';
  return `${start}${text.trim()}${end}`;
}
