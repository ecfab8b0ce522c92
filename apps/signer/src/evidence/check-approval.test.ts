// cspell:ignore Kolme Muuta
import assert from 'node:assert/strict'
import { generateKeyPairSync, hash, randomBytes, sign } from 'node:crypto'
import { isIP } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { approvalStatement, type Approved } from '@sotevarmenne/issuing/domain/approval-statement'
import type { Basis, Evidence } from '@sotevarmenne/issuing/domain/evidence'
import type { ProfileId } from '@sotevarmenne/issuing/domain/profiles'
import { encodeToBeSigned, serialOf } from '@sotevarmenne/issuing/domain/to-be-signed'
import { lintTbs } from '@sotevarmenne/issuing/lint-tbs'
import { encodeEvidence, noEvidence } from '@sotevarmenne/issuing/socket/evidence'
import { day, hour, instant, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { addDays, addYears, dateInHelsinki, endOfDay } from '@sotevarmenne/kernel/local-date'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { aFirstCard, signatureBy, type CardInTest } from '@sotevarmenne/tests/ca/two-approvers'
import { keyIdentifier } from '@sotevarmenne/x509/algorithms'
import { decodeCertificate } from '@sotevarmenne/x509/certificate'
import { encodeTbsCertificateList } from '@sotevarmenne/x509/crl'
import type { Name } from '@sotevarmenne/x509/names'
import { attributeTypes } from '@sotevarmenne/x509/oids'
import { personSubject } from '../../../server/src/pki/issuance/domain/subject.ts'
import { aCardKey } from '../../../server/src/pki/issuance/testing.ts'
import type { SubjectFacts } from '../../../server/src/pki/issuance/contract.ts'

const start = instant(Date.parse('2026-11-24T10:00:00Z'))
let now = start
let ca: TestCa

type Card = CardInTest

const aTitled = (givenNames: string, surname: string, registrationNumber: string) =>
  ({ givenNames, surname, registrationNumber, title: 'Sairaanhoitaja' }) satisfies SubjectFacts
const kaarlo = aTitled('Kaarlo', 'Käsittelijä', '00098705718')
const riitta = aTitled('Riitta', 'Rekisteröijä', '00198706129')

const organisation = 'Esimerkkilän sairaala'
const unit = 'Esimerkkilän sairaalan apteekki'
const oid = '1.2.246.10.12345678.10.1'

/** A key with its signature over a request's content, as a program sends both. */
function aProgramKey({ curve = 'P-256', digest = 'sha256' } = {}) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: curve })
  const spki = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }))
  const challenge = new Uint8Array(Buffer.concat([Buffer.from('request'), spki]))
  const proof = { challenge, signature: new Uint8Array(sign(digest, challenge, privateKey)) }
  return { spki, proof, privateKey }
}
type ProgramKey = ReturnType<typeof aProgramKey>

type Requested = {
  readonly profile?: ProfileId
  readonly role?: 'service' | 'test'
  readonly key?: ProgramKey
  readonly proof?: Evidence['proof']
  readonly basis?: Basis | undefined
  readonly isRecovery?: boolean
  readonly names?: readonly string[]
  readonly subject?: { readonly [type: string]: string | undefined }
  readonly days?: number
}

/** What a taken-over web process could ask for: any names, any key, any basis. */
async function request({
  profile = 'server',
  role = 'service',
  names = ['a.example.fi', 'b.example.fi'],
  key = aProgramKey(),
  proof = key.proof,
  basis,
  isRecovery = false,
  subject = {},
  days = 365,
}: Requested) {
  const issuer = ca.issuers.current(role, 'ecc')
  const identifier = keyIdentifier(key.spki)
  assert.ok(identifier)
  const attributes: { readonly [type: string]: string | undefined } = {
    [attributeTypes.countryName]: 'FI',
    [attributeTypes.organizationName]: organisation,
    [attributeTypes.organizationalUnitName]: unit,
    [attributeTypes.serialNumber]: oid,
    [attributeTypes.commonName]: names[0],
    ...subject,
  }
  const name: Name = Object.entries(attributes).flatMap(([type, value]) =>
    value === undefined ? [] : [{ type, value }],
  )
  const tbs = encodeToBeSigned({
    ...{ profile, issuer, serial: serialOf(randomBytes(16)), subject: ordered(name) },
    alternativeNames:
      profile === 'system-signature'
        ? []
        : names.map((value) => ({ kind: isIP(value) === 0 ? 'dns' : 'ip', value }) as const),
    ...{ spki: key.spki, keyIdentifier: identifier, notBefore: now },
    notAfter: endOfDay(addDays(dateInHelsinki(now), days - 1)),
  })
  const linted = lintTbs(tbs, { issuer, profile })
  assert.ok(linted.ok, JSON.stringify(linted))
  const evidence = isRecovery ? noEvidence : basis && encodeEvidence({ proof, basis })
  const signed = await ca.signer.signCertificate(linted.value, evidence)
  const again = () => {
    const token = lintTbs(tbs, { issuer, profile })
    assert.ok(token.ok)
    return ca.signer.signCertificate(token.value)
  }
  if (signed.ok) return { signature: signed.value, again }
  const { refusal } = signed
  return refusal.kind === 'evidence-not-accepted' ? refusal.because : refusal.kind
}

