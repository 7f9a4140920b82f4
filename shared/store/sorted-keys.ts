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

const itself = (text: string): string => text;
const lastOf = (block: readonly string[]): string => block.at(-1) ?? '';

/**
 * A set of texts in order, kept in blocks of bounded size: adding and removing moves one block, however many texts
 * there are. No block is empty.
 */
export class SortedKeys {
  readonly #blocks: string[][] = [];

  get isEmpty(): boolean {
    return this.#blocks.length === 0;
  }

  add(text: string): void {
    const at = Math.min(lowerBound(this.#blocks, text, lastOf), Math.max(0, this.#blocks.length - 1));
    const block = this.#blocks[at];
    if (block === undefined) {
      this.#blocks.push([text]);
      return;
    }
    const position = lowerBound(block, text, itself);
    if (block[position] === text) return;
    block.splice(position, 0, text);
    // A full last block that only ever grows at its end stays full; any other is halved.
    if (block.length > mostInBlock) {
      const isGrowing = at === this.#blocks.length - 1 && position === block.length - 1;
      this.#blocks.splice(at + 1, 0, block.splice(isGrowing ? mostInBlock : mostInBlock >>> 1));
    }
  }

  delete(text: string): void {
    const at = lowerBound(this.#blocks, text, lastOf);
    const block = this.#blocks[at];
    if (block === undefined) return;
    const position = lowerBound(block, text, itself);
    if (block[position] !== text) return;
    block.splice(position, 1);
    if (block.length === 0) this.#blocks.splice(at, 1);
  }

  /** From `from` to `to`, both included, in order. */
  *upwards(from: string, to: string): Generator<string> {
    const first = lowerBound(this.#blocks, from, lastOf);
    for (let at = first; at < this.#blocks.length; at += 1) {
      const block = this.#blocks[at] ?? [];
      for (let position = at === first ? lowerBound(block, from, itself) : 0; position < block.length; position += 1) {
        const text = block[position];
        if (text === undefined || text > to) return;
        yield text;
      }
    }
  }

  /** From `to` down to `from`, both included. */
  *downwards(from: string, to: string): Generator<string> {
    const last = Math.min(lowerBound(this.#blocks, to, lastOf), this.#blocks.length - 1);
    for (let at = last; at >= 0; at -= 1) {
      const block = this.#blocks[at] ?? [];
      for (let position = block.length - 1; position >= 0; position -= 1) {
        const text = block[position];
        if (text === undefined || text > to) continue;
        if (text < from) return;
        yield text;
      }
    }
  }
}
