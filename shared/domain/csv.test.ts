import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CsvCell, csvPounds, writeCsv } from './csv.ts';

/** Reads a CSV file as a spreadsheet does: RFC 4180, one list of cells a line. */
function readCsv(file: string): readonly (readonly string[])[] {
  const lines: string[][] = [];
  let cells: string[] = [];
  for (const [, quoted, bare, end] of file.slice(1).matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    cells.push(quoted?.replaceAll('""', '"') ?? bare ?? '');
    if (end === ',') continue;
    lines.push(cells);
    cells = [];
  }
  return lines;
}

const dangerous = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.tuple(fc.constantFrom('', ' ', '\n '), fc.constantFrom(...dangerous), fc.string()).map((parts) => parts.join('')),
  fc.constantFrom('=1+1', '"=1+1', '","=1+1', '\r\n=1+1', '-2+3+cmd', "'=1", '@SUM(1)', ';=1', 'a "quoted" word'),
);
const anyCell: fc.Arbitrary<CsvCell> = fc.oneof(
  anyText,
  fc.integer(),
  fc.record({ pence: fc.integer() }),
  fc.constant(undefined),
);

describe('a CSV file', () => {
  test('ASVS 1.2.10 has no cell that a spreadsheet could take for a formula, whatever somebody wrote', () => {
    fc.assert(
      fc.property(fc.array(fc.array(anyText, { minLength: 2, maxLength: 2 })), (rows) => {
        for (const cell of readCsv(writeCsv(['a', 'b'], rows)).flat()) {
          expect(dangerous.some((sign) => cell.trimStart().startsWith(sign) || cell.startsWith(sign))).toBe(false);
        }
      }),
    );
  });

  test('gives back every cell as it was, but for the apostrophe before what looks like a formula', () => {
    fc.assert(
      fc.property(fc.array(fc.array(anyCell, { minLength: 3, maxLength: 3 })), (rows) => {
        const [, ...read] = readCsv(writeCsv(['a', 'b', 'c'], rows));
        const expected = rows.map((row) =>
          row.map((cell) => {
            if (cell === undefined) return '';
            if (typeof cell === 'object') return csvPounds(cell.pence);
            return String(cell);
          }),
        );
        expect(read.map((row) => row.map((cell) => cell.replace(/^'/, '')))).toEqual(
          expected.map((row) => row.map((cell) => cell.replace(/^'/, ''))),
        );
      }),
    );
  });

  test('writes a negative sum as a number, and the same characters as text when somebody typed them', () => {
    expect(writeCsv(['sum', 'name'], [[{ pence: -1205 }, '-12.05']])).toBe(
      '\uFEFF"sum","name"\r\n-12.05,"\'-12.05"\r\n',
    );
  });

  test('ASVS 1.2.10 begins with a byte order mark, ends every line alike and doubles quotes', () => {
    expect(writeCsv(['name'], [['a "b", c']])).toBe('\uFEFF"name"\r\n"a ""b"", c"\r\n');
  });
});

describe('a sum in a CSV file', () => {
  test.each([
    [0, '0.00'],
    [5, '0.05'],
    [-5, '-0.05'],
    [123_456_789, '1234567.89'],
  ])('of %i pence is %s', (pence, text) => {
    expect(csvPounds(pence)).toBe(text);
  });

  test('loses no penny', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (pence) => {
        expect(BigInt(csvPounds(pence).replace('.', ''))).toBe(BigInt(pence));
      }),
    );
  });
});

test('a formula in the middle of a cell is the text it is', () => {
  expect(readCsv(writeCsv(['a', 'b'], [['see =1+1', 'a\tb']]))[1]).toEqual(['see =1+1', 'a\tb']);
});
