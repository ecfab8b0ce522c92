import assert from 'node:assert/strict'
import { randomBytes, sign as signWithKey } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import type { Basis } from '@sotevarmenne/issuing/domain/evidence'
import { encodeEvidence, noEvidence } from '@sotevarmenne/issuing/socket/evidence'
import { orderLabels } from '@sotevarmenne/issuing/domain/order-statement'
import type { ProfileId } from '@sotevarmenne/issuing/domain/profiles'
import { encodeToBeSigned, serialOf } from '@sotevarmenne/issuing/domain/to-be-signed'
import { lintTbs } from '@sotevarmenne/issuing/lint-tbs'
import { day, hour, instant, plus } from '@sotevarmenne/kernel/instant'
import { addDays, addYears, dateInHelsinki, endOfDay } from '@sotevarmenne/kernel/local-date'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { keyIdentifier } from '@sotevarmenne/x509/algorithms'
import { assembleCertificate, decodeCertificate } from '@sotevarmenne/x509/certificate'
import type { AlternativeName } from '@sotevarmenne/x509/extensions'
import { encodeTbsCertificateList } from '@sotevarmenne/x509/crl'
import { statementOf } from '../../../server/src/cards/orders/domain/statement.ts'
import { aMemberContent, aNurse, anOrderContent } from '../../../server/src/cards/orders/testing.ts'
import { personSubject } from '../../../server/src/pki/issuance/domain/subject.ts'
import { aCardKey, type CardKey } from '../../../server/src/pki/issuance/testing.ts'
import type { SubjectFacts } from '../../../server/src/pki/issuance/contract.ts'

const start = instant(Date.parse('2026-11-24T10:00:00Z'))
let now = start
let ca: TestCa

const aino = {
  ...{ givenNames: 'Aino', surname: 'Esimerkki', title: 'Sairaanhoitaja' },
  registrationNumber: '00198706129',
} satisfies SubjectFacts
const riitta = {
  ...{ givenNames: 'Riitta', surname: 'Rekisteröijä', title: 'Sairaanhoitaja' },
  registrationNumber: '00098705718',
} satisfies SubjectFacts

type Card = { readonly key: CardKey; readonly der: Uint8Array }

/** What a taken-over web process could ask for: any subject, any key, any basis. */
async function request({
  facts = aino,
  profile = 'professional-authentication',
  role = 'professional',
  key = aCardKey(),
  proof = key.proof,
  basis,
  isRecovery = false,
  alternativeNames = [],
  validTo = role === 'temporary'
    ? addDays(dateInHelsinki(now), 30)
    : addYears(dateInHelsinki(now), 5),
}: {
  readonly facts?: SubjectFacts
  readonly profile?: ProfileId
  readonly role?: 'professional' | 'temporary' | 'test'
  readonly key?: CardKey
  readonly proof?: CardKey['proof']
  readonly basis?: Basis | undefined
  readonly isRecovery?: boolean
  readonly alternativeNames?: readonly AlternativeName[]
  readonly validTo?: ReturnType<typeof addYears>
}) {
  const issuer = ca.issuers.current(role, 'ecc')
  const subject = personSubject(facts)
  const identifier = keyIdentifier(key.spki)
  assert.ok(subject.ok && identifier)
  const tbs = encodeToBeSigned({
    ...{ profile, issuer, serial: serialOf(randomBytes(16)), subject: subject.value },
    alternativeNames,
    ...{ spki: key.spki, keyIdentifier: identifier, notBefore: now, notAfter: endOfDay(validTo) },
  })
  const linted = lintTbs(tbs, { issuer, profile })
  assert.ok(linted.ok, JSON.stringify(linted))
  const again = () => {
    const token = lintTbs(tbs, { issuer, profile })
    assert.ok(token.ok)
    return ca.signer.signCertificate(token.value)
  }
  const evidence = isRecovery ? noEvidence : basis && encodeEvidence({ proof, basis })
  const signed = await ca.signer.signCertificate(linted.value, evidence)
  if (!signed.ok) {
    const { refusal } = signed
    return refusal.kind === 'evidence-not-accepted' ? refusal.because : refusal.kind
  }
  const { signatureAlgorithm } = issuer
  const der = assembleCertificate({ tbs, signatureAlgorithm, signature: signed.value })
  return { key, der, again } satisfies Card & { readonly again: unknown }
}

