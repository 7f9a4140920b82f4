/** Text that is safe inside HTML, because it was escaped or written here. */
export interface Markup {
  readonly markup: string;
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

type Part = string | number | Markup | readonly Markup[] | undefined;

function render(part: Part): string {
  if (part === undefined) return '';
  if (typeof part === 'string' || typeof part === 'number')
    return `${part}`.replace(/[&<>"']/g, (c) => entities[c] ?? c);
  return 'markup' in part ? part.markup : part.map((piece) => piece.markup).join('');
}

/** A template tag for pages: everything put in is escaped, unless it is markup already. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Markup {
  return { markup: strings.map((text, n) => text + render(parts[n])).join('') };
}

const style = `
  :root { color-scheme: light; }
  * { box-sizing: border-box; }
  body { margin: 0; background: #fff; color: #1c1c1c; font: 1.1875rem/1.45 system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif; }
  .banner { margin: 0; padding: .75rem 1rem; background: #5b2a86; color: #fff; font-weight: 700; }
  main { max-width: 40rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
  h1 { font-size: 2rem; line-height: 1.2; }
  fieldset { border: 0; margin: 0 0 1.5rem; padding: 0; }
  legend { padding: 0; font-weight: 700; }
  .choice { display: flex; gap: .75rem; align-items: flex-start; padding: .35rem 0; }
  .choice input { width: 1.5rem; height: 1.5rem; flex: none; margin: .1rem 0 0; }
  .hint { color: #454545; }
  .problem { border: 4px solid #b3131d; padding: 1rem; margin-bottom: 1.5rem; }
  .problem h2 { margin: 0 0 .5rem; font-size: 1.25rem; }
  button { display: block; width: 100%; margin: 0 0 1rem; padding: .75rem 1rem; border: 2px solid #0b5345; background: #0b5345; color: #fff; font: inherit; text-align: left; cursor: pointer; }
  button.second { background: #fff; color: #0b5345; }
  .people { list-style: none; padding: 0; }
  a { color: #0b4a8f; }
  :focus-visible { outline: 4px solid #d98200; outline-offset: 2px; }
  dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1.5rem; }
  dt { font-weight: 700; } dd { margin: 0; }
`;

/** A whole page: one banner that says this is no real service, one heading, no script, nothing fetched. */
export function plainPage(page: { title: string; banner: string; body: Markup }): string {
  return html`<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${page.title}</title>
<link rel="icon" href="data:,">
<style>${{ markup: style }}</style>
</head>
<body>
<header class="banner">${page.banner}</header>
<main>${page.body}</main>
</body>
</html>
`.markup;
}

/**
 * Headers of every page. `formTargets` are the origins that a form's answer may send the browser on to: browsers
 * apply `form-action` to redirects as well.
 */
export function pageHeaders(formTargets: readonly string[] = []): Record<string, string> {
  return {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'content-security-policy': [
      "default-src 'none'",
      "style-src 'unsafe-inline'",
      'img-src data:',
      "base-uri 'none'",
      "frame-ancestors 'none'",
      ['form-action', "'self'", ...formTargets].join(' '),
    ].join('; '),
  };
}
