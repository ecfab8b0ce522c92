/**
 * A line of CSV (RFC 4180), each value quoted where needed. A text that a spreadsheet would take for a
 * formula gets an apostrophe in front; a whole number stays unchanged.
 */
export const csvLine = (values: readonly string[]): string =>
  `${values.map(csvValue).join(',')}\r\n`

function csvValue(value: string): string {
  const text = /^[=+@\t\r]|^-(?!\d+$)/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Whether a spreadsheet would take it for a formula; whole numbers and telephone numbers are none. */
export const isFormula = (value: string): boolean => /^[=@\t\r]|^[+-](?![\d ]*$)/.test(value)