async function aCard(...requested: Parameters<typeof request>): Promise<Card> {
  const response = await request(...requested)
  assert.ok(typeof response === 'object', JSON.stringify(response))
  return response
}

/** The day of the certificate's end as `request` asks for it. */
const orderOfAino = (changes: Parameters<typeof anOrderContent>[0] = {}) =>
  anOrderContent({
    ...{ draftedAt: now, validTo: addYears(dateInHelsinki(now), 5) },
    orderId: randomBytes(8).toString('hex') as ReturnType<typeof anOrderContent>['orderId'],
    ...changes,
  })

const signedBy = (by: Card, text: string): Basis => ({
  kind: 'order',
  statement: Buffer.from(text, 'utf8'),
  signature: new Uint8Array(signWithKey('sha384', Buffer.from(text, 'utf8'), by.key.privateKey)),
  signatureAlgorithm: 'ecdsa-sha384',
  certificate: by.der,
})

describe('a certificate of a person is signed only for evidence', () => {
  let registrar: { readonly authentication: Card; readonly signature: Card }
  before(async () => {
    ca = await startTestCa({ clock: { now: () => now }, demandsEvidence: true })
    const first = { facts: riitta, basis: { kind: 'first-card' } } as const
    registrar = {
      authentication: await aCard(first),
      signature: await aCard({ ...first, profile: 'professional-signature' }),
    }
  })
  after(() => ca.close())

  const ordered = (changes?: Parameters<typeof anOrderContent>[0]) =>
    signedBy(registrar.signature, statementOf(orderOfAino(changes)))

  it('for an order that a registrar signed, with both certificates of the card', async () => {
    const basis = ordered()
    await aCard({ basis })
    await aCard({ basis, profile: 'professional-signature' })
  })

  it('for an order of a staff card, with the employer', async () => {
    const validTo = addYears(dateInHelsinki(now), 1)
    const content = aMemberContent({ draftedAt: now, validTo })
    const unit = { oid: '1.2.246.10.2048198', name: 'Osasto 3' }
    const order = { ...content, employment: { ...content.employment, unit } }
    const basis = signedBy(registrar.signature, statementOf(order))
    const facts = {
      ...{ givenNames: 'Aino', surname: 'Esimerkki', title: 'Osastonsihteeri' },
      ...{ subjectNumber: '90000000018', organisation: 'Esimerkkilän sairaala' },
    }
    const wanted = { basis, validTo, profile: 'staff-authentication' } as const
    await aCard({ ...wanted, facts: { ...facts, unit: 'Osasto 3' } })
    const wrong = { ...facts, unit: 'Osasto 3', organisation: 'Muu sairaala' }
    assert.equal(await request({ ...wanted, facts: wrong }), 'other-certificate-ordered')
    assert.equal(await request({ ...wanted, facts }), 'other-certificate-ordered')
  })

  it('and not for what the service says by itself', async () => {
    assert.equal(await request({}), 'evidence-missing')
    for (const basis of [{ kind: 'test-card' }] as const)
      assert.equal(await request({ basis }), 'other-basis-needed')
    assert.equal(
      await request({ role: 'temporary', profile: 'temporary-authentication', basis: ordered() }),
      'other-basis-needed',
    )
  })

  it('nor for another certificate than the order says', async () => {
    const others: readonly Parameters<typeof request>[0][] = [
      { facts: { ...aino, surname: 'Muu' } },
      { facts: { ...aino, givenNames: 'Aina' } },
      { facts: { ...aino, registrationNumber: '00198706234' } },
      { facts: { ...aino, doctorId: '204115' } },
      { facts: { ...aino, title: 'Lääkäri' } },
      { validTo: addDays(addYears(dateInHelsinki(now), 5), -1) },
      {
        profile: 'staff-authentication',
        facts: {
          ...{ givenNames: 'Aino', surname: 'Esimerkki', title: 'Sairaanhoitaja' },
          ...{ subjectNumber: '00198706129', organisation: 'Esimerkkilän sairaala' },
        },
      },
    ]
    for (const other of others)
      assert.equal(
        await request({ ...other, basis: ordered() }),
        'other-certificate-ordered',
        JSON.stringify(other),
      )
    const doctor = ordered({ doctorId: '204115', right: aNurse() })
    assert.equal(await request({ basis: doctor }), 'other-certificate-ordered')
    await aCard({ basis: doctor, facts: { ...aino, doctorId: '204115' } })
  })

  it('nor when the statement was not signed, or not with the signature key of a card of ours', async () => {
    const text = statementOf(orderOfAino())
    const changed = text.replace('Surname: Esimerkki', 'Surname: Muu')
    const basis = { ...signedBy(registrar.signature, text), statement: Buffer.from(changed) }
    const facts = { ...aino, surname: 'Muu' }
    assert.equal(await request({ facts, basis: basis }), 'signature-not-valid')

    const twice = `${text}${orderLabels.surname}: Muu\n`
    assert.equal(
      await request({ basis: signedBy(registrar.signature, twice) }),
      'statement-not-readable',
    )
    assert.equal(
      await request({ basis: signedBy(registrar.authentication, text) }),
      'certificate-not-of-ours',
    )
    // The right bytes around a key of the attacker's own.
    const { value } = required(decodeCertificate(registrar.signature.der))
    const key = aCardKey()
    const spliced = Buffer.from(registrar.signature.der)
    const at = spliced.indexOf(value.subjectPublicKeyInfo)
    spliced.set(key.spki, at)
    assert.equal(
      await request({ basis: signedBy({ key, der: new Uint8Array(spliced) }, text) }),
      'certificate-not-of-ours',
    )
    assert.equal(
      await request({
        basis: signedBy(
          { key, der: ca.issuers.current('professional', 'ecc').certificate.der },
          text,
        ),
      }),
      'certificate-not-of-ours',
    )
  })

  it('nor with an account or address that no order says', async () => {
    const basis = ordered()
    for (const name of [
      { kind: 'upn', value: 'administrator@hospital.example' },
      { kind: 'email', value: 'somebody@hospital.example' },
    ] as const)
      assert.equal(
        await request({ basis, alternativeNames: [name] }),
        'other-certificate-ordered',
        name.kind,
      )
  })

  it('nor for a key that the card does not have', async () => {
    const proof = aCardKey().proof
    assert.equal(await request({ basis: ordered(), proof }), 'no-possession')
  })

  it('nor for an order for oneself, of the future or of long ago', async () => {
    const own = { facts: riitta, basis: ordered({ ...riitta, right: aNurse() }) }
    assert.equal(await request(own), 'ordered-for-oneself')
    const late = ordered({ draftedAt: plus(now, 2 * hour) })
    assert.equal(await request({ basis: late }), 'order-not-current')
    const old = ordered({ draftedAt: plus(now, -201 * day) })
    assert.equal(await request({ basis: old }), 'order-not-current')
    await aCard({ basis: ordered({ draftedAt: plus(now, -hour) }) })
    const beforeCard = ordered({ draftedAt: plus(now, -2 * day) })
    assert.equal(await request({ basis: beforeCard }), 'certificate-not-valid')
  })

  it('as often as one card may need, as long as an order may wait, also after a restart', async () => {
    const basis = ordered()
    const facts = { basis, validTo: addYears(dateInHelsinki(now), 5) }
    for (let nr = 0; nr < 6; nr += 1) await aCard(facts)
    await ca.restart()
    const all = await Promise.all(Array.from({ length: 22 }, () => request(facts)))
    assert.equal(all.filter((each) => typeof each === 'object').length, 18)
    assert.equal(all.filter((each) => each === 'evidence-used-up').length, 4)

    const again = { basis: ordered(), validTo: addYears(dateInHelsinki(now), 5) }
    await aCard(again)
    now = plus(now, 199 * day)
    await aCard(again)
    now = plus(now, day)
    assert.equal(await request(again), 'evidence-used-up')
  })

  it('and answers for the same bytes again without it, so that recovery finds what was signed', async () => {
    const signed = await request({ basis: ordered() })
    assert.ok(typeof signed === 'object')
    const repeated = await signed.again()
    assert.ok(repeated.ok)
    assert.deepEqual(repeated.value, required(decodeCertificate(signed.der)).value.signature)
  })

  it('and not for recovery, which asks for what was signed before; that wakes nobody', async () => {
    const { suspicious } = await ca.signer.state()
    assert.equal(await request({ isRecovery: true }), 'not-signed-before')
    assert.deepEqual((await ca.signer.state()).suspicious, suspicious)
  })

  it('for the first cards within a day, and never again', async () => {
    assert.equal(
      await request({ facts: riitta, basis: { kind: 'first-card' } }),
      'evidence-used-up',
    )
  })

  it('for a spare card that repeats a card of ours, or a renewal of it', async () => {
    const basis = {
      kind: 'earlier-certificate',
      certificate: (await aCard({ basis: ordered() })).der,
    } as const
    const spare = { role: 'temporary', profile: 'temporary-authentication', basis } as const
    await aCard(spare)
    assert.equal(await request({ ...spare, facts: { ...aino, title: 'Lääkäri' } }), 'other-person')
    assert.equal(await request({ ...spare, facts: riitta }), 'other-person')

    const renewed = { ...aino, surname: 'Esimerkki-Muu' }
    await aCard({ facts: renewed, basis })
    assert.equal(await request({ facts: riitta, basis }), 'other-person')
    const ofSpare = { ...basis, certificate: (await aCard(spare)).der }
    assert.equal(await request({ basis: ofSpare }), 'certificate-not-valid')
  })

  it('for a test card without an order: nobody trusts its CA', async () => {
    await aCard({ role: 'test', basis: { kind: 'test-card' } })
    assert.equal(
      await request({ role: 'test', basis: { kind: 'first-card' } }),
      'other-basis-needed',
    )
  })

  it('and counts what it refuses so, for an alert', async () => {
    const { suspicious } = await ca.signer.state()
    await request({})
    const now = (await ca.signer.state()).suspicious
    assert.equal(now['evidence-missing'], (suspicious['evidence-missing'] ?? 0) + 1)
    assert.equal(now['evidence-not-accepted'], suspicious['evidence-not-accepted'])
  })

  it('and not for an order drafted after the card that signed it was revoked', async () => {
    const before = ordered()
    now = plus(now, hour)
    await revoke(registrar.signature)
    await aCard({ basis: before, validTo: addYears(dateInHelsinki(now), 5) })
    assert.equal(await request({ basis: ordered() }), 'certificate-revoked')
  })
})

/** Signs a CRL with the certificate, as the service publishes it. */
async function revoke({ der }: Card): Promise<void> {
  const issuer = ca.issuers.current('professional', 'ecc')
  const { serial } = required(decodeCertificate(der)).value
  const bytes = encodeTbsCertificateList({
    signatureAlgorithm: issuer.signatureAlgorithm,
    issuer: issuer.subjectDer,
    thisUpdate: now,
    nextUpdate: plus(now, day),
    number: 1n,
    authorityKeyIdentifier: issuer.subjectKeyIdentifier,
    entries: [{ serial, revokedAt: now, reason: 'keyCompromise' }],
  })
  const chunks = (async function* () {
    yield bytes
  })()
  const signed = await ca.signer.signCrl({ issuer: issuer.id, shard: undefined, chunks })
  assert.ok(signed.ok, JSON.stringify(signed))
}

function required<Value>(result: { readonly ok: boolean; readonly value?: Value }): {
  readonly value: Value
} {
  assert.ok(result.ok && result.value !== undefined)
  return { value: result.value }
}
