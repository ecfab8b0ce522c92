import 'reflect-metadata'
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { X509Crl, X509Certificate as PeculiarCertificate } from '@peculiar/x509'
import fc from 'fast-check'
import { day, instant, plus } from '@sotevarmenne/kernel/instant'
import { signData, verifySignature } from './algorithms.ts'
import {
  assembleCertificateList,
  decodeCertificateList,
  decodeTbsCertificateList,
  encodeTbsCertificateList,
  type CertificateListFields,
  type TbsCertificateList,
} from './crl.ts'
import type { RevokedCertificate } from './crl-entry.ts'
import { crlReasonCodes, crlReasonOf, type CrlReason } from './crl-reason.ts'
import {
  boolean,
  contextual,
  enumerated,
  integer,
  nullValue,
  octetString,
  oid,
  readDer,
  sequence,
  sequenceOf,
  time,
} from './der.ts'
import { distributionPointName } from './extensions.ts'
import { encodeName } from './names.ts'
import { extensionTypes } from './oids.ts'
import { aCa, identifierOf, noon, valueOf } from './testing.ts'

const ca = aCa({ keys: 'P-384' })
const fields: CertificateListFields = {
  signatureAlgorithm: 'ecdsa-sha384',
  issuer: encodeName(ca.name),
  thisUpdate: noon,
  nextUpdate: plus(noon, day),
  number: 7n,
  authorityKeyIdentifier: identifierOf(ca.spki),
  entries: [
    { serial: Uint8Array.of(0x80, 1), revokedAt: noon, reason: 'keyCompromise' },
    { serial: Uint8Array.of(5), revokedAt: plus(noon, -day) },
  ],
}

/** All except `unspecified`, which a CRL leaves out. */
const reasons = (Object.keys(crlReasonCodes) as CrlReason[]).filter(
  (each) => each !== 'unspecified',
)

const anEntry: fc.Arbitrary<RevokedCertificate> = fc
  .tuple(
    fc.uint8Array({ minLength: 1, maxLength: 20 }).filter((serial) => serial[0] !== 0),
    fc.integer({ min: 0, max: 5_000_000_000 }),
    fc.option(fc.constantFrom(...reasons)),
  )
  .map(([serial, seconds, reason]) => ({
    serial,
    revokedAt: instant(seconds * 1000),
    ...(reason === null ? {} : { reason }),
  }))

const signed = (tbs: Uint8Array): Uint8Array =>
  assembleCertificateList({
    tbs,
    signatureAlgorithm: 'ecdsa-sha384',
    signature: signData('ecdsa-sha384', ca.privateKey, tbs),
  })

describe('a CRL', () => {
  it('is parsed to what was encoded, with any number of entries', () => {
    fc.assert(
      fc.property(
        fc.array(anEntry, { maxLength: 40 }),
        fc.bigInt({ min: 0n, max: 2n ** 159n }),
        fc.option(fc.webUrl(), { nil: undefined }),
        (entries, number, distributionPoint) => {
          const tbs = encodeTbsCertificateList({ ...fields, entries, number, distributionPoint })
          const read = valueOf(decodeTbsCertificateList(tbs))
          assert.deepEqual(read.entries, entries)
          assert.equal(read.number, number)
          assert.deepEqual(
            read.distributionPoints,
            distributionPoint === undefined ? [] : [distributionPoint],
          )
          assert.deepEqual(read.authorityKeyIdentifier, fields.authorityKeyIdentifier)
          assert.equal(read.nextUpdate, fields.nextUpdate)
          assert.deepEqual(encodeCrlAgain(read), tbs)
        },
      ),
    )
  })

  it('has no leading zeros in serial numbers, and no reason `unspecified`', () => {
    const entries: RevokedCertificate[] = [
      { serial: Uint8Array.of(0, 0, 0x81), revokedAt: noon, reason: 'unspecified' },
      { serial: Uint8Array.of(0, 0x11), revokedAt: noon },
    ]
    assert.deepEqual(
      valueOf(decodeTbsCertificateList(encodeTbsCertificateList({ ...fields, entries }))).entries,
      [
        { serial: Uint8Array.of(0x81), revokedAt: noon },
        { serial: Uint8Array.of(0x11), revokedAt: noon },
      ],
    )
  })

  it('is verified by its issuer’s key, and by @peculiar/x509, which parses the same from it', async () => {
    const der = signed(encodeTbsCertificateList(fields))
    const read = valueOf(decodeCertificateList(der))
    const { tbs, signature, signatureAlgorithm } = read
    assert.equal(
      verifySignature({
        algorithm: signatureAlgorithm,
        spki: ca.spki,
        data: tbs,
        signature,
      }),
      true,
    )
    assert.deepEqual(assembleCertificateList(read), der)

    const theirs = new X509Crl(new Uint8Array(der))
    const issuer = new PeculiarCertificate(new Uint8Array(ca.certificate.der))
    assert.equal(await theirs.verify({ publicKey: issuer }), true)
    assert.deepEqual(
      theirs.entries.map(({ serialNumber, revocationDate, reason }) => ({
        serialNumber,
        at: revocationDate.getTime(),
        reason,
      })),
      [
        { serialNumber: '8001', at: noon, reason: 1 },
        { serialNumber: '05', at: noon - day, reason: undefined },
      ],
    )
  })
})

