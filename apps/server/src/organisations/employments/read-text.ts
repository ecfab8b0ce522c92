import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'

export type NotText = { readonly kind: 'file-not-utf8' }

/** The text of a file: UTF-8, with or without its mark, or UTF-16 with its mark, as spreadsheets save them. */
export function readText(octets: Uint8Array): Result<string, NotText> {
  const [first, second] = octets
  const encoding =
    first === 0xff && second === 0xfe
      ? 'utf-16le'
      : first === 0xfe && second === 0xff
        ? 'utf-16be'
        : 'utf-8'
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(octets)
    return text.includes('\0') ? refuse({ kind: 'file-not-utf8' }) : ok(text)
  } catch {
    // An older encoding: what its letters are can't be known, and a wrong name would be printed.
    return refuse({ kind: 'file-not-utf8' })
  }
}
