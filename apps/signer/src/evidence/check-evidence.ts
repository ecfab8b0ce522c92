import type { Basis } from '@sotevarmenne/issuing/domain/evidence'
import { decodeEvidence } from '@sotevarmenne/issuing/socket/evidence'
import type { IssuerRole } from '@sotevarmenne/issuing/domain/issuer'
import type { LintIssuer } from '@sotevarmenne/issuing/domain/lint-subject'
import { readOrderStatement } from '@sotevarmenne/issuing/domain/order-statement'
import { accountName } from '@sotevarmenne/issuing/domain/subject-text'
import { profiles, type ProfileId } from '@sotevarmenne/issuing/domain/profiles'
import { provesPossession } from '@sotevarmenne/issuing/proof'
import type { EvidenceFault, SignerRefusal } from '@sotevarmenne/issuing/socket/messages'
import { day, minute, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { verifySignature } from '@sotevarmenne/x509/algorithms'
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
import { digestOf, serialUse, type SigningLog } from '#signing-log.ts'
import { isCardOfOrder } from './card-of-order.ts'

/** A certificate of a person that is asked for, after the lints. */
export type PersonCertificate = {
  readonly certificate: TbsCertificate
  readonly issuer: LintIssuer
  readonly profile: ProfileId
  /** As `encodeEvidence` of libs/issuing writes it. */
  readonly evidence: Uint8Array | undefined
}

type Checked = Result<BasisUse | undefined, SignerRefusal>

/**
 * Which basis a certificate needs, by the role of its issuer: a new card is ordered with a registrar's
 * signature or renews the holder's earlier one; a spare card repeats the card that it replaces.
 */
const basesOf: Readonly<Record<IssuerRole, readonly Basis['kind'][]>> = {
  professional: ['order', 'earlier-certificate', 'first-card'],
  temporary: ['earlier-certificate'],
  test: ['test-card'],
  root: [],
  service: [],
}

/**
 * Checks the evidence for certificates of persons. It believes no record of the service: only signatures of
 * keys whose certificates were signed here.
 *
 * Resolves to what the evidence may be used up by; undefined where nothing is counted.
 */
export function createEvidenceCheck({
  issuers,
  signingLog,
  crls,
}: {
  readonly issuers: Iterable<LintIssuer>
  readonly signingLog: Pick<SigningLog, 'find'>
  readonly crls: Pick<CrlMemory, 'revokedAt'>
}): (requested: PersonCertificate, now: Instant) => Promise<Checked> {
  const known = [...issuers]

  /** A certificate of a person's card that was signed here; by its bytes, whatever the records say. */
  const ofOurs = async (
    der: Uint8Array,
  ): Promise<
    Result<{ readonly certificate: TbsCertificate; readonly issuer: LintIssuer }, SignerRefusal>
  > => {
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

  const checkOrder = async (
    { certificate, profile }: PersonCertificate,
    { statement, signature, signatureAlgorithm, ...by }: Extract<Basis, { kind: 'order' }>,
    now: Instant,
  ): Promise<Checked> => {
    const text = textOf(statement)
    const order = text === undefined ? undefined : readOrderStatement(text)
    if (order === undefined || !/^[\w-]{1,64}$/.test(order.orderId))
      return notAccepted('statement-not-readable')
    if (!isCardOfOrder(certificate, profile, order)) return notAccepted('other-certificate-ordered')
    if (order.drafted > now + minute || order.drafted < now - orderServesFor)
      return notAccepted('order-not-current')

    const registrar = await ofOurs(by.certificate)
    if (!registrar.ok) return registrar
    const signer = registrar.value.certificate
    if (!signer.known.keyUsage?.includes('nonRepudiation'))
      return notAccepted('certificate-not-of-ours')
    // A draft waits a day for its signature; the registrar may have got another card meanwhile.
    if (order.drafted < signer.notBefore - day || order.drafted > signer.notAfter)
      return notAccepted('certificate-not-valid')
    if (numberOf(signer) === numberOf(certificate)) return notAccepted('ordered-for-oneself')
    // An order outlives the card that signed it; with a revoked card nobody orders.
    const revokedAt = await crls.revokedAt(registrar.value.issuer.id, signer.serial)
    if (revokedAt !== undefined && revokedAt <= order.drafted)
      return notAccepted('certificate-revoked')
    const isValid = verifySignature({
      ...{ algorithm: signatureAlgorithm, spki: signer.subjectPublicKeyInfo },
      ...{ data: statement, signature },
    })
    return isValid ? used(`order ${order.orderId}`) : notAccepted('signature-not-valid')
  }

  const checkEarlier = async (
    { certificate, issuer }: PersonCertificate,
    { certificate: der }: Extract<Basis, { kind: 'earlier-certificate' }>,
    now: Instant,
  ): Promise<Checked> => {
    const earlier = await ofOurs(der)
    if (!earlier.ok) return earlier
    const { certificate: before, issuer: issuerBefore } = earlier.value
    if (issuerBefore.role !== 'professional' || before.notAfter < now - renewalServesFor)
      return notAccepted('certificate-not-valid')
    const isSame =
      issuer.role === 'temporary'
        ? equalBytes(before.subjectDer, certificate.subjectDer)
        : numberOf(before) === numberOf(certificate)
    return isSame ? used(`earlier ${numberOf(before) ?? ''}`) : notAccepted('other-person')
  }

  return async (requested, now) => {
    const { certificate, issuer } = requested
    if (requested.evidence === undefined) return refuse({ kind: 'evidence-missing' })
    if (requested.evidence.length === 0) return refuse({ kind: 'not-signed-before' })
    const evidence = decodeEvidence(requested.evidence)
    if (evidence === undefined) return notAccepted('malformed')
    const { proof, basis } = evidence
    const spki = certificate.subjectPublicKeyInfo
    const key = decodePublicKey(spki)
    if (key === undefined || !provesPossession(proof, { key, spki }))
      return notAccepted('no-possession')
    if (!basesOf[issuer.role].includes(basis.kind)) return notAccepted('other-basis-needed')
    if (!hasOnlyOwnAccount(certificate, issuer)) return notAccepted('other-certificate-ordered')
    switch (basis.kind) {
      case 'order':
        return checkOrder(requested, basis, now)
      case 'earlier-certificate':
        return checkEarlier(requested, basis, now)
      case 'first-card':
        return used('first')
      case 'test-card':
        return ok(undefined)
    }
  }
}

/** Whether the profile's certificates are signed for evidence only. */
export const needsEvidence = (profile: ProfileId): boolean =>
  profiles[profile].certifies === 'person'

/** No order says an alternative name: the only one is the account that follows from the number. */
function hasOnlyOwnAccount(certificate: TbsCertificate, issuer: LintIssuer): boolean {
  const own = accountName(numberOf(certificate) ?? '', issuer)
  return (certificate.known.subjectAltName ?? []).every(
    (name) => name.kind === 'upn' && name.value === own,
  )
}

/** Undefined when it is not UTF-8. */
function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/** From the draft to the last try of the card. */
const orderServesFor = 200 * day
/** A card is renewed until its last day, and the new one may wait for production. */
const renewalServesFor = 90 * day

const numberOf = ({ subject }: TbsCertificate): string | undefined =>
  attributeOf(subject, attributeTypes.serialNumber)

const used = (basis: BasisUse): Checked => ok(basis)

const notAccepted = (because: EvidenceFault): Result<never, SignerRefusal> =>
  refuse({ kind: 'evidence-not-accepted', because })
