const mostInBlock = 512;

/** The first position whose text is at or after `text`. */
const lowerBound = <T>(items: readonly T[], text: string, textOf: (item: T) => string): number => {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = items[middle];
    if (item !== undefined && textOf(item) < text) low = middle + 1;
    else high = middle;
  }
  return low;
};

/**
 * Items in the order of a text of theirs, one of each text, kept in blocks of bounded size: adding and removing moves
 * one block, however many items there are. No block is empty.
 */
export class SortedItems<T> {
  readonly #blocks: T[][] = [];
  readonly #textOf: (item: T) => string;
  readonly #lastText: (block: readonly T[]) => string;

  constructor(textOf: (item: T) => string) {
    this.#textOf = textOf;
    this.#lastText = (block) => {
      const last = block.at(-1);
      return last === undefined ? '' : textOf(last);
    };
  }

  get isEmpty(): boolean {
    return this.#blocks.length === 0;
  }

  get(text: string): T | undefined {
    const [item] = this.upwards(text, text);
    return item;
  }

  /** Adds an item, in the place of one of the same text. */
  put(item: T): void {
    const text = this.#textOf(item);
    const at = Math.min(lowerBound(this.#blocks, text, this.#lastText), Math.max(0, this.#blocks.length - 1));
    const block = this.#blocks[at];
    if (block === undefined) {
      this.#blocks.push([item]);
      return;
    }
    const position = lowerBound(block, text, this.#textOf);
    const there = block[position];
    const replaces = there !== undefined && this.#textOf(there) === text;
    block.splice(position, replaces ? 1 : 0, item);
    if (block.length <= mostInBlock) return;
    // A last block that only ever grows at its end stays full; any other is halved.
    const isGrowing = at === this.#blocks.length - 1 && position === block.length - 1;
    this.#blocks.splice(at + 1, 0, block.splice(isGrowing ? mostInBlock : mostInBlock >>> 1));
  }

  delete(text: string): void {
    const at = lowerBound(this.#blocks, text, this.#lastText);
    const block = this.#blocks[at];
    if (block === undefined) return;
    const position = lowerBound(block, text, this.#textOf);
    const there = block[position];
    if (there === undefined || this.#textOf(there) !== text) return;
    block.splice(position, 1);
    if (block.length === 0) this.#blocks.splice(at, 1);
  }

  /** From `from` to `to`, both included, in order. */
  *upwards(from: string, to: string): Generator<T> {
    const first = lowerBound(this.#blocks, from, this.#lastText);
    for (let at = first; at < this.#blocks.length; at += 1) {
      const block = this.#blocks[at] ?? [];
      const start = at === first ? lowerBound(block, from, this.#textOf) : 0;
      for (let position = start; position < block.length; position += 1) {
        const item = block[position];
        if (item === undefined || this.#textOf(item) > to) return;
        yield item;
      }
    }
  }

  /** From `to` down to `from`, both included. */
  *downwards(from: string, to: string): Generator<T> {
    const last = Math.min(lowerBound(this.#blocks, to, this.#lastText), this.#blocks.length - 1);
    for (let at = last; at >= 0; at -= 1) {
      const block = this.#blocks[at] ?? [];
      for (let position = block.length - 1; position >= 0; position -= 1) {
        const item = block[position];
        if (item === undefined || this.#textOf(item) > to) continue;
        if (this.#textOf(item) < from) return;
        yield item;
      }
    }
  }
}
