import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'

export type NotText = { readonly kind: 'file-not-utf8' }

/**
 * The text of a file: UTF-8, with or without byte order mark, or UTF-16 with it, as spreadsheets save them.
 */
export function readText(bytes: Uint8Array): Result<string, NotText> {
  const [first, second] = bytes
  const encoding =
    first === 0xff && second === 0xfe
      ? 'utf-16le'
      : first === 0xfe && second === 0xff
        ? 'utf-16be'
        : 'utf-8'
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
    return text.includes('\0') ? refuse({ kind: 'file-not-utf8' }) : ok(text)
  } catch {
    // A legacy encoding cannot be identified, and a wrong name would be printed.
    return refuse({ kind: 'file-not-utf8' })
  }
}
