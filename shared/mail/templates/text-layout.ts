import type { Block, LetterBody } from '../letter-body.ts';

function textOf(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return block.text;
    case 'facts':
      return block.rows.map(([name, value]) => `${name}: ${value}`).join('\n');
    case 'button':
      return `${block.label}:\n${block.url}`;
  }
}

/** The letter as plain text: the same words in the same order as its HTML, with links written out. */
export const asText = ({ greeting, blocks, signature }: LetterBody): string =>
  `${[greeting, ...blocks.map(textOf), signature.join('\n')].join('\n\n')}\n`;
