import assert from 'node:assert/strict'
import { randomBytes, sign } from 'node:crypto'
import type { SignedApproval } from '@sotevarmenne/issuing/domain/evidence'
import { encodeToBeSigned, serialOf } from '@sotevarmenne/issuing/domain/to-be-signed'
import { lintTbs } from '@sotevarmenne/issuing/lint-tbs'
import { encodeEvidence } from '@sotevarmenne/issuing/socket/evidence'
import { addYears, dateInHelsinki, endOfDay } from '@sotevarmenne/kernel/local-date'
import { keyIdentifier } from '@sotevarmenne/x509/algorithms'
import { assembleCertificate } from '@sotevarmenne/x509/certificate'
import type { Issuers, SignerClient } from '../../../apps/server/src/pki/ca/index.ts'
import type { SubjectFacts } from '../../../apps/server/src/pki/issuance/contract.ts'
import { personSubject } from '../../../apps/server/src/pki/issuance/domain/subject.ts'
import { aCardKey, type CardKey } from '../../../apps/server/src/pki/issuance/testing.ts'
import type { Clock } from '../../../apps/server/src/platform/clock.ts'

type SigningCa = {
  readonly issuers: Pick<Issuers, 'current'>
  readonly signer: Pick<SignerClient, 'signCertificate'>
  readonly clock: Clock
}

/** A key with its certificate, as of a card. */
export type CardInTest = { readonly key: CardKey; readonly der: Uint8Array }

/** A card of the first two persons, whom nobody could have certified. */
export async function aFirstCard(
  { issuers, signer, clock }: SigningCa,
  facts: SubjectFacts,
  profile: 'professional-authentication' | 'professional-signature' = 'professional-signature',
): Promise<CardInTest> {
  const issuer = issuers.current('professional', 'ecc')
  const now = clock.now()
  const key = aCardKey()
  const subject = personSubject(facts)
  const identifier = keyIdentifier(key.spki)
  assert.ok(subject.ok && identifier)
  const tbs = encodeToBeSigned({
    ...{ profile, issuer, serial: serialOf(randomBytes(16)), subject: subject.value },
    ...{ alternativeNames: [], spki: key.spki, keyIdentifier: identifier, notBefore: now },
    notAfter: endOfDay(addYears(dateInHelsinki(now), 5)),
  })
  const linted = lintTbs(tbs, { issuer, profile })
  assert.ok(linted.ok, JSON.stringify(linted))
  const evidence = encodeEvidence({ proof: key.proof, basis: { kind: 'first-card' } })
  const signed = await signer.signCertificate(linted.value, evidence)
  assert.ok(signed.ok, JSON.stringify(signed))
  const { signatureAlgorithm } = issuer
  return { key, der: assembleCertificate({ tbs, signatureAlgorithm, signature: signed.value }) }
}

export const signatureBy = (
  { key, der }: CardInTest,
  statement: Uint8Array,
): SignedApproval['approvals'][number] => ({
  signature: new Uint8Array(sign('sha384', statement, key.privateKey)),
  ...{ signatureAlgorithm: 'ecdsa-sha384', certificate: der },
})

const named = (givenNames: string, surname: string, registrationNumber: string): SubjectFacts => ({
  ...{ givenNames, surname, registrationNumber, title: 'Sairaanhoitaja' },
})

/** Two persons with cards, who sign statements of approvals. */
export async function twoApprovers(
  ca: SigningCa,
): Promise<(statement: Uint8Array) => Promise<SignedApproval['approvals']>> {
  const cards = [
    await aFirstCard(ca, named('Kaarlo', 'Käsittelijä', '00098705718')),
    await aFirstCard(ca, named('Riitta', 'Rekisteröijä', '00198706129')),
  ]
  return (statement) => Promise.resolve(cards.map((card) => signatureBy(card, statement)))
}
