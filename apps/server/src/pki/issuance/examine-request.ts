import { hash } from 'node:crypto'
import { refuse } from '@sotevarmenne/kernel/result'
import { signatureCheckOf } from '@sotevarmenne/x509/algorithms'
import type { Name } from '@sotevarmenne/x509/names'
import { decodePublicKey, type PublicKey } from '@sotevarmenne/x509/public-key'
import { decodeCertificateRequest, type CertificateRequest } from '@sotevarmenne/x509/request'
import type { KeyFamily } from '#pki/ca/contract.ts'
import type { Issuers } from '#pki/ca/index.ts'
import type { Tx } from '#platform/db.ts'
import type { EnrolmentRules, IssueRefusal } from './contract.ts'
import { certifiedNames, type NamesRefusal } from './domain/enrolment-rules.ts'
import { detailOf, type EnrolRefusal } from './enrol-certificate.ts'
import { checkKey, familyOf } from './issue-certificate.ts'
import { isKeyUsed } from './store.ts'

export type RequestAssessmentRefusal =
  | NamesRefusal
  | Extract<EnrolRefusal, { kind: 'request-malformed' }>
  | Extract<
      IssueRefusal,
      { kind: 'key-not-readable' | 'key-too-weak' | 'key-already-used' | 'bad-proof-of-possession' }
    >
  /** No CA of the service has keys of this kind; those of `families` it has. */
  | { readonly kind: 'key-family-not-served'; readonly families: readonly KeyFamily[] }
  /** The rules have a name that is missing in the request. */
  | { readonly kind: 'name-not-requested'; readonly name: string }

export type RequestAssessment = {
  readonly rule: 'form' | 'own-signature' | 'key' | 'requested-names' | 'key-unused'
  readonly refusal?: RequestAssessmentRefusal
}

/** A parsed request, with the result of each rule: all that issuing will check. */
export type RequestExamined = {
  /** Absent when it can't be read. */
  readonly unpacked?: {
    readonly subject: Name
    /** DNS names and addresses, and other kinds as they are in the request. */
    readonly names: readonly string[]
    readonly key: string
    readonly signedWith: string
  }
  readonly assessments: readonly RequestAssessment[]
}

export type ToExamine = {
  readonly der: Uint8Array
  readonly rules: Omit<EnrolmentRules, 'family'>
}

/** The result of the rules for a request (PKCS#10, DER) before anybody decides on it. */
export async function examineRequest(
  { issuers }: { readonly issuers: Pick<Issuers, 'all'> },
  tx: Tx,
  { der, rules }: ToExamine,
): Promise<RequestExamined> {
  const request = decodeCertificateRequest(der)
  if (!request.ok)
    return {
      assessments: [
        {
          rule: 'form',
          refusal: { kind: 'request-malformed', detail: detailOf(request.refusal) },
        },
      ],
    }
  const {
    subject,
    subjectPublicKeyInfo: spki,
    signatureAlgorithm,
    tbs,
    signature,
    known,
  } = request.value
  const key = checkRequestedKey(spki, { profile: rules.profile, issuers: issuers.all })
  const isSigned = await signatureCheckOf(signatureAlgorithm, spki)(tbs, signature)
  const ownSignature: RequestAssessment = {
    rule: 'own-signature',
    ...(!isSigned && { refusal: { kind: 'bad-proof-of-possession' } }),
  }
  const isUsed = await isKeyUsed(tx, hash('sha256', spki))
  return {
    unpacked: {
      subject,
      names: (known.subjectAltName ?? []).map((name) =>
        name.kind === 'other' ? name.kind : name.value,
      ),
      key: keyName(decodePublicKey(spki)),
      signedWith: signatureAlgorithm,
    },
    assessments: [
      { rule: 'form' },
      // Without a readable key the signature can't be checked.
      ...(!key.ok && key.refusal.kind === 'key-not-readable' ? [] : [ownSignature]),
      { rule: 'key', ...(!key.ok && { refusal: key.refusal }) },
      { rule: 'requested-names', ...namesRefusal(rules, request.value) },
      { rule: 'key-unused', ...(isUsed && { refusal: { kind: 'key-already-used' } }) },
    ],
  }
}

/** The kind of key decides which CA signs: without one, the request would be approved and never issued. */
function checkRequestedKey(spki: Uint8Array, to: Parameters<typeof checkKey>[1]) {
  const key = checkKey(spki, to)
  const families = [...new Set(to.issuers.map(({ family }) => family))]
  return key.ok && !families.includes(familyOf(spki))
    ? refuse({ kind: 'key-family-not-served', families } as const)
    : key
}

/** The names must be exactly those of the rules, all of them. */
function namesRefusal(
  rules: Omit<EnrolmentRules, 'family'>,
  request: CertificateRequest,
): { readonly refusal?: RequestAssessmentRefusal } {
  const names = certifiedNames(rules, request)
  if (!names.ok) return { refusal: names.refusal }
  const requested = new Set(
    names.value.alternativeNames.flatMap((name) => (name.kind === 'other' ? [] : [name.value])),
  )
  const missing = [...rules.dnsNames, ...(rules.addresses ?? [])].find(
    (name) => !requested.has(name),
  )
  return missing === undefined ? {} : { refusal: { kind: 'name-not-requested', name: missing } }
}

const keyName = (key: PublicKey | undefined): string =>
  key === undefined ? '' : key.kind === 'ec' ? key.curve : `RSA ${String(key.bits)}`
