import type { ServiceRevocationReason } from '@sotevarmenne/api/service-certificates'
import { organisationOid } from '@sotevarmenne/identifiers/oid'
import { dateInHelsinki, type LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { checkDualControl, type SecondPersonRequired } from '@sotevarmenne/kernel/dual-control'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { CodedVersion } from '../../../people/registers/contract.ts'
import type { Application, CodeChange, Outdated } from '../contract.ts'

/**
 * The OID's owner when the certificate was issued: its organisation may end, or another may take over the
 * unit.
 */
export function ownerAt(versions: readonly CodedVersion[], issuedAt: Instant) {
  const then = versions.find(
    ({ from, until }) => from <= issuedAt && (until === undefined || issuedAt < until),
  )
  const businessId = then?.organisation.businessId
  return businessId && { businessId, oid: organisationOid(businessId) }
}

/**
 * What of a certificate the code service no longer confirms (R267): the most serious first. Undefined if
 * nothing has changed.
 */
export function checkOutdated({
  unitName,
  owner,
  now,
  oidEnded,
  organisationEnded,
}: {
  /** As in the certificate. */
  readonly unitName: string
  readonly owner: ReturnType<typeof ownerAt>
  /** The OID's current entry in the code service. */
  readonly now: CodedVersion | undefined
  /** The first day without an entry. */
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

/** Whether it is the same change, so that nobody is notified twice. */
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

export const revocationReasonOf = ({ kind }: CodeChange): ServiceRevocationReason =>
  kind === 'oid-ended' || kind === 'organisation-ended' ? 'not-needed' : 'data-changed'

export type OutdatedRefusal =
  | SecondPersonRequired
  | { readonly kind: 'outdated-decided' }
  /** Before today, or after the certificate's own last day. */
  | { readonly kind: 'day-not-possible'; readonly from: LocalDate; readonly to: LocalDate }

/**
 * Whether it waits for a decision, or one can still be changed: no longer from the instant at which the
 * certificate expires.
 */
export const isOpen = ({ state, notAfter }: Outdated, now: Instant): boolean =>
  (state === 'waiting' || state === 'to-be-revoked') && now < notAfter

type Deciding = Pick<Application, 'history'> & { readonly by: string; readonly now: Instant }

/** Whether this case officer may decide on it: no sender of the application (R185). */
export function mayDecide(
  outdated: Outdated,
  { history, by, now }: Deciding,
): Result<undefined, OutdatedRefusal> {
  if (!isOpen(outdated, now)) return refuse({ kind: 'outdated-decided' })
  const senders = history.filter(({ step }) => step === 'send').map((past) => past.by)
  return checkDualControl(by, senders)
}

export const leave = (outdated: Outdated): Outdated => ({
  ...outdated,
  state: 'left',
  revokeOn: undefined,
})

/** One case officer is enough: a revocation needs no dual control (R120, R187). */
export function revokeOn(
  outdated: Outdated,
  { on, today }: { readonly on: LocalDate; readonly today: LocalDate },
): Result<Outdated, OutdatedRefusal> {
  const to = dateInHelsinki(outdated.notAfter)
  if (on < today || on > to) return refuse({ kind: 'day-not-possible', from: today, to })
  return ok({ ...outdated, state: 'to-be-revoked', revokeOn: on })
}
