/** Writes text as UTF-8. Throws on an unpaired surrogate: a parser should have refused it. */
export function encodeUtf8(text: string): Uint8Array {
  if (!text.isWellFormed()) throw new RangeError('text with an unpaired surrogate')
  if (/^[\u0000-\u007f]*$/.test(text)) return asciiBytes(text)
  const bytes: number[] = []
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    if (code < 0x80) bytes.push(code)
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), tail(code))
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), tail(code >> 6), tail(code))
    else bytes.push(0xf0 | (code >> 18), tail(code >> 12), tail(code >> 6), tail(code))
  }
  return Uint8Array.from(bytes)
}

/** Most texts are plain ASCII, one byte a character. */
function asciiBytes(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length)
  for (let index = 0; index < text.length; index += 1) bytes[index] = text.charCodeAt(index)
  return bytes
}

/**
 * Reads UTF-8 strictly (RFC 3629: no overlong forms, no surrogates); undefined when the bytes are not UTF-8.
 */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  if (bytes.length <= maxAtOnce && isAscii(bytes))
    return Reflect.apply(String.fromCharCode, undefined, bytes) as string
  let text = ''
  for (let at = 0; at < bytes.length;) {
    const first = bytes[at] ?? 0
    const length = first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4
    if ((first >= 0x80 && first < 0xc2) || first > 0xf4 || at + length > bytes.length)
      return undefined
    let code = length === 1 ? first : first & (0x7f >> length)
    for (let next = at + 1; next < at + length; next += 1) {
      const byte = bytes[next] ?? 0
      if ((byte & 0xc0) !== 0x80) return undefined
      code = (code << 6) | (byte & 0x3f)
    }
    if (code < (smallestOfLength[length] ?? 0) || code > 0x10ffff) return undefined
    if (code >= 0xd800 && code <= 0xdfff) return undefined
    text += String.fromCodePoint(code)
    at += length
  }
  return text
}

const tail = (code: number): number => 0x80 | (code & 0x3f)

const smallestOfLength = [0, 0, 0x80, 0x800, 0x10000]

function isAscii(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; at += 1) if ((bytes[at] ?? 0) >= 0x80) return false
  return true
}

/** Bytes passed as arguments of one call. */
const maxAtOnce = 1024
