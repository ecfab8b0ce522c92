import type { Instant } from '@sotevarmenne/kernel/instant'
import { addDays, dateInHelsinki, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { checkDualControl, type SecondPersonRequired } from '@sotevarmenne/kernel/dual-control'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Agreement } from '../contract.ts'

export type AgreementIn<State extends Agreement['state']> = Extract<Agreement, { state: State }>

type Deciding = { readonly by: string; readonly now: Instant }

export type DecisionRefusal =
  | { readonly kind: 'agreement-not-proposed'; readonly state: Agreement['state'] }
  | SecondPersonRequired

/** Approval by another case officer puts it in force. */
export function approve(
  agreement: Agreement,
  { by, now }: Deciding,
): Result<AgreementIn<'approved'>, DecisionRefusal> {
  if (agreement.state !== 'proposed')
    return refuse({ kind: 'agreement-not-proposed', state: agreement.state })
  const acceptedBy = agreement.kind === 'delegation' ? agreement.accepted.personId : undefined
  const second = checkDualControl(by, [agreement.proposedBy, acceptedBy])
  if (!second.ok) return second
  return ok({ ...agreement, state: 'approved', approvedBy: by, approvedAt: now })
}

/** Rejects it; the person who entered it may withdraw it too. */
export function reject(
  agreement: Agreement,
  { by, now }: Deciding,
): Result<AgreementIn<'rejected'>, DecisionRefusal> {
  if (agreement.state !== 'proposed')
    return refuse({ kind: 'agreement-not-proposed', state: agreement.state })
  return ok({ ...agreement, state: 'rejected', rejectedBy: by, rejectedAt: now })
}

export type EndRefusal = {
  readonly kind: 'agreement-not-approved'
  readonly state: Agreement['state']
}

/** From now on it is no basis for anything. One case officer is enough: a permission ends at once. */
export function end(
  agreement: Agreement,
  { by, now }: Deciding,
): Result<AgreementIn<'ended'>, EndRefusal> {
  if (agreement.state !== 'approved')
    return refuse({ kind: 'agreement-not-approved', state: agreement.state })
  return ok({ ...agreement, state: 'ended', endedBy: by, endedAt: now })
}

/**
 * The effect on a change when the agreement ends that it replaces or would replace (R277, R286): a waiting
 * change is rejected, an approved one ends too, unless the agreement had expired before. Undefined when the
 * change is over anyhow.
 */
export function endWith(
  before: Agreement,
  change: Agreement,
  { by, now }: Deciding,
): AgreementIn<'rejected' | 'ended'> | undefined {
  if (change.state === 'proposed')
    return {
      ...{ ...change, state: 'rejected', rejectedBy: by, rejectedAt: now },
      because: `${before.kind}-ended`,
    }
  if (change.state !== 'approved' || wasOver(before, dateInHelsinki(now))) return undefined
  return { ...change, state: 'ended', endedBy: by, endedAt: now }
}

/** Its last day has passed. */
export const wasOver = ({ validTo }: Agreement, today: LocalDate): boolean =>
  validTo !== undefined && validTo < today

/**
 * The agreement until the eve of the one that replaces it, and at least through today: nothing stops between
 * the two (R213). Undefined when it ends by then anyhow.
 */
export function giveWay(
  before: Agreement,
  { agreementId, validFrom }: Pick<Agreement, 'agreementId' | 'validFrom'>,
  today: LocalDate,
): (AgreementIn<'approved'> & { readonly validTo: LocalDate }) | undefined {
  if (before.state !== 'approved') return undefined
  const eve = addDays(validFrom, -1)
  const lastDay = eve > today ? eve : today
  const endsAnyhow = before.validTo !== undefined && before.validTo <= lastDay
  if (endsAnyhow || before.validFrom > lastDay) return undefined
  const { validTo } = before
  const gaveWay = { to: agreementId, ...(validTo !== undefined && { validTo }) }
  return { ...before, validTo: lastDay, gaveWay }
}

/**
 * The agreement as it was before the change that replaced it, when that change is ended before its first day
 * (R310). Undefined when the change has begun, or took nothing from it.
 */
export function goOn(
  before: Agreement,
  { agreementId, validFrom }: Pick<Agreement, 'agreementId' | 'validFrom'>,
  today: LocalDate,
): AgreementIn<'approved'> | undefined {
  if (before.state !== 'approved' || before.gaveWay?.to !== agreementId) return undefined
  if (validFrom <= today) return undefined
  const { gaveWay, validTo: _eve, ...every } = before
  return { ...every, ...(gaveWay.validTo !== undefined && { validTo: gaveWay.validTo }) }
}

/** Transitions of each step. The README draws them, and a test compares the two. */
export const lifecycle = {
  proposed: { approve: 'approved', reject: 'rejected' },
  approved: { end: 'ended' },
  rejected: {},
  ended: {},
} as const satisfies {
  readonly [State in Agreement['state']]: { readonly [step: string]: Agreement['state'] }
}
