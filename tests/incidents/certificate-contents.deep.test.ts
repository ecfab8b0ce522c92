import assert from 'node:assert/strict'
import {
  checkPrimeSync,
  createPublicKey,
  generateKeyPairSync,
  generatePrimeSync,
  randomBytes,
} from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { encodeToBeSigned, serialOf } from '@sotevarmenne/issuing/domain/to-be-signed'
import type { IssuerRole } from '@sotevarmenne/issuing/domain/issuer'
import type { ProfileId } from '@sotevarmenne/issuing/domain/profiles'
import { exampleTbs } from '@sotevarmenne/issuing/example-certificate'
import { lintTbs } from '@sotevarmenne/issuing/lint-tbs'
import { caSubject } from '@sotevarmenne/issuing/domain/ca-subject'
import { day, instant, plus, second } from '@sotevarmenne/kernel/instant'
import { refuse } from '@sotevarmenne/kernel/result'
import { keyIdentifier } from '@sotevarmenne/x509/algorithms'
import {
  decodeTbsCertificate,
  encodeTbsCertificate,
  type TbsFields,
} from '@sotevarmenne/x509/certificate'
import {
  basicConstraints,
  certificatePolicies,
  extKeyUsage,
  subjectAltName,
  type Extension,
} from '@sotevarmenne/x509/extensions'
import { keyPurposes } from '@sotevarmenne/x509/oids'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'

/**
 * Certificates as they were issued in public incidents, requested of the real signer as by a server that was taken
 * over: it skips its own lints. The signer must refuse each, for the reason that the incident had.
 */
