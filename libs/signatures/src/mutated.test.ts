import { readFileSync } from 'node:fs'
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { noon, valueOf } from '@sotevarmenne/x509/testing'
import { digestOf } from './digest.ts'
import { readSignedMessage, withTimeStamp } from './read-signed-data.ts'
import { signContent } from './signed-data.ts'
import { aSigningEnvironment, signedPdf } from './testing.ts'
import { packedPdf, plainPdf } from './testing/documents.ts'
import {
  decodeTimeStampResponse,
  decodeTimeStampRequest,
  encodeTimeStampResponse,
  encodeTimeStampRequest,
  readTimeStampToken,
} from './time-stamp.ts'
import { preparePdf } from './pdf/prepare.ts'
import { readPdfSignatures } from './pdf/read-signatures.ts'
import { addToSecurityStore } from './pdf/security-store.ts'

type Response =
  { readonly ok: true } | { readonly ok: false; readonly refusal: { readonly kind: string } }
type Read = (bytes: Uint8Array) => Response | Promise<Response>

const nothing = { certificates: [], ocspResponses: [], crls: [] }
const readPdf: Read = async (bytes) => {
  const prepared = await preparePdf(bytes, { kind: 'time-stamp', label: 'x' })
  const stored = await addToSecurityStore(bytes, nothing)
  const read = await readPdfSignatures(bytes)
  // The prepared document must also be readable.
  if (read.ok && prepared.ok)
    assert.ok((await readPdfSignatures(stored.ok ? stored.value : bytes)).ok)
  return read
}

const readers: Readonly<Record<string, Read>> = {
  message: (bytes) => {
    const message = readSignedMessage(bytes)
    if (message.ok) withTimeStamp(message.value, Uint8Array.of(0x30, 0))
    return message
  },
  token: readTimeStampToken,
  'time-stamp-request': decodeTimeStampRequest,
  'time-stamp-response': decodeTimeStampResponse,
  pdf: readPdf,
}

/** Valid bytes of each kind. */
async function examples(): Promise<readonly (readonly [string, Uint8Array])[]> {
  const environment = aSigningEnvironment(noon)
  const content = new Uint8Array(20)
  const form = { kind: 'cades', signingTime: noon } as const
  const signing = { form, content, attached: true, withCertificates: true }
  const message = valueOf(await signContent(environment.key, signing))
  const token = await environment.stamp(content, noon)
  const imprint = { hash: 'sha256', digest: await digestOf('sha256', content) } as const
  const request = { imprint, nonce: content, policy: '1.2', certificates: true }
  const wishes = { kind: 'signature', signedAt: noon, label: 'x', room: 3000 } as const
  return [
    ['message', withTimeStamp(valueOf(readSignedMessage(message)), token)],
    ['token', token],
    ['time-stamp-request', encodeTimeStampRequest(request)],
    ['time-stamp-response', encodeTimeStampResponse(token)],
    ['pdf', await signedPdf(plainPdf(), environment.key, wishes)],
    ['pdf', await signedPdf(await packedPdf(), environment.key, wishes)],
  ]
}

describe('signatures and documents that were valid once', () => {
  it('are accepted or refused after any change, without an exception', async () => {
    for (const [kind, bytes] of await examples())
      await sweep(bytes, readers[kind] ?? assert.fail(), kind === 'pdf' ? 150 : 1000)
  })

  it('give the expected result for stored inputs that were handled wrongly once', async () => {
    for (const { kind, expected, bytes, why } of retained()) {
      const response = await (readers[kind] ?? assert.fail(kind))(bytes)
      assert.equal(response.ok ? 'read' : response.refusal.kind, expected, why)
    }
  })
})

async function sweep(bytes: Uint8Array, read: Read, rounds: number): Promise<void> {
  const change = fc.record({
    kind: fc.constantFrom('set', 'digit', 'cut', 'copy', 'truncate'),
    at: fc.nat({ max: bytes.length - 1 }),
    byte: fc.nat({ max: 255 }),
    length: fc.nat({ max: 12 }),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
      let damaged = [...bytes]
      for (const { kind, at, byte, length } of changes) {
        if (kind === 'set') damaged[at] = byte
        else if (kind === 'digit') damaged[at] = 0x30 + (byte % 10)
        else if (kind === 'cut') damaged.splice(at, length)
        else if (kind === 'copy') damaged.splice(at, 0, ...damaged.slice(byte, byte + length))
        else damaged = damaged.slice(0, at)
      }
      const response = await read(Uint8Array.from(damaged))
      if (!response.ok) assert.equal(typeof response.refusal.kind, 'string')
    }),
    { numRuns: rounds },
  )
}

/** One finding per line: kind, result, the bytes in base64, and what was wrong. */
function retained() {
  const file = new URL('testing/corpus.txt', import.meta.url)
  const lines = readFileSync(file, 'utf8').split('\n')
  return lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [kind = '', expected = '', base64 = '', ...why] = line.split(' ')
      const bytes = new Uint8Array(Buffer.from(base64, 'base64'))
      return { kind, expected, bytes, why: why.join(' ') }
    })
}
