/**
 * A line of CSV (RFC 4180), each value within quotation marks where it needs them. A text that a spreadsheet would take for a
 * formula begins with an apostrophe; a whole number stays one.
 */
export const csvLine = (values: readonly string[]): string =>
  `${values.map(csvValue).join(',')}\r\n`

function csvValue(value: string): string {
  const text = /^[=+@\t\r]|^-(?!\d+$)/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** What a spreadsheet would take for a formula; a whole number, or a telephone number, is none. */
export const isFormula = (value: string): boolean => /^[=@\t\r]|^[+-](?![\d ]*$)/.test(value)
