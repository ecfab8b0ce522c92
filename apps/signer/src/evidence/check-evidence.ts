import { hash } from 'node:crypto'
import type { Basis, SignedStatement } from '@sotevarmenne/issuing/domain/evidence'
import { decodeBasis, splitEvidence } from '@sotevarmenne/issuing/socket/evidence'
import type { IssuerRole } from '@sotevarmenne/issuing/domain/issuer'
import type { LintIssuer } from '@sotevarmenne/issuing/domain/lint-subject'
import { readOrderStatement, type OrderRead } from '@sotevarmenne/issuing/domain/order-statement'
import { readRenewalStatement } from '@sotevarmenne/issuing/domain/renewal-statement'
import { accountName } from '@sotevarmenne/issuing/domain/subject-text'
import { profiles, type ProfileId } from '@sotevarmenne/issuing/domain/profiles'
import { nonceOf } from '@sotevarmenne/issuing/renewal-nonce'
import { provesPossession } from '@sotevarmenne/issuing/proof'
import type { EvidenceFault, SignerRefusal } from '@sotevarmenne/issuing/socket/messages'
import { day, minute, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import {
  decodeCertificate,
  formatSerial,
  type TbsCertificate,
} from '@sotevarmenne/x509/certificate'
import { equalBytes } from '@sotevarmenne/x509/der'
import { attributeOf } from '@sotevarmenne/x509/names'
import { attributeTypes } from '@sotevarmenne/x509/oids'
import { decodePublicKey } from '@sotevarmenne/x509/public-key'
import type { CrlMemory } from '#memory/crl-memory.ts'
import type { BasisUse } from '#memory/evidence-memory.ts'
import type { Holder, HolderMemory } from '#memory/holder-memory.ts'
import { digestOf, serialUse, type SigningLog } from '#signing-log.ts'
import { isCardOfOrder } from './card-of-order.ts'
import { createApprovalCheck, maxRemembered } from './check-approval.ts'
import { identityCodeIn, type PinnedProvider } from './id-token.ts'
import { notAccepted, signerOf, textOf, type FindCertificate } from './signed-statement.ts'

/** A certificate of a person or a program that is requested, after the lints. */
export type PersonCertificate = {
  readonly certificate: TbsCertificate
  readonly issuer: LintIssuer
  readonly profile: ProfileId
  /** As `encodeEvidence` of libs/issuing writes it. */
  readonly evidence: Uint8Array | undefined
}

/** What the evidence may be used up by (undefined where nothing is counted), and whose number it shows. */
export type Accepted = { readonly basis?: BasisUse; readonly holder?: Holder }

type Checked = Result<Accepted, SignerRefusal>

/**
 * Which basis a certificate needs, by the role of its issuer: a new card is ordered with a registrar's
 * signature, or renewed by its holder; a spare card repeats the card that it replaces; a program's certificate
 * was approved by two persons.
 */
const basesOf: Readonly<Record<IssuerRole, readonly Basis['kind'][]>> = {
  professional: ['order', 'renewal-signed', 'renewal-identified', 'first-card'],
  temporary: ['earlier-certificate'],
  test: ['test-card'],
  root: [],
  service: ['approved-by-two'],
}

/**
 * Checks the evidence for certificates of persons and programs. It believes no record of the service: only
 * signatures of keys whose certificates were signed here.
 */
export function createEvidenceCheck({
  issuers,
  signingLog,
  crls,
  holders,
  identityProvider,
}: {
  readonly issuers: Iterable<LintIssuer>
  readonly signingLog: Pick<SigningLog, 'find'>
  readonly crls: Pick<CrlMemory, 'revokedAt'>
  readonly holders: Pick<HolderMemory, 'compare'> | undefined
  /** Absent where nobody can identify without a card. */
  readonly identityProvider: PinnedProvider | undefined
}): (requested: PersonCertificate, now: Instant) => Promise<Checked> {
  const known = [...issuers]

  /** A certificate of a person's card that was signed here; by its bytes, whatever the records say. */
  const ofOurs: FindCertificate = async (der) => {
    const decoded = decodeCertificate(der)
    const issuer =
      decoded.ok && known.find(({ subjectDer }) => equalBytes(subjectDer, decoded.value.issuerDer))
    if (!decoded.ok || !issuer || (issuer.role !== 'professional' && issuer.role !== 'temporary'))
      return notAccepted('certificate-not-of-ours')
    const certificate = decoded.value
    const entry = await signingLog.find(serialUse(issuer.id, formatSerial(certificate.serial)))
    const isSigned = entry?.digest === digestOf(certificate.tbs) && entry.signature !== undefined
    return isSigned && numberOf(certificate) !== undefined
      ? ok({ certificate, issuer })
      : notAccepted('certificate-not-of-ours')
  }

  const statements = { find: ofOurs, crls }

  const checkOrder = async (
    { certificate, profile }: PersonCertificate,
    signed: SignedStatement,
    now: Instant,
  ): Promise<Checked> => {
    const order = readOrderStatement(textOf(signed.statement) ?? '')
    const wrong = faultOfOrder(order, { certificate, profile, now })
    if (order === undefined || wrong) return notAccepted(wrong ?? 'statement-not-readable')
    const registrar = await signerOf(statements, signed, { drafted: order.drafted, waits: day })
    if (!registrar.ok) return registrar
    if (numberOf(registrar.value) === numberOf(certificate))
      return notAccepted('ordered-for-oneself')
    const number = order.product === 'professional-card' && order.registrationNumber
    const { orderId, identityCode } = order
    return ok({
      basis: `order ${orderId}`,
      ...(number && identityCode !== undefined && { holder: { number, identityCode } }),
    })
  }

  const checkSignedRenewal = async (
    { certificate, profile }: PersonCertificate,
    signed: SignedStatement,
    now: Instant,
  ): Promise<Checked> => {
    const renewal = readRenewalStatement(textOf(signed.statement) ?? '')
    const wrong = faultOfOrder(renewal, { certificate, profile, now })
    if (renewal === undefined || wrong) return notAccepted(wrong ?? 'statement-not-readable')
    const holder = await signerOf(statements, signed, { drafted: renewal.drafted, waits: day })
    if (!holder.ok) return holder
    if (numberOf(holder.value) !== numberOf(certificate)) return notAccepted('other-person')
    return ok({ basis: `order ${renewal.orderId}` })
  }

  /** An ID token for this statement, of the person whose number it is: as ordered, or as first seen. */
  const checkIdentifiedRenewal = async (
    { certificate, profile }: PersonCertificate,
    { statement, idToken, certificate: der }: Extract<Basis, { kind: 'renewal-identified' }>,
    now: Instant,
  ): Promise<Checked> => {
    if (identityProvider === undefined || holders === undefined)
      return notAccepted('no-identity-provider')
    const renewal = readRenewalStatement(textOf(statement) ?? '')
    const wrong = faultOfOrder(renewal, { certificate, profile, now })
    if (renewal === undefined || wrong) return notAccepted(wrong ?? 'statement-not-readable')
    const earlier = await earlierOf(der, now)
    if (!earlier.ok) return earlier
    const number = numberOf(earlier.value) ?? ''
    if (number !== numberOf(certificate)) return notAccepted('other-person')
    const identityCode = await identityCodeIn(idToken, nonceOf(statement), identityProvider)
    if (identityCode === undefined) return notAccepted('id-token-not-accepted')
    const holder = { number, identityCode }
    return holders.compare(holder) === 'other'
      ? notAccepted('other-person')
      : ok({ basis: `order ${renewal.orderId}`, holder })
  }

  /** An earlier certificate of a professional card; it may be revoked, as that of a lost card is. */
  const earlierOf = async (
    der: Uint8Array,
    now: Instant,
  ): Promise<Result<TbsCertificate, SignerRefusal>> => {
    const earlier = await ofOurs(der)
    if (!earlier.ok) return earlier
    const { certificate, issuer } = earlier.value
    return issuer.role === 'professional' && certificate.notAfter >= now - renewalServesFor
      ? ok(certificate)
      : notAccepted('certificate-not-valid')
  }

  const checkEarlier = async (
    { certificate }: PersonCertificate,
    { certificate: der }: Extract<Basis, { kind: 'earlier-certificate' }>,
    now: Instant,
  ): Promise<Checked> => {
    const earlier = await earlierOf(der, now)
    if (!earlier.ok) return earlier
    const before = earlier.value
    return equalBytes(before.subjectDer, certificate.subjectDer)
      ? ok({ basis: `earlier ${numberOf(before) ?? ''}` })
      : notAccepted('other-person')
  }

  const checkApproval = createApprovalCheck(statements)

  /** By the digest of their bytes: programs order many certificates under one approval. */
  const readBefore = new Map<string, Basis>()
  const readBasis = (bytes: Uint8Array, digest: string): Basis | undefined => {
    const basis = readBefore.get(digest) ?? decodeBasis(bytes)
    if (basis?.kind !== 'approved-by-two') return basis
    if (readBefore.size >= maxRemembered) readBefore.clear()
    readBefore.set(digest, basis)
    return basis
  }

  return async (requested, now) => {
    const { certificate, issuer } = requested
    if (requested.evidence === undefined) return refuse({ kind: 'evidence-missing' })
    if (requested.evidence.length === 0) return refuse({ kind: 'not-signed-before' })
    const evidence = splitEvidence(requested.evidence)
    if (evidence === undefined) return notAccepted('malformed')
    const digest = hash('sha256', evidence.basis)
    const basis = readBasis(evidence.basis, digest)
    if (basis === undefined) return notAccepted('malformed')
    const spki = certificate.subjectPublicKeyInfo
    const key = decodePublicKey(spki)
    if (key === undefined || !(await provesPossession(evidence.proof, { key, spki })))
      return notAccepted('no-possession')
    if (!basesOf[issuer.role].includes(basis.kind)) return notAccepted('other-basis-needed')
    if (basis.kind === 'approved-by-two')
      return checkApproval(requested, { signed: basis, digest }, now)
    if (!hasOnlyOwnNames(certificate, issuer, basis.kind))
      return notAccepted('other-certificate-ordered')
    switch (basis.kind) {
      case 'order':
        return checkOrder(requested, basis, now)
      case 'renewal-signed':
        return checkSignedRenewal(requested, basis, now)
      case 'renewal-identified':
        return checkIdentifiedRenewal(requested, basis, now)
      case 'earlier-certificate':
        return checkEarlier(requested, basis, now)
      case 'first-card':
        return ok({ basis: 'first' })
      case 'test-card':
        return ok({})
    }
  }
}

/**
 * Whether the issuer's certificates of the profile are signed for evidence only. Nobody trusts the test CA: what
 * it certifies for programs needs none.
 */
export const needsEvidence = (profile: ProfileId, { role }: Pick<LintIssuer, 'role'>): boolean =>
  profiles[profile].certifies === 'person' ||
  (profiles[profile].certifies === 'service' && role !== 'test')

/** The account that follows from the number; and the address for e-mail only where an order says it. */
function hasOnlyOwnNames(
  certificate: TbsCertificate,
  issuer: LintIssuer,
  basis: Basis['kind'],
): boolean {
  const own = accountName(numberOf(certificate) ?? '', issuer)
  return (certificate.known.subjectAltName ?? []).every(
    (name) =>
      (name.kind === 'upn' && name.value === own) || (name.kind === 'email' && basis === 'order'),
  )
}

/** What is wrong with an order or renewal, before its signature. */
function faultOfOrder(
  order: OrderRead | undefined,
  {
    certificate,
    profile,
    now,
  }: Pick<PersonCertificate, 'certificate' | 'profile'> & { readonly now: Instant },
): EvidenceFault | undefined {
  if (order === undefined || !/^[\w-]{1,64}$/.test(order.orderId)) return 'statement-not-readable'
  if (!isCardOfOrder(certificate, profile, order)) return 'other-certificate-ordered'
  if (order.drafted > now + minute || order.drafted < now - orderServesFor)
    return 'order-not-current'
  return undefined
}

/** From the draft to the last try of the card. */
const orderServesFor = 200 * day
/** A card is renewed until its last day, and the new one may wait for production. */
const renewalServesFor = 90 * day

const numberOf = ({ subject }: TbsCertificate): string | undefined =>
  attributeOf(subject, attributeTypes.serialNumber)
