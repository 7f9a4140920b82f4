/** What stands at the top of every generated page. */
const generated = '<!-- Written by `npm run docs` from the code. Change the code, not this page. -->';

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** A table with a heading row; nothing at all when there are no rows. */
export function table(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [line(heading), line(heading.map(() => '---')), ...rows.map(line)].join('\n');
}

export const code = (text: string): string => `\`${text}\``;

export const codes = (texts: readonly string[]): string => (texts.length === 0 ? '–' : texts.map(code).join(', '));

export const fenced = (language: string, text: string): string => `\`\`\`${language}\n${text.trimEnd()}\n\`\`\``;

/** A page of parts with a blank line between them; empty parts are left out. */
export const page = (title: string, ...parts: readonly string[]): string =>
  `${[generated, `# ${title}`, ...parts].filter((part) => part !== '').join('\n\n')}\n`;

/** A word of ours as a node's name in a mermaid diagram, which takes neither dashes nor dots. */
export const nodeName = (text: string): string => text.replaceAll(/[^0-9A-Za-z]/g, '_');

/** Words inside a mermaid label: without what would end it. */
export const label = (text: string): string => text.replaceAll('"', '”').replaceAll(';', ',').replaceAll(':', ' –');
