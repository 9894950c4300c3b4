/** Tables for spreadsheets: quoted, and safe to open whatever viewers call themselves. */

/** A spreadsheet runs a cell that begins like this as a formula. */
const formula = /^[=+\-@\t\r]/;

type Cell = string | number | boolean;

/** RFC 4180 lines with a header row; the byte order mark makes Excel read it as UTF-8. */
export function toCsv<Row extends Record<keyof Row, Cell>>(
  columns: readonly (keyof Row & string)[],
  rows: readonly Row[],
): string {
  const lines = rows.map((row) => columns.map((column) => cell(row[column])).join(','));
  return `\uFEFF${[columns.join(','), ...lines].map((line) => `${line}\r\n`).join('')}`;
}

function cell(value: Cell): string {
  if (typeof value !== 'string') return String(value);
  return `"${(formula.test(value) ? `'${value}` : value).replaceAll('"', '""')}"`;
}
