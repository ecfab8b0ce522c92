import { organisationOid } from '@sotevarmenne/identifiers/oid'
import { dateInHelsinki, type LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { CodedVersion } from '../../../people/registers/contract.ts'
import type { Application, CodeChange, Overtaken, RevocationReason } from '../contract.ts'

/** Whose OID it was when the certificate was issued: its organisation may end, or another may take the unit over. */
export function ownerAt(versions: readonly CodedVersion[], issuedAt: Instant) {
  const then = versions.find(
    ({ from, until }) => from <= issuedAt && (until === undefined || issuedAt < until),
  )
  const businessId = then?.organisation.businessId
  return businessId && { businessId, oid: organisationOid(businessId) }
}

/** What the code service no longer bears out of a certificate (R267): the gravest first. Undefined where all is as it was. */
export function judgeOvertaken({
  unitName,
  owner,
  now,
  oidEnded,
  organisationEnded,
}: {
  /** As the certificate has it. */
  readonly unitName: string
  readonly owner: ReturnType<typeof ownerAt>
  /** As the code service has the OID now. */
  readonly now: CodedVersion | undefined
  /** The first day without it. */
  readonly oidEnded: LocalDate | undefined
  readonly organisationEnded: LocalDate | undefined
}): CodeChange | undefined {
  if (oidEnded !== undefined) return { kind: 'oid-ended', since: oidEnded }
  if (!now) return undefined
  const { name, businessId } = now.organisation
  const since = dateInHelsinki(now.from)
  if (owner && businessId !== undefined && businessId !== owner.businessId)
    return { kind: 'organisation-changed', since, businessId }
  if (organisationEnded !== undefined)
    return { kind: 'organisation-ended', since: organisationEnded }
  return name === unitName ? undefined : { kind: 'name-changed', since, name }
}

/** Whether it is the same again, and nobody is to be told twice. */
export const isSameChange = (one: CodeChange, other: CodeChange): boolean =>
  one.kind === other.kind && saidOf(one) === saidOf(other)

const saidOf = (change: CodeChange): string | undefined => {
  switch (change.kind) {
    case 'name-changed':
      return change.name
    case 'organisation-changed':
      return change.businessId
    case 'oid-ended':
    case 'organisation-ended':
      return undefined
  }
}

export const revocationReasonOf = ({ kind }: CodeChange): RevocationReason =>
  kind === 'oid-ended' || kind === 'organisation-ended' ? 'not-needed' : 'data-changed'

export type OvertakenRefusal =
  /** Nobody decides what they have sent (R185). */
  | { readonly kind: 'own-application' }
  | { readonly kind: 'overtaken-decided' }
  /** Before today, or after the certificate's own last day. */
  | { readonly kind: 'day-not-possible'; readonly from: LocalDate; readonly to: LocalDate }

/** Whether it waits for a decision, or one can still be changed: not from the instant on in which the certificate runs out. */
export const isOpen = ({ state, notAfter }: Overtaken, now: Instant): boolean =>
  (state === 'waiting' || state === 'to-be-revoked') && now < notAfter

type Deciding = Pick<Application, 'history'> & { readonly by: string; readonly now: Instant }

/** Whether this handler may decide of it. */
export function mayDecide(
  overtaken: Overtaken,
  { history, by, now }: Deciding,
): Result<undefined, OvertakenRefusal> {
  if (!isOpen(overtaken, now)) return refuse({ kind: 'overtaken-decided' })
  return history.some((past) => past.step === 'send' && past.by === by)
    ? refuse({ kind: 'own-application' })
    : ok(undefined)
}

export const leave = (overtaken: Overtaken): Overtaken => ({
  ...overtaken,
  state: 'left',
  revokeOn: undefined,
})

/** One handler is enough: a revocation takes no second person here, as none does (R120, R187). */
export function revokeOn(
  overtaken: Overtaken,
  { on, today }: { readonly on: LocalDate; readonly today: LocalDate },
): Result<Overtaken, OvertakenRefusal> {
  const to = dateInHelsinki(overtaken.notAfter)
  if (on < today || on > to) return refuse({ kind: 'day-not-possible', from: today, to })
  return ok({ ...overtaken, state: 'to-be-revoked', revokeOn: on })
}
