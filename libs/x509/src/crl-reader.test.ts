import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { day, instant, plus } from '@sotevarmenne/kernel/instant'
import { encodeRevokedCertificate, type RevokedCertificate } from './crl-entry.ts'
import { signedCrlFrame, streamTbsCrl, tbsCrlFrame, type CrlFields } from './crl-frame.ts'
import { createCrlReader, crlLimits } from './crl-reader.ts'
import type { CrlReason } from './crl-reason.ts'
import {
  assembleCertificateList,
  decodeTbsCertificateList,
  encodeTbsCertificateList,
} from './crl.ts'
import {
  boolean,
  concatenate,
  contextual,
  integer,
  octetString,
  oid,
  sequence,
  startOfContent,
  time,
  utcTime,
} from './der.ts'
import { encodeName } from './names.ts'
import { attributeTypes } from './oids.ts'
import { noon, valueOf } from './testing.ts'

const fields: CrlFields = {
  signatureAlgorithm: 'ecdsa-sha384',
  issuer: encodeName([{ type: attributeTypes.commonName, value: 'TEST Authority' }]),
  thisUpdate: noon,
  nextUpdate: plus(noon, day),
  number: 7n,
  authorityKeyIdentifier: new Uint8Array(20),
}
const anEntry: fc.Arbitrary<RevokedCertificate> = fc
  .tuple(
    fc
      .uint8Array({ minLength: 1, maxLength: 20 })
      .filter((serial) => serial.some((byte) => byte > 0)),
    fc.integer({ min: -2_000_000_000, max: 5_000_000_000 }),
    fc.constantFrom<CrlReason | undefined>(undefined, 'keyCompromise', 'superseded', 'unspecified'),
  )
  .map(([serial, seconds, reason]) => ({ serial, revokedAt: instant(seconds * 1000), reason }))

/** Passes the bytes in pieces of these lengths, then one by one. */
function readInPieces(
  der: Uint8Array,
  lengths: readonly number[] = [],
): ReturnType<ReturnType<typeof createCrlReader>['end']> {
  const reader = createCrlReader()
  let at = 0
  for (const length of [...lengths, der.length]) {
    const taken = reader.push(Buffer.from(der.subarray(at, at + length)))
    if (!taken.ok) return taken
    at = Math.min(der.length, at + length)
  }
  return reader.end()
}

describe('a CRL parsed as a stream', () => {
  it('gives the same result in pieces of any size, and the same entries', () => {
    const pieces = fc.array(fc.oneof(fc.nat({ max: 8 }), fc.nat({ max: 6000 })), { maxLength: 60 })
    fc.assert(
      fc.property(fc.array(anEntry, { maxLength: 200 }), pieces, (entries, lengths) => {
        const tbs = encodeTbsCertificateList({ ...fields, entries })
        const summary = valueOf(readInPieces(tbs, lengths))
        const whole = valueOf(decodeTbsCertificateList(tbs))
        assert.deepEqual(summary, valueOf(readInPieces(tbs)))
        assert.equal(summary.isOwnForm, true)
        assert.equal(summary.number, whole.number)
        assert.equal(summary.entries.count, entries.length)
        assert.equal(
          summary.entries.latest,
          whole.entries.reduce<number | undefined>(
            (latest, { revokedAt }) => Math.max(latest ?? revokedAt, revokedAt),
            undefined,
          ),
        )
        assert.deepEqual(
          summary.entries.reasons,
          new Set(whole.entries.flatMap(({ reason }) => (reason === undefined ? [] : [reason]))),
        )
      }),
    )
  })

  it('is the same CRL whether its entries were encoded before, came in pages, or are encoded together', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anEntry, { maxLength: 40 }), async (entries) => {
        const ready = entries.map(encodeRevokedCertificate)
        const length = ready.reduce((sum, each) => sum + each.length, 0)
        const pieces: Uint8Array[] = []
        for await (const piece of streamTbsCrl(fields, length, pagesOf(ready))) pieces.push(piece)
        const tbs = encodeTbsCertificateList({ ...fields, entries })
        assert.deepEqual(concatenate(...pieces), tbs)

        const how = { signatureAlgorithm: fields.signatureAlgorithm, signature: new Uint8Array(70) }
        const { before, after } = signedCrlFrame(tbs.length, how)
        assert.deepEqual(concatenate(before, tbs, after), assembleCertificateList({ tbs, ...how }))
      }),
    )
  })

  it('causes an error when its pages have fewer or more bytes than stated', async () => {
    const ready = [encodeRevokedCertificate({ serial: Uint8Array.of(1), revokedAt: noon })]
    const writing = async (): Promise<void> => {
      for await (const piece of streamTbsCrl(fields, 99, pagesOf(ready))) assert.ok(piece)
    }
    await assert.rejects(writing, /20 bytes, expected 99/)
  })

  it('is reported with a duplicate serial number', () => {
    const entries = [1, 2, 3, 2].map((last) => ({
      serial: Uint8Array.of(0x5a, last),
      revokedAt: noon,
    }))
    assert.deepEqual(
      valueOf(readInPieces(encodeTbsCertificateList({ ...fields, entries }))).entries
        .repeatedSerial,
      Uint8Array.of(0x5a, 2),
    )
  })

  it('is refused when it ends early anywhere, or has more bytes after its end', () => {
    const entries = [
      { serial: Uint8Array.of(0x5a), revokedAt: noon, reason: 'superseded' as const },
    ]
    const tbs = encodeTbsCertificateList({ ...fields, entries })
    for (let length = 0; length < tbs.length; length += 1)
      assert.equal(readInPieces(tbs.subarray(0, length)).ok, false, String(length))
    const longer = readInPieces(concatenate(tbs, Uint8Array.of(0)))
    assert.deepEqual(longer, { ok: false, refusal: { kind: 'trailing-bytes', at: tbs.length } })
  })

  it('is not parsed further after a refusal', () => {
    const reader = createCrlReader()
    const refused = reader.push(new Uint8Array(5000))
    assert.deepEqual(refused, { ok: false, refusal: { kind: 'malformed-list', part: 'frame' } })
    assert.deepEqual(reader.push(encodeTbsCertificateList({ ...fields, entries: [] })), refused)
    assert.deepEqual(reader.end(), refused)
  })

  it('is refused when it exceeds the max length, before all of it has arrived', () => {
    const reader = createCrlReader()
    const { before } = tbsCrlFrame(fields, crlLimits.maxBytes)
    const piece = concatenate(...Array.from({ length: 50_000 }, (_, index) => anEntryOf(index)))
    assert.equal(reader.push(before).ok, true)
    let response = reader.push(piece)
    for (let count = 0; response.ok && count < 200; count += 1) response = reader.push(piece)
    assert.deepEqual(response, { ok: false, refusal: { kind: 'too-large', at: 0 } })
  })
})

