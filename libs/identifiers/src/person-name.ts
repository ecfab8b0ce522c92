/** Letters with their marks, spaces, apostrophes, full stops and hyphens, with a letter first. */
const permitted = /^\p{L}[\p{L}\p{M} '’.-]*$/u

/**
 * The name of a person as somebody types it who proves nothing: a name has no digits, and nothing that a
 * spreadsheet, a mail or a page would take for more than text. Composed (NFC), with single spaces; undefined
 * when it is no name.
 */
export function parsePersonName(typed: string): string | undefined {
  const name = typed.normalize('NFC').trim().replaceAll(/\s+/g, ' ')
  return permitted.test(name) ? name : undefined
}