/** In the order of the profiles for services. */
const ordered = (name: Name): Name =>
  [
    ...[attributeTypes.countryName, attributeTypes.organizationName],
    ...[attributeTypes.organizationalUnitName, attributeTypes.organizationIdentifier],
    ...[attributeTypes.serialNumber, attributeTypes.commonName],
  ].flatMap((type) => name.filter((each) => each.type === type))

const digestOf = ({ spki }: ProgramKey): string => hash('sha256', spki)

const anApproved = (changes: Partial<Approved> = {}): Approved => ({
  ...{ kind: 'application', id: randomBytes(8).toString('hex'), profile: 'server' },
  ...{ applicant: 'Esimerkkilän sairaala 1234567-1', isTest: false, organisation, unit, oid },
  ...{ names: ['a.example.fi', 'b.example.fi'], validityDays: 365, keyDigest: undefined },
  drafted: now,
  ...changes,
})

const signedBy = (by: readonly Card[], approved: Approved | string): Basis => {
  const text = typeof approved === 'string' ? approved : approvalStatement(approved)
  const statement = new Uint8Array(Buffer.from(text, 'utf8'))
  return {
    ...{ kind: 'approved-by-two', statement },
    approvals: by.map((each) => signatureBy(each, statement)),
  }
}

const aCard = (
  facts: SubjectFacts,
  profile?: 'professional-authentication' | 'professional-signature',
): Promise<Card> => aFirstCard({ ...ca, clock: { now: () => now } }, facts, profile)