describe('a CRL in a non-canonical form', () => {
  const { before, after } = tbsCrlFrame(fields, 0)
  /** The bytes after the outer header, before the entries. */
  const head = before.subarray(startOfContent(before, 0))
  const withEntries = (entries: Uint8Array, tail = after): Uint8Array =>
    sequence(head, sequence(entries), tail)
  const isOwn = (tbs: Uint8Array): boolean | string => {
    const read = readInPieces(tbs)
    return read.ok ? read.value.isOwnForm : read.refusal.kind
  }
  const entry = { serial: Uint8Array.of(0x5a), revokedAt: noon }

  it('is not taken for one of ours', () => {
    assert.equal(isOwn(withEntries(encodeRevokedCertificate(entry))), true)
    const extension = sequence(sequence(oid('1.2.3'), octetString(sequence())))
    assert.equal(isOwn(withEntries(sequence(integer(1), time(noon), extension))), false)
    const unspecified = sequence(sequence(oid('2.5.29.21'), octetString(Uint8Array.of(10, 1, 0))))
    assert.equal(isOwn(withEntries(sequence(integer(1), time(noon), unspecified))), false)
    assert.equal(isOwn(withEntries(sequence(integer(0), time(noon)))), false)
    // RFC 5280 § 4.1.2.2: at most 20 bytes, and 21 only with the zero of DER before them.
    const [ofTwenty, tooLong] = [new Uint8Array(20).fill(0xff), new Uint8Array(21).fill(1)]
    assert.equal(isOwn(withEntries(sequence(integer(ofTwenty), time(noon)))), true)
    assert.equal(isOwn(withEntries(sequence(integer(tooLong), time(noon)))), false)
    const number = sequence(oid('2.5.29.20'), octetString(integer(7)))
    const tail = contextual(0, sequence(number))
    assert.equal(isOwn(withEntries(encodeRevokedCertificate(entry), tail)), false)
  })

  it('is refused where DER has only one form, or where no certificate could be meant', () => {
    for (const [tbs, kind] of [
      [withEntries(Uint8Array.of(0x30, 0x81, 3, 2, 1, 1)), 'non-minimal-length'],
      [withEntries(sequence(Uint8Array.of(2, 2, 0, 1), time(noon))), 'malformed-list'],
      [withEntries(sequence(integer(1), utcTime(noon), boolean(true))), 'malformed-list'],
      [withEntries(sequence(integer(-1), time(noon))), 'malformed-list'],
      [withEntries(sequence(integer(1), time(noon), sequence())), 'malformed-list'],
      [withEntries(new Uint8Array(0)), 'malformed-list'],
      [withEntries(sequence(integer(1), octetString(new Uint8Array(2000)))), 'malformed-list'],
      [sequence(head, after, after), 'trailing-bytes'],
      [sequence(head), 'malformed-list'],
    ] as const)
      assert.equal(isOwn(tbs), kind)
  })
})

describe('a CRL entry', () => {
  it('has a serial number of 1 to 20 bytes', () => {
    for (const serial of [new Uint8Array(0), new Uint8Array(3), new Uint8Array(21).fill(1)])
      assert.throws(() => encodeRevokedCertificate({ serial, revokedAt: noon }), RangeError)
  })
})

const anEntryOf = (number: number): Uint8Array =>
  encodeRevokedCertificate({
    serial: Uint8Array.of(1, number >> 8, number & 0xff),
    revokedAt: noon,
  })

async function* pagesOf(pages: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  for (const page of pages) yield await Promise.resolve(page)
}
