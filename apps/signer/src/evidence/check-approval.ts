import { hash } from 'node:crypto'
import {
  isKeyDigest,
  isWithin,
  readApprovalStatement,
  type Approved,
} from '@sotevarmenne/issuing/domain/approval-statement'
import type { SignedApproval } from '@sotevarmenne/issuing/domain/evidence'
import { clean } from '@sotevarmenne/issuing/domain/subject-text'
import type { ProfileId } from '@sotevarmenne/issuing/domain/profiles'
import type { SignerRefusal } from '@sotevarmenne/issuing/socket/messages'
import { day, minute, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { addDays, dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import type { TbsCertificate } from '@sotevarmenne/x509/certificate'
import { attributeOf } from '@sotevarmenne/x509/names'
import { attributeTypes } from '@sotevarmenne/x509/oids'
import type { BasisUse } from '#memory/evidence-memory.ts'
import { notAccepted, signerOf, textOf, type StatementDeps } from './signed-statement.ts'

/** `digest`: of the bytes that the approval came in. */
export type PresentedApproval = { readonly signed: SignedApproval; readonly digest: string }

export type ProgramCertificate = {
  readonly certificate: TbsCertificate
  readonly profile: ProfileId
}

/**
 * Checks the approval of a program's certificate: two persons signed its statement with the signature keys of
 * cards that were certified here, and the certificate says what the statement says.
 *
 * Resolves to what the approval may be used up by; without it only the limit of the day counts.
 */
export function createApprovalCheck(
  deps: StatementDeps,
): (
  requested: ProgramCertificate,
  approval: PresentedApproval,
  now: Instant,
) => Promise<Result<{ readonly basis?: BasisUse }, SignerRefusal>> {
  const checkSigned = async (
    { statement, approvals }: SignedApproval,
    drafted: Instant,
  ): Promise<Result<undefined, SignerRefusal>> => {
    const approvers: TbsCertificate[] = []
    for (const approval of approvals) {
      // The second case officer signs later, perhaps with a newer card.
      const approver = await signerOf(
        deps,
        { ...approval, statement },
        { drafted, waits: waitsForSecond },
      )
      if (!approver.ok) return approver
      approvers.push(approver.value)
    }
    const [first, second] = approvers
    return first !== undefined && second !== undefined && !isSamePerson(first, second)
      ? ok(undefined)
      : notAccepted('second-person-missing')
  }

  /** Programs order many certificates under one approval: it is read and its signatures checked once a minute. */
  const checkedBefore = new Map<string, { readonly approved: Approved; readonly until: Instant }>()
  const remember = (digest: string, approved: Approved, now: Instant): void => {
    if (checkedBefore.size >= maxRemembered) checkedBefore.clear()
    checkedBefore.set(digest, { approved, until: plus(now, minute) })
  }

  return async (requested, { signed, digest }, now) => {
    const known = checkedBefore.get(digest)
    const isKnown = known !== undefined && known.until > now
    const approved = isKnown
      ? known.approved
      : readApprovalStatement(textOf(signed.statement) ?? '')
    if (approved === undefined || !/^[\w-]{1,64}$/.test(approved.id))
      return notAccepted('statement-not-readable')
    if (!isCertificateOf(requested, approved)) return notAccepted('other-certificate-ordered')
    if (approved.drafted > now + minute || approved.drafted < now - servesFor(approved))
      return notAccepted('order-not-current')
    const checked = isKnown ? ok(undefined) : await checkSigned(signed, approved.drafted)
    if (!checked.ok) return checked
    if (!isKnown) remember(digest, approved, now)
    const basis = useOf(approved)
    return ok(basis === undefined ? {} : { basis })
  }
}

/** Whether the certificate says what two persons approved, and nothing else. */
export function isCertificateOf(
  { certificate, profile }: ProgramCertificate,
  approved: Approved,
): boolean {
  const { subject, notBefore, notAfter, known, subjectPublicKeyInfo } = certificate
  const lastDay = addDays(dateInHelsinki(notBefore), approved.validityDays - 1)
  return (
    profile === approved.profile &&
    // The test CA needs no approval, and one of a test version is none for others.
    !approved.isTest &&
    says(subject, {
      [attributeTypes.countryName]: 'FI',
      [attributeTypes.organizationName]: approved.organisation,
      [attributeTypes.organizationalUnitName]: approved.unit,
      [attributeTypes.serialNumber]: approved.oid,
    }) &&
    areNamesOf({ subject, alternatives: known.subjectAltName ?? [] }, approved) &&
    dateInHelsinki(notAfter) <= lastDay &&
    isKeyOf(subjectPublicKeyInfo, approved)
  )
}

/** The key of an application is known when it is approved; programs make a new one for each order. */
const isKeyOf = (spki: Uint8Array, { kind, keyDigest }: Approved): boolean =>
  kind === 'application'
    ? isKeyDigest(keyDigest) && hash('sha256', spki) === keyDigest
    : keyDigest === undefined

function areNamesOf(
  {
    subject,
    alternatives,
  }: {
    readonly subject: TbsCertificate['subject']
    readonly alternatives: NonNullable<TbsCertificate['known']['subjectAltName']>
  },
  { kind, profile, names }: Approved,
): boolean {
  const commonName = attributeOf(subject, attributeTypes.commonName) ?? ''
  if (profile === 'system-signature') return alternatives.length === 0 && names.includes(commonName)
  const valuesOf = (...kinds: readonly string[]) =>
    alternatives.flatMap((each) => ('value' in each && kinds.includes(each.kind) ? each.value : []))
  const certified = valuesOf('dns', 'ip')
  const isOfNames =
    kind === 'application'
      ? certified.length === names.length && names.every((name) => certified.includes(name))
      : certified.every((name) => isWithin(names, name))
  return (
    isOfNames && certified.length === alternatives.length && valuesOf('dns').includes(commonName)
  )
}

/** Each attribute, and no other than these and the common name. */
const says = (
  subject: TbsCertificate['subject'],
  expected: Readonly<Record<string, string | undefined>>,
): boolean =>
  Object.entries(expected).every(([type, value]) =>
    attributeOf(subject, type) === undefined
      ? value === undefined
      : clean(attributeOf(subject, type) ?? '') === clean(value ?? ''),
  ) &&
  subject.every(({ type }) => type === attributeTypes.commonName || type in expected) &&
  new Set(subject.map(({ type }) => type)).size === subject.length

/** A person may have two cards with numbers of different kinds. Two case officers of one name are not foreseen. */
const isSamePerson = (one: TbsCertificate, other: TbsCertificate): boolean => {
  const isEqual = (type: string): boolean =>
    attributeOf(one.subject, type) === attributeOf(other.subject, type)
  return (
    isEqual(attributeTypes.serialNumber) ||
    (isEqual(attributeTypes.givenName) && isEqual(attributeTypes.surname))
  )
}

/**
 * One application is one certificate. What programs order under an enrolment approval is counted by the month; by
 * client programs, which are registered for it, by the day alone.
 */
function useOf({ kind, id }: Approved): BasisUse | undefined {
  switch (kind) {
    case 'application':
      return `application ${id}`
    case 'acme':
      return `approval ${id}`
    case 'client':
      return undefined
  }
}

/** An application waits for its second case officer and its issuing; programs order until the approval ends. */
const servesFor = ({ kind }: Approved): number =>
  kind === 'application' ? 200 * day : Number.POSITIVE_INFINITY

const waitsForSecond = 60 * day

/** Approvals that were read, and whose signatures were checked, a moment ago. */
export const maxRemembered = 1000