describe('the contents of a certificate', () => {
  let now = instant(Date.parse('2026-11-24T14:00:00Z'))
  let ca: TestCa
  before(async () => {
    ca = await startTestCa({ clock: { now: () => now } })
    // The CAs are not of today: else a date in the past would be before them.
    now = plus(now, 60 * day)
  })
  after(() => ca.close())

  const role = (profile: ProfileId): IssuerRole =>
    profile === 'server' ? 'service' : 'professional'
  const good = (profile: ProfileId, spki = aKey()): TbsFields => {
    const issuer = ca.issuers.current(role(profile), 'ecc')
    const decoded = decodeTbsCertificate(exampleTbs({ issuer, profile, spki, at: now }))
    assert.ok(decoded.ok)
    return { ...decoded.value, issuer: decoded.value.issuerDer }
  }
  /** Bytes that passed no lint: the types of the server would not let them through. */
  const signer = (unlinted: { der: Uint8Array; profile: ProfileId; issuer: string }) =>
    ca.signer.signCertificate(unlinted as never)
  const sign = (profile: ProfileId, fields: TbsFields, issuer = role(profile)) => {
    const der = encodeTbsCertificate(fields)
    return signer({ der, profile, issuer: ca.issuers.current(issuer, 'ecc').id })
  }
  /** Where the server lints, and where the signer does, which trusts no server. */
  const brokenRules = async (profile: ProfileId, fields: TbsFields) => {
    const issuer = ca.issuers.current(role(profile), 'ecc')
    const linted = lintTbs(encodeTbsCertificate(fields), { issuer, profile })
    assert.ok(!linted.ok, 'the server would have asked for it')
    const signed = await sign(profile, fields)
    assert.ok(!signed.ok && signed.refusal.kind === 'lint-failed', JSON.stringify(signed))
    const rules = signed.refusal.findings.map(({ rule }) => rule)
    assert.deepEqual(
      rules,
      linted.refusal.map(({ rule }) => rule),
    )
    return rules
  }
  const withExtension = (fields: TbsFields, extension: Extension): TbsFields => ({
    ...fields,
    extensions: fields.extensions.map((each) => (each.type === extension.type ? extension : each)),
  })

  it('what was not changed is signed', async () => {
    const signed = await sign('server', good('server'))
    assert.ok(signed.ok, JSON.stringify(signed))
  })

  it('MD5 collision 2008: no serial that somebody foresees, and no weaker hash, is signed', async () => {
    // The researchers foresaw the serial from the sequence of those before.
    const next = Uint8Array.of(0x09, 0xcf, 0xc7)
    assert.deepEqual(await brokenRules('server', { ...good('server'), serial: next }), [
      'serial-has-128-random-bits',
    ])
    const weaker = { ...good('server'), signatureAlgorithm: 'ecdsa-sha256' } as const
    assert.deepEqual(await brokenRules('server', weaker), ['signature-algorithm-of-issuer'])
  })

  it('Serial numbers of 63 bits 2019: a serial of eight bytes with a lost bit is not signed', async () => {
    const serial = new Uint8Array(randomBytes(8))
    serial[0] = (serial[0] ?? 0) & 0x7f
    assert.deepEqual(await brokenRules('server', { ...good('server'), serial }), [
      'serial-has-128-random-bits',
    ])
  })

  it('TürkTrust 2012: a server certificate that may itself certify is not signed', async () => {
    const fields = withExtension(good('server'), basicConstraints({ cA: true }))
    assert.deepEqual(await brokenRules('server', fields), ['basic-constraints-of-profile'])
  })

  it('CNNIC and MCS 2015: no running process can have a CA certified, with or without constraints', async () => {
    const issuer = ca.issuers.current('professional', 'ecc')
    const spki = aKey()
    const keyId = keyIdentifier(spki)
    assert.ok(keyId)
    const under = (id: string) => {
      const der = encodeToBeSigned({
        profile: 'ca-issuing',
        ...{ issuer, ca: issuer, serial: serialOf(randomBytes(16)), subject: caSubject(issuer) },
        ...{ spki, keyIdentifier: keyId, notBefore: now, notAfter: plus(now, 14 * day) },
      })
      return signer({ der, profile: 'ca-issuing', issuer: id })
    }
    assert.deepEqual(await under(issuer.id), refuse({ kind: 'profile-not-of-issuer' }))
    const [root] = ca.issuers.roots
    assert.deepEqual(await under(root?.id ?? ''), refuse({ kind: 'unknown-issuer' }))
  })

  it('WoSign 2016: a certificate is not dated back, nor forward', async () => {
    for (const days of [-30, -3, 1]) {
      const notBefore = plus(now, days * day)
      const notAfter = plus(notBefore, 30 * day)
      const signed = await sign('server', { ...good('server'), notBefore, notAfter })
      assert.equal(!signed.ok && signed.refusal.kind, 'outside-time-window', String(days))
    }
  })

  it('One second too long 2021: validity ends with the second that the profile says, inclusive', async () => {
    const fields = good('server')
    assert.ok((await sign('server', fields)).ok)
    const longer = { ...good('server'), notAfter: plus(fields.notAfter, second) }
    assert.deepEqual(await brokenRules('server', longer), ['validity-not-too-long'])
  })

  it('Debian 2008: a key of the broken generator is not certified', async () => {
    const rules = await brokenRules('server', good('server', debianKey))
    assert.deepEqual(rules, ['key-not-guessable'])
  })

  it('ROCA 2017: a key of the faulty chips is not certified', async () => {
    const smallPrimes = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67]
    const more = [71, 73, 79, 83, 89, 97, 101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151]
    const m = [...smallPrimes, ...more, 157, 163, 167].reduce((all, one) => all * BigInt(one), 1n)
    // Both primes are k·M + (65537^a mod M): here two such numbers of the right size, prime or not.
    const half = (a: number): bigint => {
      let power = 1n
      for (let step = 0; step < a; step += 1) power = (power * 65537n) % m
      const k = (3n << 1534n) / m + BigInt(a)
      return k * m + power
    }
    const rules = await brokenRules('server', good('server', rsaKey(half(17) * half(98))))
    assert.ok(rules.includes('key-not-weak'), String(rules))
  })

  it('Close primes 2022: an RSA key that Fermat’s method factors is not certified', async () => {
    const p = generatePrimeSync(1536, { bigint: true })
    let q = p + 2n
    while (!checkPrimeSync(q, { checks: 1 })) q += 2n
    const rules = await brokenRules('server', good('server', rsaKey(p * q)))
    assert.ok(rules.includes('key-not-weak'), String(rules))
  })

  it('Delegated responders 2020: only the responder profile may sign OCSP, and it certifies nothing', async () => {
    const responder = good('ocsp-responder')
    assert.ok((await sign('ocsp-responder', responder)).ok)
    for (const profile of ['server', 'professional-authentication'] as const) {
      const purposes = [keyPurposes.clientAuth, keyPurposes.ocspSigning]
      const fields = withExtension(good(profile), extKeyUsage(purposes))
      assert.ok((await brokenRules(profile, fields)).includes('extended-key-usage-of-profile'))
    }
    const certifying = withExtension(good('ocsp-responder'), basicConstraints({ cA: true }))
    assert.ok(
      (await brokenRules('ocsp-responder', certifying)).includes('basic-constraints-of-profile'),
    )
    // The CAs themselves: none has a purpose, least of all this one.
    for (const { certificate } of ca.issuers.all)
      assert.equal(certificate.known.extKeyUsage, undefined)
  })

  it('Underscores 2019: a DNS name with a character that host names lack is not certified', async () => {
    for (const value of ['my_host.example.fi', '*.example.fi', 'example.fi ', 'intranet']) {
      const fields = withExtension(
        good('server'),
        subjectAltName([
          { kind: 'dns', value: 'kanta.example.fi' },
          { kind: 'dns', value },
        ]),
      )
      assert.deepEqual(await brokenRules('server', fields), ['alternative-names-of-form'], value)
    }
  })

  it('Entrust 2024: a certificate that lacks the address of its practice statement is not signed', async () => {
    for (const profile of ['server', 'professional-signature'] as const) {
      const fields = good(profile)
      const issuer = ca.issuers.current(role(profile), 'ecc')
      assert.ok(issuer.policy)
      const { oid, notices } = issuer.policy
      const bare = withExtension(fields, certificatePolicies([{ policy: oid, notices }]))
      assert.deepEqual(await brokenRules(profile, bare), ['policy-of-profile'])
    }
  })

  it('Symantec 2015: certificates for tests come from a CA of their own, below a root that is for tests', async () => {
    const profile = 'citizen-authentication'
    const test = ca.issuers.current('test', 'ecc')
    const decoded = decodeTbsCertificate(
      exampleTbs({ issuer: test, profile, spki: aKey(), at: now }),
    )
    assert.ok(decoded.ok)
    const fields = { ...decoded.value, issuer: decoded.value.issuerDer }
    assert.ok((await sign(profile, fields, 'test')).ok)
    assert.deepEqual(
      await sign(profile, fields, 'professional'),
      refuse({ kind: 'profile-not-of-issuer' }),
    )
    const roots = (['professional', 'service', 'temporary', 'test'] as const).map((each) =>
      Buffer.from(ca.issuers.current(each, 'ecc').root.der).toString('hex'),
    )
    assert.equal(roots.indexOf(roots[3] ?? ''), 3, 'no other CA is below that root')
  })
})

function aKey(): Uint8Array {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' })
  return new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }))
}

function rsaKey(n: bigint): Uint8Array {
  const hex = n.toString(16)
  const modulus = Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex')
  const key = { kty: 'RSA', n: modulus.toString('base64url'), e: 'AQAB' }
  const spki = createPublicKey({ key, format: 'jwk' }).export({ format: 'der', type: 'spki' })
  return new Uint8Array(spki)
}

/** P-384, as the broken generator gives it. */
const debianKey = new Uint8Array(
  Buffer.from(
    'MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAEas7+Ng4iJ24Rk7JjHro2flUCzSmsPcfyl2njarIykcuiDGvsLEJd9hqr' +
      'Yb9+Ial5bXCCIqXVbuAHmQFsX47anU5X2Ca4/BgprGZQG12DKzW6Wdn/Md/r5a3Vgy2Bx2o+',
    'base64',
  ),
)
