import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { authoritySubject } from '@sotevarmenne/issuing/domain/authority-subject'
import { encodeToBeSigned, serialOf } from '@sotevarmenne/issuing/domain/to-be-signed'
import { lintTbs } from '@sotevarmenne/issuing/lint-tbs'
import { day, instant, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { addDays, dateInHelsinki, endOfDay } from '@sotevarmenne/kernel/local-date'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { keyIdentifier, verifySignature } from '@sotevarmenne/x509/algorithms'
import { decodeTbsCertificate, formatSerial } from '@sotevarmenne/x509/certificate'
import { aCardKey } from '../../server/src/pki/issuance/testing.ts'
import { startTestAuthority, type TestAuthority } from '../../../tests/support/authority.ts'

describe('the signer', () => {
  let now = instant(Date.parse('2026-11-24T14:00:00Z'))
  let authority: TestAuthority
  before(async () => {
    authority = await startTestAuthority({ clock: { now: () => now } })
  })
  after(() => authority.close())

  const linted = (serial: Uint8Array, notBefore: Instant = now) => {
    const { spki } = aCardKey('P-256')
    const issuer = authority.issuers.current('professional', 'ecc')
    const identifier = keyIdentifier(spki)
    assert.ok(identifier)
    const tbs = lintTbs(
      encodeToBeSigned({
        profile: 'ocsp-responder',
        issuer,
        serial,
        subject: authoritySubject({ ...issuer, commonName: 'TEST responder' }),
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

  /** A linted token is used once: who asks for the same bytes again lints them again. */
  const lintedAgain = ({ der, profile }: ReturnType<typeof linted>) => {
    const issuer = authority.issuers.current('professional', 'ecc')
    const tbs = lintTbs(der, { issuer, profile })
    assert.ok(tbs.ok)
    return tbs.value
  }

  const given = ({ issuer, der }: ReturnType<typeof linted>) => {
    const read = decodeTbsCertificate(der)
    assert.ok(read.ok)
    return { issuer, serial: formatSerial(read.value.serial), tbs: der }
  }

  it('gives the same bytes the same signature, also at once and much later', async () => {
    const tbs = linted(serialOf(randomBytes(16)))
    const [one, other] = await Promise.all([
      authority.signer.signCertificate(tbs),
      authority.signer.signCertificate(lintedAgain(tbs)),
    ])
    assert.ok(one.ok)
    assert.deepEqual(one, other)
    now = plus(now, 10 * day)
    assert.deepEqual(await authority.signer.signCertificate(lintedAgain(tbs)), one)
  })

  it('answers each its own when many ask at once, more than go in one request', async () => {
    const asked = Array.from({ length: 300 }, () => linted(serialOf(randomBytes(16))))
    const answers = await Promise.all(asked.map((tbs) => authority.signer.signCertificate(tbs)))
    const { spki, signatureAlgorithm: algorithm } = authority.issuers.current('professional', 'ecc')
    answers.forEach((answer, index) => {
      const data = asked[index]?.der
      assert.ok(answer.ok && data !== undefined)
      assert.ok(verifySignature({ algorithm, spki, data, signature: answer.value }))
    })
  })

  it('refuses other bytes with a used serial', async () => {
    const serial = serialOf(randomBytes(16))
    assert.ok((await authority.signer.signCertificate(linted(serial))).ok)
    assert.deepEqual(await authority.signer.signCertificate(linted(serial)), {
      ok: false,
      refusal: { kind: 'serial-already-used' },
    })
  })

  it('signs nothing that was given up, also when it is asked at the same time', async () => {
    const tbs = linted(serialOf(randomBytes(16)))
    assert.deepEqual(await authority.signer.giveUp(given(tbs)), ok(undefined))
    assert.deepEqual(await authority.signer.giveUp(given(tbs)), ok(undefined), 'nor twice')
    const never = refuse({ kind: 'serial-given-up' })
    assert.deepEqual(await authority.signer.signCertificate(tbs), never)

    const both = linted(serialOf(randomBytes(16)))
    const [signed, gaveUp] = await Promise.all([
      authority.signer.signCertificate(both),
      authority.signer.giveUp(given(both)),
    ])
    if (signed.ok) assert.deepEqual(gaveUp, signed)
    else assert.deepEqual([signed, gaveUp], [never, ok(undefined)])
  })

  it('gives up nothing that it has signed, though it would no longer sign it', async () => {
    const tbs = linted(serialOf(randomBytes(16)))
    const signed = await authority.signer.signCertificate(tbs)
    assert.ok(signed.ok)
    assert.deepEqual(await authority.signer.giveUp(given(tbs)), signed)
    assert.deepEqual(
      await authority.signer.giveUp({ ...given(tbs), tbs: Uint8Array.of(1, 2) }),
      refuse({ kind: 'serial-already-used' }),
    )
    const doubtful = { ...given(tbs), serial: '0a\nroot-g1-ecc list 9' }
    const refused = await authority.signer.giveUp(doubtful)
    assert.equal(!refused.ok && refused.refusal.kind, 'malformed-request')
  })

  it('refuses bytes of another time, of another profile and of no meaning', async () => {
    const refusalOf = async (tbs: ReturnType<typeof linted>) => {
      const result = await authority.signer.signCertificate(tbs)
      assert.ok(!result.ok)
      return result.refusal.kind
    }
    const fresh = () => serialOf(randomBytes(16))
    assert.equal(await refusalOf(linted(fresh(), plus(now, -3 * day))), 'outside-time-window')
    assert.equal(await refusalOf(linted(fresh(), plus(now, day))), 'outside-time-window')
    const tbs = linted(fresh())
    const [root] = authority.issuers.roots
    assert.ok(root)
    assert.equal(await refusalOf({ ...tbs, profile: 'professional-signature' }), 'lint-failed')
    assert.equal(await refusalOf({ ...tbs, profile: 'ca-root' }), 'profile-not-of-issuer')
    assert.equal(await refusalOf({ ...tbs, profile: 'toString' as never }), 'unknown-profile')
    assert.equal(await refusalOf({ ...tbs, issuer: root.id }), 'unknown-issuer')
    assert.equal(await refusalOf({ ...tbs, der: Uint8Array.of(1, 2) }), 'malformed-bytes')
  })

  it('makes no authority for whoever reaches its socket, be the bytes ever so right', async () => {
    const { spki } = aCardKey('P-384')
    const [issuer] = authority.issuers.roots
    assert.ok(issuer)
    const professional = authority.issuers.current('professional', 'ecc')
    const identifier = keyIdentifier(spki)
    assert.ok(identifier)
    const tbs = lintTbs(
      encodeToBeSigned({
        profile: 'ca-issuing',
        issuer,
        serial: serialOf(randomBytes(16)),
        authority: professional,
        subject: authoritySubject(professional),
        spki,
        keyIdentifier: identifier,
        notBefore: now,
        notAfter: endOfDay(addDays(dateInHelsinki(now), 365)),
      }),
      { issuer, profile: 'ca-issuing', authority: professional },
    )
    assert.ok(tbs.ok)
    assert.deepEqual(await authority.signer.signCertificate(tbs.value), {
      ok: false,
      // The key of a root is not even there.
      refusal: { kind: 'unknown-issuer' },
    })
  })
})
