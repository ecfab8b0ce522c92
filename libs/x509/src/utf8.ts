/** Writes text as UTF-8. Throws on an unpaired surrogate: a parser should have refused it. */
export function encodeUtf8(text: string): Uint8Array {
  if (!text.isWellFormed()) throw new RangeError('text with an unpaired surrogate')
  return encoder.encode(text)
}

/**
 * Reads UTF-8 strictly (RFC 3629: no overlong forms, no surrogates); undefined when the bytes are not UTF-8.
 */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes)
  } catch {
    return undefined
  }
}

const encoder = new TextEncoder()
// A byte order mark is a character of a name like any other.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

// The Encoding Standard, of every runtime: parsers are compiled without the types of Node and of browsers too.
declare class TextEncoder {
  encode(text: string): Uint8Array
}
declare class TextDecoder {
  constructor(label: 'utf-8', options: { readonly fatal: true; readonly ignoreBOM: true })
  decode(bytes: Uint8Array): string
}
