import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'

export type NotText = { readonly kind: 'file-not-text' }

export type FileText = {
  readonly text: string
  /** Read as Windows-1252, which a file does not state: its reader looks at the letters. */
  readonly isGuessed: boolean
}

/**
 * The text of a file: UTF-8, with or without byte order mark, UTF-16 with it, or Windows-1252, as
 * spreadsheets save them.
 */
export function readText(bytes: Uint8Array): Result<FileText, NotText> {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return decode(bytes, 'utf-16le')
  if (first === 0xfe && second === 0xff) return decode(bytes, 'utf-16be')
  const unicode = decode(bytes, 'utf-8')
  if (unicode.ok || hasUtf8Letters(bytes)) return unicode
  return decode(bytes, 'windows-1252')
}

function decode(bytes: Uint8Array, encoding: string): Result<FileText, NotText> {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
    return notOfText.test(text)
      ? refuse({ kind: 'file-not-text' })
      : ok({ text, isGuessed: encoding === 'windows-1252' })
  } catch {
    return refuse({ kind: 'file-not-text' })
  }
}

/** Control characters but tab and line ends: bytes of a file of another kind, or without a letter in Windows-1252. */
const notOfText = /[^\P{Cc}\t\n\v\f\r]/u

/** Letters of several bytes: the file is UTF-8 with an error in it, and read as another encoding each would be two. */
const hasUtf8Letters = (bytes: Uint8Array): boolean =>
  /[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}/.test(Buffer.from(bytes).toString('latin1'))
