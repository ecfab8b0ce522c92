/**
 * A line of CSV as RFC 4180, with semicolons: Finnish and Swedish spreadsheets, whose decimal sign is the comma, open no
 * other. Every text is quoted, a number is not. Spreadsheets take what begins with certain characters for a
 * formula, and some split a line at other characters than its semicolons, whatever is quoted: where a cell
 * could begin inside a text, an apostrophe stands before such a character.
 */
export const csvLine = (values: readonly string[]): string =>
  `${values.map(csvValue).join(';')}\r\n`

function csvValue(value: string): string {
  if (value === '' || isNumber(value)) return value
  return `"${value.replaceAll(beginOfFormula, "'").replaceAll('"', '""')}"`
}

const isNumber = (value: string): boolean => /^-?\d+(\.\d+)?$/.test(value)

/** Where a formula would begin: at the start, or behind a separator of any spreadsheet; with full-width forms. */
const beginOfFormula = /(?<=^|[,;\t\r\n])(?=["' ]*[=+\-@\t\r＝＋－＠])/g

/** Whether a spreadsheet would take a part of it for a formula; whole numbers and telephone numbers are none. */
export const isFormula = (value: string): boolean =>
  value.search(beginOfFormula) !== -1 && !/^[+-]?[\d ]*$/.test(value)
