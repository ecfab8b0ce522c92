/** A line of CSV (RFC 4180). A cell that a spreadsheet would run as a formula is kept a text. */
export const csvLine = (cells: readonly string[]): string =>
  `${cells.map((cell) => `"${cell.replace(/^[=+\-@]/, "'$&").replaceAll('"', '""')}"`).join(',')}\r\n`

/** Hands a text, or octets, to the person as a file. */
export function saveAs(fileName: string, content: string | Uint8Array<ArrayBuffer>): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([content]))
  link.download = fileName
  link.click()
  URL.revokeObjectURL(link.href)
}
