import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Takes the stars off; a paragraph becomes one line, and lines of a table stay lines. */
function unwrap(comment: string): string {
  const lines = comment.split('\n').map((line) => line.replace(/^\s*\* ?/, '').trimEnd());
  return lines
    .join('\n')
    .trim()
    .replaceAll(/(?<![|\n])\n(?![|\n])/g, ' ')
    .replaceAll(/\{@link (\w+)\}/g, '`$1`');
}

/**
 * The doc comment that stands right above an exported declaration.
 * @throws when there is none: a document without its meaning is no document.
 */
export function docCommentOf(root: string, file: string, name: string): string {
  const source = readFileSync(join(root, file), 'utf8');
  const pattern = new RegExp(
    `/\\*\\*((?:(?!\\*/)[^])*)\\*/\\nexport (?:const|interface|type|class|function) ${name}\\b`,
  );
  const comment = pattern.exec(source)?.[1];
  if (comment === undefined) throw new Error(`${file} says nothing above ${name}: write a doc comment.`);
  return unwrap(comment);
}
