import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { readText } from './read-text.ts'

const read = (bytes: Uint8Array) => {
  const result = readText(bytes)
  return result.ok ? result.value : result.refusal.kind
}

describe('the text of a file', () => {
  it('is read as UTF-8 and as UTF-16 with a byte order mark', () => {
    const known = { text: 'Åsa Öberg; €\n', isGuessed: false }
    for (const bytes of [
      Buffer.from(known.text),
      Buffer.from(`\uFEFF${known.text}`),
      Buffer.from(`\uFEFF${known.text}`, 'utf16le'),
      Buffer.from(`\uFEFF${known.text}`, 'utf16le').swap16(),
    ])
      assert.deepEqual(read(bytes), known)
  })

  it('is read as Windows-1252 where it is no UTF-8, and says that this was guessed (R502)', () => {
    // Å, Ö, the euro sign and a long dash of Windows-1252.
    assert.deepEqual(read(Uint8Array.of(0xc5, 0x3b, 0xd6, 0x20, 0x80, 0x96, 0x0d, 0x0a, 0x09)), {
      ...{ text: 'Å;Ö €–\r\n\t', isGuessed: true },
    })
  })

  it('is refused where it would be guessed wrongly, or is none (R502)', () => {
    for (const bytes of [
      // UTF-8 that was cut within a letter, and UTF-8 with one letter of Windows-1252 in it.
      Buffer.from('Åsa Öberg Å').subarray(0, -1),
      Buffer.concat([Buffer.from('Åsa '), Uint8Array.of(0xd6)]),
      // No letters of Windows-1252: of an old Macintosh or DOS.
      Uint8Array.of(0x81, 0x73, 0x61),
      Uint8Array.of(0x8f, 0x73, 0x61),
      Buffer.from('PK\u0003\u0004\0\0'),
      Buffer.from('\uFEFFa\0', 'utf16le'),
    ])
      assert.equal(read(bytes), 'file-not-text')
  })
})
