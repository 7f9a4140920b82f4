/** One cell: text as somebody wrote it, a count, a sum in pence, or nothing. */
export type CsvCell = string | number | { readonly pence: number } | undefined;

const lineEnd = '\r\n';
/** What tells a spreadsheet that a file is UTF-8. */
const byteOrderMark = '\uFEFF';

/**
 * What a spreadsheet may take for the beginning of a formula, wide forms included: in any cell, also one that is only
 * white space before it (OWASP, “CSV Injection”; ASVS 5.0 1.2.10).
 */
const beginsFormula = /^(?:[\t\r\n]|\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/u;

/** `-1440.05`: pounds with two decimals, as spreadsheets and accounting programs read them. Integer pence in. */
export function csvPounds(pence: number): string {
  const size = Math.abs(pence);
  return `${pence < 0 ? '-' : ''}${(size - (size % 100)) / 100}.${String(size % 100).padStart(2, '0')}`;
}

/** Text is always quoted, its quotes doubled; what could be read as a formula begins with an apostrophe instead. */
function textCell(text: string): string {
  return `"${beginsFormula.test(text) ? "'" : ''}${text.replaceAll('"', '""')}"`;
}

function cellText(cell: CsvCell): string {
  if (cell === undefined) return '';
  if (typeof cell === 'string') return textCell(cell);
  // Our own numbers are no formulas, also when they are negative: a sheet can add them up.
  return typeof cell === 'number' ? String(cell) : csvPounds(cell.pence);
}

/**
 * A table as a CSV file (RFC 4180) that people open in a spreadsheet: UTF-8 with a byte order mark, one header line,
 * columns in the order given. Sums are integer pence and become pounds with two decimals.
 */
export function writeCsv(head: readonly string[], rows: Iterable<readonly CsvCell[]>): string {
  const lines = [head.map(textCell).join(',')];
  for (const row of rows) lines.push(row.map(cellText).join(','));
  return `${byteOrderMark}${lines.join(lineEnd)}${lineEnd}`;
}
