import type { IssuingPermit } from './contract.ts'
import { hash } from 'node:crypto'
import { addYears, dateInHelsinki, endOfDay, addDays } from '@sotevarmenne/kernel/local-date'
import { instant, second, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { keyIdentifier } from '@sotevarmenne/x509/algorithms'
import { formatSerial } from '@sotevarmenne/x509/certificate'
import type { AlternativeName } from '@sotevarmenne/x509/extensions'
import { attributeOf, type Name } from '@sotevarmenne/x509/names'
import { attributeTypes } from '@sotevarmenne/x509/oids'
import { decodePublicKey, type PublicKey } from '@sotevarmenne/x509/public-key'
import type { KeyFamily, ProfileId, CardIssuerRole } from '#pki/ca/contract.ts'
import {
  caSubject,
  encodeToBeSigned,
  isBlockedKey,
  lintTbs,
  profiles,
  serialOf,
  weaknessOf,
  type Issuer,
} from '#pki/ca/index.ts'
import type { Permit } from '#platform/permit.ts'
import { secureRandomBytes } from '#platform/secure-random-bytes.ts'
import { completeCertificate, signAndSettle } from './complete-certificate.ts'
import type {
  ClientId,
  IssueCertificate,
  IssuedCertificate,
  IssueRefusal,
  IssueResponderCertificate,
  SerialNumber,
} from './contract.ts'
import { personSubject } from './domain/subject.ts'
import type { Issuing } from './issuing.ts'
import type { Evidence } from '@sotevarmenne/issuing/domain/evidence'
import { accountName } from '@sotevarmenne/issuing/domain/subject-text'
import { encodeEvidence } from '@sotevarmenne/issuing/socket/evidence'
import { provesPossession } from '@sotevarmenne/issuing/proof'
import { reserving } from './reserve-certificate.ts'
import type { Reservation } from './store.ts'

/** Issues one of the certificates of a card, or returns the one that this request got before. */
export const issueCertificate =
  (issuing: Issuing) =>
  async (
    permit: Permit<'certificates.issueCertificate'>,
    request: IssueCertificate,
  ): Promise<Result<IssuedCertificate, IssueRefusal>> => {
    const subject = personSubject(request.subject)
    if (!subject.ok) return subject

    const now = wholeSecond(issuing.clock.now())
    const notAfter = endOfDay(request.validTo)
    if (notAfter <= now)
      return refuse({ kind: 'validity-not-acceptable', detail: 'it has ended already' })
    if (notAfter > lastEnd(request.profile, now))
      return refuse({ kind: 'validity-not-acceptable', detail: 'longer than its profile' })

    const issuer = issuing.issuers.current(roleOf(request), familyOf(request.spki))
    return issue(issuing, permit, {
      ...request,
      issuer,
      subject: subject.value,
      alternativeNames: [
        ...(request.email === undefined ? [] : [{ kind: 'email', value: request.email } as const]),
        ...accountOf(issuer, request.profile, subject.value),
      ],
      provesPossession: provenBy(request),
      evidence: { proof: request.proof, basis: request.basis },
      notBefore: now,
      notAfter,
    })
  }

/** Certifies a key of the OCSP responder, for a month. */
export const issueResponderCertificate =
  (issuing: Issuing) =>
  async (
    permit: Permit<'certificates.issueCertificate'>,
    request: IssueResponderCertificate,
  ): Promise<Result<IssuedCertificate, IssueRefusal>> => {
    const issuer = issuing.issuers.find(request.issuer)
    if (issuer === undefined)
      return refuse({ kind: 'signer-refused', refusal: { kind: 'unknown-issuer' } })
    const now = wholeSecond(issuing.clock.now())
    return issue(issuing, permit, {
      ...request,
      alternativeNames: [],
      provesPossession: provenBy(request),
      issuer,
      profile: 'ocsp-responder',
      subject: caSubject({ ...issuer, commonName: issuer.responderName }),
      notBefore: now,
      notAfter: endOfDay(addDays(dateInHelsinki(now), responderDays)),
    })
  }

/** The account on workstations, for log-on, where the CA's file states its domain (R302). */
function accountOf(
  issuer: Issuer,
  profile: IssueCertificate['profile'],
  subject: Name,
): readonly AlternativeName[] {
  const number = attributeOf(subject, attributeTypes.serialNumber)
  const mayNameIt = profiles[profile].alternativeNames.upn !== undefined
  const account = number === undefined ? undefined : accountName(number, issuer)
  return mayNameIt && account !== undefined ? [{ kind: 'upn', value: account }] : []
}

/** The role of the CA that certifies it. For a test card never one that relying parties trust (R233). */
function roleOf(request: IssueCertificate): CardIssuerRole {
  if ('isTest' in request) return 'test'
  return request.profile.startsWith('temporary-') ? 'temporary' : 'professional'
}

/** The card's keys decide which CA tree certifies them. */
export const familyOf = (spki: Uint8Array): KeyFamily =>
  decodePublicKey(spki)?.kind === 'rsa' ? 'rsa' : 'ecc'

const responderDays = 30

export type ToIssue = {
  readonly requestKey: string
  readonly issuer: Issuer
  readonly profile: ProfileId
  readonly subject: Name
  readonly alternativeNames: readonly AlternativeName[]
  readonly spki: Uint8Array
  /** Whether the requester has the private key. */
  readonly provesPossession: (key: PublicKey) => boolean | Promise<boolean>
  /** For a person's or a program's certificate. */
  readonly evidence?: Evidence
  readonly notBefore: Instant
  readonly notAfter: Instant
  readonly holder?: string
  readonly cardId?: string
  readonly clientId?: ClientId
}

/** Issues. A request that waited until its bytes were too old to be signed is repeated, valid from now on. */
export async function issue(
  issuing: Issuing,
  permit: IssuingPermit,
  request: ToIssue,
): Promise<Result<IssuedCertificate, IssueRefusal>> {
  const result = await issueOnce(issuing, permit, request)
  if (result.ok || result.refusal.kind !== 'clock-skew') return result
  return issueOnce(issuing, permit, { ...request, notBefore: wholeSecond(issuing.clock.now()) })
}

/** The only path: checked, linted, written, and only then signed. */
async function issueOnce(
  issuing: Issuing,
  permit: IssuingPermit,
  request: ToIssue,
): Promise<Result<IssuedCertificate, IssueRefusal>> {
  const keyRefusal = await refuseKey(request)
  if (keyRefusal !== undefined) return refuse(keyRefusal)

  const reservation = makeReservation(request)
  const linted = lintTbs(reservation.tbs, request)
  if (!linted.ok) return refuse({ kind: 'lint-failed', findings: linted.refusal })

  const reserved = await issuing.write(reserving(reservation, permit))
  if (!reserved.ok) return reserved
  // An earlier request has its own bytes.
  const isNew = reserved.value.tbs === reservation.tbs
  const evidence = request.evidence && encodeEvidence(request.evidence)
  return isNew
    ? signAndSettle(issuing, permit, reserved.value, { linted: linted.value, evidence })
    : completeCertificate(issuing, permit, reserved.value, evidence)
}

async function refuseKey({
  spki,
  provesPossession,
  profile,
  issuer,
}: ToIssue): Promise<IssueRefusal | undefined> {
  const key = checkKey(spki, { profile, issuers: [issuer] })
  if (!key.ok) return key.refusal
  return (await provesPossession(key.value)) ? undefined : { kind: 'bad-proof-of-possession' }
}

/** Whether the profile accepts the key: of an allowed kind, strong enough, and with no known weakness. */
export function checkKey(
  spki: Uint8Array,
  { profile, issuers }: { readonly profile: ProfileId; readonly issuers: readonly Issuer[] },
): Result<PublicKey, Extract<IssueRefusal, { kind: 'key-not-readable' | 'key-too-weak' }>> {
  const key = decodePublicKey(spki)
  if (key === undefined) return refuse({ kind: 'key-not-readable' })
  // Checking a longer one for weaknesses would delay everybody else.
  if (key.kind === 'rsa' && key.bits > maxRsaBits)
    return refuse({ kind: 'key-too-weak', detail: `RSA-${String(key.bits)}` })
  const isStrong = profiles[profile].keys.some((kind) =>
    key.kind === 'ec' ? kind === key.curve : key.bits >= Number(kind.replace('RSA-', '')),
  )
  if (!isStrong)
    return refuse({
      kind: 'key-too-weak',
      detail: key.kind === 'ec' ? key.curve : `RSA-${String(key.bits)}`,
    })
  const weakness = weaknessOf(key) ?? (isBlockedKey(spki, issuers) ? 'known to others' : undefined)
  return weakness === undefined ? ok(key) : refuse({ kind: 'key-too-weak', detail: weakness })
}

/** Bits. */
const maxRsaBits = 8192

const provenBy =
  ({ proof, spki }: Pick<IssueCertificate, 'proof' | 'spki'>) =>
  (key: PublicKey): Promise<boolean> =>
    provesPossession(proof, { key, spki })

function makeReservation(request: ToIssue): Reservation {
  const { issuer, profile, spki } = request
  const serial = serialOf(secureRandomBytes(16))
  const identifier = keyIdentifier(spki)
  if (identifier === undefined) throw new Error('key identifier missing for a key that was parsed')
  return {
    issuer: issuer.id,
    serial: formatSerial(serial) as SerialNumber,
    profile,
    requestKey: request.requestKey,
    keyDigest: hash('sha256', spki),
    ...(request.holder === undefined ? {} : { holder: request.holder }),
    ...(request.cardId === undefined ? {} : { cardId: request.cardId }),
    ...(request.clientId === undefined ? {} : { clientId: request.clientId }),
    tbs: encodeToBeSigned({ ...request, serial, keyIdentifier: identifier }),
    notBefore: request.notBefore,
    notAfter: request.notAfter,
    reservedAt: request.notBefore,
  }
}

export const wholeSecond = (at: Instant): Instant => instant(at - (at % second))

function lastEnd(profile: IssueCertificate['profile'], from: Instant): Instant {
  const { maxValidity } = profiles[profile]
  const first = dateInHelsinki(from)
  return endOfDay(
    'years' in maxValidity ? addYears(first, maxValidity.years) : addDays(first, maxValidity.days),
  )
}
