import assert from 'node:assert/strict'
import { randomBytes, sign as signWithKey } from 'node:crypto'
import type { Basis } from '@sotevarmenne/issuing/domain/evidence'
import { encodeEvidence, noEvidence } from '@sotevarmenne/issuing/socket/evidence'
import type { ProfileId } from '@sotevarmenne/issuing/domain/profiles'
import { encodeToBeSigned, serialOf } from '@sotevarmenne/issuing/domain/to-be-signed'
import { lintTbs } from '@sotevarmenne/issuing/lint-tbs'
import { day, instant, plus } from '@sotevarmenne/kernel/instant'
import { addDays, addYears, dateInHelsinki, endOfDay } from '@sotevarmenne/kernel/local-date'
import { startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { keyIdentifier } from '@sotevarmenne/x509/algorithms'
import { assembleCertificate, decodeCertificate } from '@sotevarmenne/x509/certificate'
import type { AlternativeName } from '@sotevarmenne/x509/extensions'
import { encodeTbsCertificateList } from '@sotevarmenne/x509/crl'
import * as statement from '../../../server/src/cards/orders/domain/statement.ts'
import { anOrderContent } from '../../../server/src/cards/orders/testing.ts'
import { personSubject } from '../../../server/src/pki/issuance/domain/subject.ts'
import { aCardKey, type CardKey } from '../../../server/src/pki/issuance/testing.ts'
import type { SubjectFacts } from '../../../server/src/pki/issuance/contract.ts'

// A signer that wants evidence, and what a taken-over web process could request from it.

const start = instant(Date.parse('2026-11-24T10:00:00Z'))
/** The signer's time. */
export let now = start
export let ca: TestCa

export function passTime(milliseconds: number): void {
  now = plus(now, milliseconds)
}

export async function startCa(
  options: Pick<Parameters<typeof startTestCa>[0], 'identityProvider'> = {},
): Promise<void> {
  ca = await startTestCa({ clock: { now: () => now }, demandsEvidence: true, ...options })
}

export const aino = {
  ...{ givenNames: 'Aino', surname: 'Esimerkki', title: 'Sairaanhoitaja' },
  registrationNumber: '00198706129',
} satisfies SubjectFacts
export const riitta = {
  ...{ givenNames: 'Riitta', surname: 'Rekisteröijä', title: 'Sairaanhoitaja' },
  registrationNumber: '00098705718',
} satisfies SubjectFacts

export type Card = { readonly key: CardKey; readonly der: Uint8Array }

/** What a taken-over web process could ask for: any subject, any key, any basis. */
export async function request({
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

export async function aCard(...requested: Parameters<typeof request>): Promise<Card> {
  const response = await request(...requested)
  assert.ok(typeof response === 'object', JSON.stringify(response))
  return response
}

/** The day of the certificate's end as `request` asks for it. */
export const orderOfAino = (changes: Parameters<typeof anOrderContent>[0] = {}) =>
  anOrderContent({
    ...{ draftedAt: now, validTo: addYears(dateInHelsinki(now), 5) },
    orderId: randomBytes(8).toString('hex') as ReturnType<typeof anOrderContent>['orderId'],
    ...changes,
  })

export const ofAino = '140388-9039'
export const statementOf = (order: Parameters<typeof statement.statementOf>[0]): string =>
  statement.statementOf(order, ofAino)

export const signedBy = (
  by: Card,
  text: string,
  kind: 'order' | 'renewal-signed' = 'order',
): Basis => ({
  kind,
  statement: Buffer.from(text, 'utf8'),
  signature: new Uint8Array(signWithKey('sha384', Buffer.from(text, 'utf8'), by.key.privateKey)),
  signatureAlgorithm: 'ecdsa-sha384',
  certificate: by.der,
})

/** Signs a CRL with the certificate, as the service publishes it. */
export async function revoke({ der }: Card): Promise<void> {
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

export function required<Value>(result: { readonly ok: boolean; readonly value?: Value }): {
  readonly value: Value
} {
  assert.ok(result.ok && result.value !== undefined)
  return { value: result.value }
}
