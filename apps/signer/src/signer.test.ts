import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { caSubject } from '@sotevarmenne/issuing/domain/ca-subject'
import { encodeToBeSigned, serialOf } from '@sotevarmenne/issuing/domain/to-be-signed'
import { lintTbs } from '@sotevarmenne/issuing/lint-tbs'
import { day, instant, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { addDays, dateInHelsinki, endOfDay } from '@sotevarmenne/kernel/local-date'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { keyIdentifier, verifySignature } from '@sotevarmenne/x509/algorithms'
import { decodeTbsCertificate, formatSerial } from '@sotevarmenne/x509/certificate'
import { aCardKey } from '../../server/src/pki/issuance/testing.ts'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'

describe('the signer', () => {
  let now = instant(Date.parse('2026-11-24T14:00:00Z'))
  let ca: TestCa
  before(async () => {
    ca = await startTestCa({ clock: { now: () => now } })
  })
  after(() => ca.close())

  const linted = (serial: Uint8Array, notBefore: Instant = now) => {
    const { spki } = aCardKey('P-256')
    const issuer = ca.issuers.current('professional', 'ecc')
    const identifier = keyIdentifier(spki)
    assert.ok(identifier)
    const tbs = lintTbs(
      encodeToBeSigned({
        profile: 'ocsp-responder',
        issuer,
        serial,
        subject: caSubject({ ...issuer, commonName: 'TEST responder' }),
        spki,
        keyIdentifier: identifier,
        notBefore,
        notAfter: endOfDay(addDays(dateInHelsinki(notBefore), 30)),
      }),
      { issuer, profile: 'ocsp-responder' },
    )
    assert.ok(tbs.ok)
    return tbs.value
  }

  /** A linted token is used once: to request the same bytes again, lint them again. */
  const lintedAgain = ({ der, profile }: ReturnType<typeof linted>) => {
    const issuer = ca.issuers.current('professional', 'ecc')
    const tbs = lintTbs(der, { issuer, profile })
    assert.ok(tbs.ok)
    return tbs.value
  }

  const given = ({ issuer, der }: ReturnType<typeof linted>) => {
    const read = decodeTbsCertificate(der)
    assert.ok(read.ok)
    return { issuer, serial: formatSerial(read.value.serial), tbs: der }
  }

  it('gives the same bytes the same signature, both at once and much later', async () => {
    const tbs = linted(serialOf(randomBytes(16)))
    const [one, other] = await Promise.all([
      ca.signer.signCertificate(tbs),
      ca.signer.signCertificate(lintedAgain(tbs)),
    ])
    assert.ok(one.ok)
    assert.deepEqual(one, other)
    now = plus(now, 10 * day)
    assert.deepEqual(await ca.signer.signCertificate(lintedAgain(tbs)), one)
  })

  it('gives each request its own response when there are more at once than fit in one request', async () => {
    const requested = Array.from({ length: 300 }, () => linted(serialOf(randomBytes(16))))
    const responses = await Promise.all(requested.map((tbs) => ca.signer.signCertificate(tbs)))
    const { spki, signatureAlgorithm: algorithm } = ca.issuers.current('professional', 'ecc')
    responses.forEach((response, index) => {
      const data = requested[index]?.der
      assert.ok(response.ok && data !== undefined)
      assert.ok(verifySignature({ algorithm, spki, data, signature: response.value }))
    })
  })

  it('refuses other bytes with a used serial', async () => {
    const serial = serialOf(randomBytes(16))
    assert.ok((await ca.signer.signCertificate(linted(serial))).ok)
    assert.deepEqual(await ca.signer.signCertificate(linted(serial)), {
      ok: false,
      refusal: { kind: 'serial-already-used' },
    })
  })

  it('signs nothing that was voided, also when both are requested at the same time', async () => {
    const tbs = linted(serialOf(randomBytes(16)))
    assert.deepEqual(await ca.signer.voidReservation(given(tbs)), ok(undefined))
    assert.deepEqual(await ca.signer.voidReservation(given(tbs)), ok(undefined), 'nor twice')
    const never = refuse({ kind: 'serial-voided' })
    assert.deepEqual(await ca.signer.signCertificate(tbs), never)

    const both = linted(serialOf(randomBytes(16)))
    const [signed, voided] = await Promise.all([
      ca.signer.signCertificate(both),
      ca.signer.voidReservation(given(both)),
    ])
    if (signed.ok) assert.deepEqual(voided, signed)
    else assert.deepEqual([signed, voided], [never, ok(undefined)])
  })

  it('voids nothing that it has signed, even if it would no longer sign it', async () => {
    const tbs = linted(serialOf(randomBytes(16)))
    const signed = await ca.signer.signCertificate(tbs)
    assert.ok(signed.ok)
    assert.deepEqual(await ca.signer.voidReservation(given(tbs)), signed)
    assert.deepEqual(
      await ca.signer.voidReservation({ ...given(tbs), tbs: Uint8Array.of(1, 2) }),
      refuse({ kind: 'serial-already-used' }),
    )
    const doubtful = { ...given(tbs), serial: '0a\nroot-g1-ecc list 9' }
    const refused = await ca.signer.voidReservation(doubtful)
    assert.equal(!refused.ok && refused.refusal.kind, 'malformed-request')
  })

  it('refuses bytes of another time or another profile, and malformed bytes', async () => {
    const refusalOf = async (tbs: ReturnType<typeof linted>) => {
      const result = await ca.signer.signCertificate(tbs)
      assert.ok(!result.ok)
      return result.refusal.kind
    }
    const fresh = () => serialOf(randomBytes(16))
    assert.equal(await refusalOf(linted(fresh(), plus(now, -3 * day))), 'outside-time-window')
    assert.equal(await refusalOf(linted(fresh(), plus(now, day))), 'outside-time-window')
    const tbs = linted(fresh())
    const [root] = ca.issuers.roots
    assert.ok(root)
    assert.equal(await refusalOf({ ...tbs, profile: 'professional-signature' }), 'lint-failed')
    assert.equal(await refusalOf({ ...tbs, profile: 'ca-root' }), 'profile-not-of-issuer')
    assert.equal(await refusalOf({ ...tbs, profile: 'toString' as never }), 'unknown-profile')
    assert.equal(await refusalOf({ ...tbs, issuer: root.id }), 'unknown-issuer')
    assert.equal(await refusalOf({ ...tbs, der: Uint8Array.of(1, 2) }), 'malformed-bytes')
  })

  it('certifies no CA through its socket, even if the bytes are correct', async () => {
    const { spki } = aCardKey('P-384')
    const [issuer] = ca.issuers.roots
    assert.ok(issuer)
    const professional = ca.issuers.current('professional', 'ecc')
    const identifier = keyIdentifier(spki)
    assert.ok(identifier)
    const tbs = lintTbs(
      encodeToBeSigned({
        profile: 'ca-issuing',
        issuer,
        serial: serialOf(randomBytes(16)),
        ca: professional,
        subject: caSubject(professional),
        spki,
        keyIdentifier: identifier,
        notBefore: now,
        notAfter: endOfDay(addDays(dateInHelsinki(now), 365)),
      }),
      { issuer, profile: 'ca-issuing', ca: professional },
    )
    assert.ok(tbs.ok)
    assert.deepEqual(await ca.signer.signCertificate(tbs.value), {
      ok: false,
      // The key of a root is not even there.
      refusal: { kind: 'unknown-issuer' },
    })
  })
})