describe('a CRL from outside', () => {
  const withParts = (parts: Readonly<Record<number, Uint8Array>>): Uint8Array =>
    sequence(
      ...(sequenceOf(valueOf(readDer(encodeTbsCertificateList(fields)))) ?? []).map(
        ({ der }, index) => parts[index] ?? der,
      ),
    )
  const extension = (type: string, critical: boolean, value: Uint8Array): Uint8Array =>
    critical
      ? sequence(oid(type), boolean(true), octetString(value))
      : sequence(oid(type), octetString(value))
  const number = extension(extensionTypes.cRLNumber, false, integer(1))
  const entryWith = (type: string, critical: boolean, value: Uint8Array): Uint8Array =>
    sequence(sequence(integer(1), time(noon), sequence(extension(type, critical, value))))
  const malformed = (part: string) => ({ kind: 'malformed-list', part })

  const cases: readonly (readonly [string, Uint8Array, object])[] = [
    ['of version 1', withParts({ 0: integer(0) }), malformed('version')],
    [
      'signed in an unknown way',
      withParts({ 1: sequence(oid('1.2.3')) }),
      malformed('signatureAlgorithm'),
    ],
    ['of nobody', withParts({ 2: nullValue() }), malformed('issuer')],
    ['without an end', withParts({ 4: nullValue() }), malformed('times')],
    ['with an entry that is none', withParts({ 5: sequence(integer(1)) }), malformed('entries')],
    [
      'with an unknown reason',
      withParts({ 5: entryWith(extensionTypes.cRLReason, false, enumerated(7)) }),
      malformed('entries'),
    ],
    [
      'with a critical part of an entry',
      withParts({ 5: entryWith('1.2.3', true, nullValue()) }),
      malformed('entries'),
    ],
    [
      'without a number',
      withParts({ 6: contextual(0, sequence(extension('1.2.3', false, nullValue()))) }),
      malformed('extensions'),
    ],
    ['with something behind', withParts({ 6: nullValue() }), malformed('extensions')],
    [
      'for some reasons only',
      withParts({
        6: contextual(
          0,
          sequence(
            number,
            extension(extensionTypes.issuingDistributionPoint, true, sequence(boolean(true))),
          ),
        ),
      }),
      malformed('extensions'),
    ],
    [
      'with an unknown critical extension',
      withParts({ 6: contextual(0, sequence(number, extension('1.2.3', true, nullValue()))) }),
      { kind: 'unknown-critical-extension', type: '1.2.3' },
    ],
  ]

  for (const [what, tbs, refusal] of cases)
    it(`is refused when malformed: ${what}`, () => {
      assert.deepEqual(decodeTbsCertificateList(tbs), { ok: false, refusal })
    })

  it('for a shard is parsed with each of its URLs', () => {
    const urls = ['ldap://lists.example/cn=1', 'http://lists.example/1.crl']
    const place = sequence(distributionPointName(...urls))
    const read = decodeTbsCertificateList(
      withParts({
        6: contextual(
          0,
          sequence(number, extension(extensionTypes.issuingDistributionPoint, true, place)),
        ),
      }),
    )
    assert.deepEqual(read.ok && read.value.distributionPoints, urls)
  })

  it('is refused when its two signature algorithm fields differ', () => {
    const tbs = encodeTbsCertificateList(fields)
    const der = assembleCertificateList({
      tbs,
      signatureAlgorithm: 'rsa-sha512',
      signature: new Uint8Array(3),
    })
    assert.deepEqual(decodeCertificateList(der), {
      ok: false,
      refusal: malformed('signatureAlgorithm'),
    })
  })

  it('is parsed with each reason by its code', () => {
    for (const reason of reasons) assert.equal(crlReasonOf(crlReasonCodes[reason]), reason)
    assert.equal(crlReasonOf(7), undefined)
  })
})

const encodeCrlAgain = (read: TbsCertificateList): Uint8Array =>
  encodeTbsCertificateList({
    ...read,
    issuer: read.issuerDer,
    distributionPoint: read.distributionPoints[0],
    authorityKeyIdentifier: read.authorityKeyIdentifier ?? new Uint8Array(0),
  })
