import { createHash, randomBytes } from 'node:crypto'
import { addYears, dateInHelsinki, endOfDay, addDays } from '@sotevarmenne/kernel/local-date'
import { instant, second, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { keyIdentifier } from '@sotevarmenne/x509/algorithms'
import { formatSerial } from '@sotevarmenne/x509/certificate'
import type { Name } from '@sotevarmenne/x509/names'
import { decodePublicKey } from '@sotevarmenne/x509/public-key'
import type { ProfileId } from '#authority/contract.ts'
import {
  authoritySubject,
  encodeToBeSigned,
  lintTbs,
  profiles,
  serialOf,
  weaknessOf,
  type Issuer,
} from '#authority/index.ts'
import type { Permit } from '#platform/permit.ts'
import { completeCertificate } from './complete-certificate.ts'
import type {
  CertificateReserved,
  IssueCertificate,
  IssuedCertificate,
  IssueRefusal,
  IssueResponderCertificate,
  ProofOfPossession,
  SerialNumber,
} from './contract.ts'
import { aboutCertificate } from './domain/about.ts'
import { professionalSubject } from './domain/subject.ts'
import type { Issuing } from './issuing.ts'
import { provesPossession } from './proof.ts'
import {
  findByRequestKey,
  insertReserved,
  isKeyUsed,
  type Reservation,
  type StoredCertificate,
} from './store.ts'

/** Issues one of the certificates of a card, or answers with the one that this request got before. */
export const issueCertificate =
  (issuing: Issuing) =>
  async (
    permit: Permit<'certificates.issueCertificate'>,
    request: IssueCertificate,
  ): Promise<Result<IssuedCertificate, IssueRefusal>> => {
    const subject = professionalSubject(request.subject)
    if (!subject.ok) return subject

    const now = wholeSecond(issuing.clock.now())
    const notAfter = endOfDay(request.validTo)
    if (notAfter <= now)
      return refuse({ kind: 'validity-not-acceptable', detail: 'it has ended already' })
    if (notAfter > lastEnd(request.profile, now))
      return refuse({ kind: 'validity-not-acceptable', detail: 'more than five years' })

    return issue(issuing, permit, {
      ...request,
      issuer: issuing.issuers.current('professional', 'ecc'),
      subject: subject.value,
      notBefore: now,
      notAfter,
    })
  }

/** Certifies a key of the status service, for a month. */
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
      issuer,
      profile: 'ocsp-responder',
      subject: authoritySubject({
        ...issuer,
        commonName: `TEST Sotevarmenne OCSP responder of ${issuer.id}`,
      }),
      notBefore: now,
      notAfter: endOfDay(addDays(dateInHelsinki(now), responderDays)),
    })
  }

const responderDays = 30

type ToIssue = {
  readonly requestKey: string
  readonly issuer: Issuer
  readonly profile: ProfileId
  readonly subject: Name
  readonly spki: Uint8Array
  readonly proof: ProofOfPossession
  readonly notBefore: Instant
  readonly notAfter: Instant
  readonly holder?: string
  readonly cardId?: string
}

/** The one path: checked, linted, written, and only then signed. */
async function issue(
  issuing: Issuing,
  permit: Permit,
  request: ToIssue,
): Promise<Result<IssuedCertificate, IssueRefusal>> {
  const keyRefusal = refuseKey(request)
  if (keyRefusal !== undefined) return refuse(keyRefusal)

  const reservation = makeReservation(request)
  const linted = lintTbs(reservation.tbs, request)
  if (!linted.ok) return refuse({ kind: 'lint-failed', findings: linted.refusal })

  const reserved = await reserve(issuing, permit, reservation)
  if (!reserved.ok) return reserved
  return completeCertificate(issuing, permit, reserved.value)
}

function refuseKey({ spki, proof, profile }: ToIssue): IssueRefusal | undefined {
  const key = decodePublicKey(spki)
  if (key === undefined) return { kind: 'key-not-readable' }
  const isStrong = profiles[profile].keys.some((kind) =>
    key.kind === 'ec' ? kind === key.curve : key.bits >= Number(kind.replace('RSA-', '')),
  )
  if (!isStrong)
    return {
      kind: 'key-too-weak',
      detail: key.kind === 'ec' ? key.curve : `RSA-${String(key.bits)}`,
    }
  const weakness = weaknessOf(key)
  if (weakness !== undefined) return { kind: 'key-too-weak', detail: weakness }
  return provesPossession(proof, { key, spki }) ? undefined : { kind: 'possession-not-proved' }
}

function makeReservation(request: ToIssue): Reservation {
  const { issuer, profile, spki } = request
  const serial = serialOf(randomBytes(16))
  const identifier = keyIdentifier(spki)
  if (identifier === undefined) throw new Error('a key that was read has an identifier')
  return {
    issuer: issuer.id,
    serial: formatSerial(serial) as SerialNumber,
    profile,
    requestKey: request.requestKey,
    keyDigest: createHash('sha256').update(spki).digest('hex'),
    ...(request.holder === undefined ? {} : { holder: request.holder }),
    ...(request.cardId === undefined ? {} : { cardId: request.cardId }),
    tbs: encodeToBeSigned({ ...request, serial, keyIdentifier: identifier }),
    notBefore: request.notBefore,
    notAfter: request.notAfter,
    reservedAt: request.notBefore,
  }
}

/** Commits the row before anything is signed; a request that has one already gets that one. */
const reserve = (
  { db, record }: Issuing,
  permit: Permit,
  reservation: Reservation,
): Promise<Result<StoredCertificate, IssueRefusal>> =>
  db.write<StoredCertificate, IssueRefusal>(
    async (tx) => {
      if (await insertReserved(tx, reservation)) {
        await record(tx, reservedEvent(reservation), permit)
        return ok({ ...reservation, state: 'reserved' })
      }
      const before = await findByRequestKey(tx, reservation.requestKey)
      if (before !== undefined)
        return isSameRequest(before, reservation) ? ok(before) : refuse({ kind: 'request-differs' })
      if (await isKeyUsed(tx, reservation.keyDigest)) return refuse({ kind: 'key-already-used' })
      throw new Error('a certificate could not be reserved, and nothing stands in its way')
    },
    // Unique indexes decide between two requests; nothing that was read before counts.
    { isolation: 'read committed' },
  )

const isSameRequest = (before: StoredCertificate, now: Reservation): boolean =>
  before.keyDigest === now.keyDigest &&
  before.profile === now.profile &&
  before.issuer === now.issuer &&
  before.holder === now.holder &&
  before.cardId === now.cardId

const reservedEvent = (reservation: Reservation): CertificateReserved => ({
  type: 'CertificateReserved',
  ...aboutCertificate(reservation),
})

const wholeSecond = (at: Instant): Instant => instant(at - (at % second))

function lastEnd(profile: IssueCertificate['profile'], from: Instant): Instant {
  const { longest } = profiles[profile]
  const first = dateInHelsinki(from)
  return endOfDay(
    'years' in longest ? addYears(first, longest.years) : addDays(first, longest.days),
  )
}
