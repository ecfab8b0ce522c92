/** Writes text as UTF-8. Throws on an unpaired surrogate: a parser should have refused it. */
export function encodeUtf8(text: string): Uint8Array {
  if (!text.isWellFormed()) throw new RangeError('text with an unpaired surrogate')
  return /^[\u0000-\u007f]*$/.test(text) ? asciiBytes(text) : encoder.encode(text)
}

/** Most texts are plain ASCII: without a call of the platform an issuance is 5 % faster (`npm run bench -- enrolment`). */
function asciiBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length)
  for (let index = 0; index < text.length; index += 1) bytes[index] = text.charCodeAt(index)
  return bytes
}

/**
 * Reads UTF-8 strictly (RFC 3629: no overlong forms, no surrogates); undefined when the bytes are not UTF-8.
 */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  if (bytes.length <= maxAtOnce && bytes.every((byte) => byte < 0x80))
    return Reflect.apply(String.fromCharCode, undefined, bytes) as string
  try {
    return decoder.decode(bytes)
  } catch {
    return undefined
  }
}

/** Bytes passed as arguments of one call. */
const maxAtOnce = 1024

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