describe('a certificate of a program is signed only for what two persons approved', () => {
  let first: Card
  let second: Card
  let both: readonly Card[]
  before(async () => {
    now = start
    ca = await startTestCa({ clock: { now: () => now }, demandsEvidence: true })
    first = await aCard(kaarlo)
    second = await aCard(riitta)
    both = [first, second]
  })
  after(() => ca.close())

  const isSigned = (response: Awaited<ReturnType<typeof request>>): void => {
    assert.ok(typeof response === 'object', JSON.stringify(response))
  }
  /** An application for the key, with the changes, and the request of a certificate for it. */
  const applied = (changes: Partial<Approved> = {}, requested: Requested = {}) => {
    const key = requested.key ?? aProgramKey()
    const approved = anApproved({ keyDigest: digestOf(key), ...changes })
    return request({ key, basis: signedBy(both, approved), ...requested })
  }

  it('for an application, with its names, unit and key', async () => {
    isSigned(await applied())
    isSigned(await applied({}, { key: aProgramKey({ curve: 'P-384', digest: 'sha512' }) }))
    isSigned(
      await applied(
        { unit: undefined },
        { subject: { [attributeTypes.organizationalUnitName]: undefined } },
      ),
    )
    isSigned(
      await applied(
        { profile: 'system-signature', names: ['Esimerkkijärjestelmä'], validityDays: 730 },
        { profile: 'system-signature', names: ['Esimerkkijärjestelmä'], days: 730 },
      ),
    )
  })

  it('for orders of programs under an enrolment approval, some of its names and any key', async () => {
    const acme = anApproved({ kind: 'acme', names: ['a.example.fi', '.b.example.fi'] })
    const basis = signedBy(both, acme)
    isSigned(await request({ basis, names: ['a.example.fi'] }))
    isSigned(await request({ basis, names: ['x.b.example.fi', 'a.example.fi'] }))
    for (const names of [['b.example.fi'], ['a.example.fi', 'c.example.fi'], ['xb.example.fi']])
      assert.equal(await request({ basis, names }), 'other-certificate-ordered', names.join())
  })

  it('with the addresses that were approved beside the names, and no other', async () => {
    const names = ['a.example.fi', '192.0.2.1', '2001:db8::1']
    isSigned(await applied({ names }, { names }))
    const acme = signedBy(
      both,
      anApproved({ kind: 'acme', names: ['a.example.fi', '192.0.2.0/28'] }),
    )
    isSigned(await request({ basis: acme, names: ['a.example.fi', '192.0.2.15'] }))
    for (const [approved, requested] of [
      [['a.example.fi', '192.0.2.1'], { names: ['a.example.fi'] }],
      [['a.example.fi'], { names: ['a.example.fi', '192.0.2.1'] }],
      [['a.example.fi', '192.0.2.1'], { names: ['a.example.fi', '192.0.2.2'] }],
      // An application lists each address; a network is for programs.
      [['a.example.fi', '192.0.2.0/28'], { names: ['a.example.fi', '192.0.2.1'] }],
    ] as const)
      assert.equal(
        await applied({ names: approved }, requested),
        'other-certificate-ordered',
        approved.join(),
      )
    assert.equal(
      await request({ basis: acme, names: ['a.example.fi', '192.0.2.16'] }),
      'other-certificate-ordered',
    )
  })

  it('for client programs that were registered so', async () => {
    const client = anApproved({ kind: 'client', names: ['.example.fi'] })
    isSigned(await request({ basis: signedBy(both, client) }))
    const systems = { profile: 'system-signature', names: ['Yksi', 'Kaksi'] } as const
    const basis = signedBy(both, anApproved({ kind: 'client', ...systems }))
    const wanted = { ...systems, basis }
    isSigned(await request({ ...wanted, names: ['Kaksi'] }))
    assert.equal(await request({ ...wanted, names: ['Kolme'] }), 'other-certificate-ordered')
  })

  it('and not for what the service says by itself', async () => {
    assert.equal(await request({}), 'evidence-missing')
    for (const basis of [
      { kind: 'first-card' },
      { kind: 'test-card' },
      { kind: 'earlier-certificate', certificate: first.der },
    ] as const)
      assert.equal(await request({ basis }), 'other-basis-needed', basis.kind)
    const person = signedBy(both, anApproved())
    assert.equal(await requestOfPerson(person), 'other-basis-needed')
  })

  it('nor for another certificate than was approved', async () => {
    const { organizationName, organizationalUnitName, serialNumber } = attributeTypes
    const others: readonly (readonly [Partial<Approved>, Requested])[] = [
      [{}, { names: ['a.example.fi'] }],
      [{}, { names: ['a.example.fi', 'b.example.fi', 'c.example.fi'] }],
      [{}, { names: ['a.example.fi', 'c.example.fi'] }],
      [{}, { subject: { [organizationName]: 'Muu sairaala' } }],
      [{}, { subject: { [organizationalUnitName]: 'Muu yksikkö' } }],
      [{}, { subject: { [organizationalUnitName]: undefined } }],
      [{ unit: undefined }, {}],
      [{}, { subject: { [serialNumber]: '1.2.246.10.12345678.10.2' } }],
      [{ validityDays: 364 }, {}],
      [{ profile: 'system-signature' }, {}],
      [{ names: ['.example.fi'] }, {}],
      // A test version is for the test CA, whose certificates nobody trusts.
      [{ isTest: true }, {}],
      // The key of somebody else.
      [{ keyDigest: digestOf(aProgramKey()) }, {}],
      [{ keyDigest: undefined }, {}],
      [{ kind: 'acme' }, {}],
    ]
    for (const [approved, requested] of others)
      assert.equal(
        await applied(approved, requested),
        'other-certificate-ordered',
        JSON.stringify([approved, requested]),
      )
  })

  it('nor with one signature, or two of one person', async () => {
    const key = aProgramKey()
    const approved = anApproved({ keyDigest: digestOf(key) })
    const other = await aCard(aTitled('Kaarlo', 'Käsittelijä', '00198706234'))
    for (const by of [[], [first], [first, first], [first, await aCard(kaarlo)], [first, other]])
      assert.equal(
        await request({ key, basis: signedBy(by, approved) }),
        'second-person-missing',
        String(by.length),
      )
  })

  it('nor when it was not signed, or not with the signature key of a card of ours', async () => {
    const key = aProgramKey()
    const text = approvalStatement(anApproved({ keyDigest: digestOf(key) }))
    const basis = signedBy(both, text)
    const other = { ...basis, statement: new Uint8Array(Buffer.from(text.replace('b.ex', 'c.ex'))) }
    assert.equal(
      await request({ key, basis: other, names: ['a.example.fi', 'c.example.fi'] }),
      'signature-not-valid',
    )
    for (const unreadable of [`${text}OID: ${oid}\n`, text.slice(0, -1), `${text}Muuta: x\n`, ''])
      assert.equal(
        await request({ key, basis: signedBy(both, unreadable) }),
        'statement-not-readable',
      )
    const signIn = await aCard(riitta, 'professional-authentication')
    assert.equal(
      await request({ key, basis: signedBy([first, signIn], text) }),
      'certificate-not-of-ours',
    )
    // The right bytes around a key of the attacker's own.
    const certificate = decodeCertificate(second.der)
    assert.ok(certificate.ok)
    const own = aCardKey()
    const spliced = Buffer.from(second.der)
    spliced.set(own.spki, spliced.indexOf(certificate.value.subjectPublicKeyInfo))
    const forged = { key: own, der: new Uint8Array(spliced) }
    assert.equal(
      await request({ key, basis: signedBy([first, forged], text) }),
      'certificate-not-of-ours',
    )
    isSigned(await request({ key, basis }))
  })

  it('nor for a key that the program does not have', async () => {
    assert.equal(await applied({}, { proof: aProgramKey().proof }), 'no-possession')
  })

  it('nor for an application of the future or of long ago', async () => {
    assert.equal(await applied({ drafted: plus(now, 2 * hour) }), 'order-not-current')
    assert.equal(await applied({ drafted: plus(now, -201 * day) }), 'order-not-current')
    assert.equal(await applied({ drafted: plus(now, -61 * day) }), 'certificate-not-valid')
    isSigned(await applied({ drafted: plus(now, -59 * day) }))
  })

  it('at most three times for one application, also after a restart', async () => {
    const key = aProgramKey()
    const basis = signedBy(both, anApproved({ keyDigest: digestOf(key) }))
    isSigned(await request({ key, basis }))
    await ca.restart()
    const all = await Promise.all(Array.from({ length: 5 }, () => request({ key, basis })))
    assert.equal(all.filter((each) => typeof each === 'object').length, 2)
    assert.equal(all.filter((each) => each === 'evidence-used-up').length, 3)
  })

  it('and answers for the same bytes again without it, so that recovery finds what was signed', async () => {
    const signed = await applied()
    assert.ok(typeof signed === 'object')
    const repeated = await signed.again()
    assert.deepEqual(repeated, { ok: true, value: signed.signature })
  })

  it('and not for recovery, which asks for what was signed before; that wakes nobody', async () => {
    const { suspicious } = await ca.signer.state()
    assert.equal(await request({ isRecovery: true }), 'not-signed-before')
    assert.deepEqual((await ca.signer.state()).suspicious, suspicious)
  })

  it('and without approval by the test CA: nobody trusts it', async () => {
    isSigned(await request({ role: 'test' }))
  })

  it('and not when a card that signed was revoked before the statement was drafted', async () => {
    const draftedBefore = now
    now = plus(now, hour)
    await revoke(second)
    isSigned(await applied({ drafted: draftedBefore }))
    assert.equal(await applied(), 'certificate-revoked')
  })
})

/** An approval is none for a person's certificate. */
async function requestOfPerson(basis: Basis) {
  const issuer = ca.issuers.current('professional', 'ecc')
  const key = aCardKey()
  const subject = personSubject(aTitled('Aino', 'Esimerkki', '00198706234'))
  const identifier = keyIdentifier(key.spki)
  assert.ok(subject.ok && identifier)
  const profile = 'professional-authentication'
  const tbs = encodeToBeSigned({
    ...{ profile, issuer, serial: serialOf(randomBytes(16)), subject: subject.value },
    ...{ alternativeNames: [], spki: key.spki, keyIdentifier: identifier, notBefore: now },
    notAfter: endOfDay(addYears(dateInHelsinki(now), 5)),
  })
  const linted = lintTbs(tbs, { issuer, profile })
  assert.ok(linted.ok)
  const signed = await ca.signer.signCertificate(
    linted.value,
    encodeEvidence({ proof: key.proof, basis }),
  )
  assert.ok(!signed.ok && signed.refusal.kind === 'evidence-not-accepted')
  return signed.refusal.because
}

/** Signs a CRL with the certificate, as the service publishes it. */
async function revoke({ der }: Card): Promise<void> {
  const issuer = ca.issuers.current('professional', 'ecc')
  const certificate = decodeCertificate(der)
  assert.ok(certificate.ok)
  const at: Instant = now
  const bytes = encodeTbsCertificateList({
    signatureAlgorithm: issuer.signatureAlgorithm,
    issuer: issuer.subjectDer,
    ...{ thisUpdate: at, nextUpdate: plus(at, day), number: 1n },
    authorityKeyIdentifier: issuer.subjectKeyIdentifier,
    entries: [{ serial: certificate.value.serial, revokedAt: at, reason: 'keyCompromise' }],
  })
  const chunks = (async function* () {
    yield bytes
  })()
  const signed = await ca.signer.signCrl({ issuer: issuer.id, shard: undefined, chunks })
  assert.ok(signed.ok, JSON.stringify(signed))
}
