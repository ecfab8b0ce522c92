import type { IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { addDays, dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import { settingOn } from '#settings/index.ts'
import type { ScimUser, Standing } from './contract.ts'
import type { ScimDeps } from './deps.ts'
import { nameOf, type GivenUser } from './domain/attributes.ts'
import { no, type ScimRefusal } from './scim-refusal.ts'
import { deletedOf } from './store.ts'

type User = Pick<ScimUser, 'organisationId' | 'given'>

/** What the organisation would type to prepare an order. */
export const typedOf = (given: GivenUser) => ({
  ...{ identityCode: given.identityCode, name: nameOf(given) ?? '', title: given.title ?? '' },
  ...{ unitOid: given.unitOid ?? '', employmentEndsOn: given.employmentEndsOn ?? '' },
  reference: given.reference ?? '',
  logsInToPatientSystems:
    given.logsInToPatientSystems === undefined ? '' : given.logsInToPatientSystems ? 'yes' : 'no',
  declaredBy: given.declaredBy ?? '',
})

const codeOf = ({ identityCode }: GivenUser) => identityCode as IdentityCode

/**
 * The employment begins, or goes on within the cooling-off: an end that this module planned is withdrawn, and the
 * order that it prepared goes on. The directory may have deleted another user of the person a moment ago.
 */
export async function activate(
  deps: ScimDeps,
  tx: Tx,
  permit: Permit,
  { standing, ...user }: User & { readonly standing: Standing },
): Promise<Result<Standing, ScimRefusal>> {
  const deleted = await deletedOf(tx, deps.sealing, {
    ...{ organisationId: user.organisationId, identityCode: user.given.identityCode },
  })
  const standings = [standing, ...deleted.map((each) => each.standing)]
  for (const each of standings) await takeBack(deps, tx, permit, { ...user, standing: each })
  const preparedIds = standings.flatMap((each) => ('preparedId' in each ? [each.preparedId] : []))
  return begin(deps, tx, permit, { ...user, preparedIds })
}

/** Withdraws the end that this module planned; one that somebody else had planned is as it was. */
async function takeBack(
  { employments, clock }: ScimDeps,
  tx: Tx,
  permit: Permit,
  { organisationId, given, standing }: User & { readonly standing: Standing },
): Promise<void> {
  const today = dateInHelsinki(clock.now())
  if (standing.kind !== 'end-planned' || standing.lastDay < today) return
  const { endId, movedFrom } = standing
  const isWithdrawn = await employments.withdrawEnd(tx, permit, { organisationId, endId })
  if (isWithdrawn && movedFrom !== undefined && movedFrom >= today)
    await employments.planEnd(tx, permit, {
      ...{ organisationId, identityCode: codeOf(given), lastDay: movedFrom, name: nameOf(given) },
    })
}

/** Prepares an order, unless there is a card, a professional card or an order already. */
async function begin(
  { employments }: ScimDeps,
  tx: Tx,
  permit: Permit,
  {
    organisationId,
    given,
    preparedIds,
  }: User & {
    /** Of the orders that this module prepared. */
    readonly preparedIds: readonly string[]
  },
): Promise<Result<Standing, ScimRefusal>> {
  const identityCode = codeOf(given)
  const requested = { organisationId, identityCodes: [identityCode] }
  const { cards, prepared } = (await employments.employeesOf(tx, requested))(identityCode)
  if (cards.length > 0) return ok({ kind: 'card-there' })
  if ((await employments.professionalsAmong(tx, [identityCode])).size > 0)
    return ok({ kind: 'professional' })
  const [order] = prepared
  if (order !== undefined && !preparedIds.includes(order.preparedId))
    return ok({ kind: 'order-there' })
  const typed = typedOf(given)
  if (order !== undefined) {
    const requestedChange = { organisationId, preparedId: order.preparedId, typed }
    const changed = await employments.changePrepared(tx, permit, requestedChange)
    if (!changed.ok) return refusedAs(changed.refusal)
    return ok({ kind: 'order-prepared', preparedId: order.preparedId })
  }
  const begun = await employments.prepare(tx, permit, { organisationId, typed })
  if (!begun.ok) return refusedAs(begun.refusal)
  return begun.value === undefined
    ? ok({ kind: 'order-there' })
    : ok({ kind: 'order-prepared', preparedId: begun.value })
}

/** The order that this module prepared has what the directory gives, while it waits. */
export async function changeOrder(
  { employments }: ScimDeps,
  tx: Tx,
  permit: Permit,
  { organisationId, given, standing }: User & { readonly standing: Standing },
): Promise<Result<Standing, ScimRefusal>> {
  if (standing.kind !== 'order-prepared') return ok(standing)
  const { preparedId } = standing
  const requested = { organisationId, preparedId, typed: typedOf(given) }
  const changed = await employments.changePrepared(tx, permit, requested)
  return changed.ok ? ok(standing) : refusedAs(changed.refusal)
}

const refusedAs = (
  refusal: { readonly kind: ScimRefusal['kind'] } & { readonly column?: string },
): Result<never, ScimRefusal> => no(refusal.kind, refusal.column)

/**
 * Plans the end of the employment after the cooling-off. An end that is planned for that day or an earlier one, or
 * was reported since the user became active, stays as it is; the prepared order goes with the end, so that
 * nothing is lost if the user becomes active again.
 */
export async function deactivate(
  { employments, clock }: ScimDeps,
  tx: Tx,
  permit: Permit,
  {
    organisationId,
    given,
    standing,
    activeSince,
  }: User & Pick<ScimUser, 'standing' | 'activeSince'>,
): Promise<Standing> {
  const identityCode = codeOf(given)
  const today = dateInHelsinki(clock.now())
  const { value: days } = await settingOn(tx, 'directory-cooling-off', today)
  const lastDay = addDays(today, days)
  const requested = { organisationId, identityCodes: [identityCode] }
  const employee = (await employments.employeesOf(tx, requested))(identityCode)
  const prepared = 'preparedId' in standing ? { preparedId: standing.preparedId } : {}
  const planned = employee.planned?.lastDay
  const hasAny = employee.cards.length + employee.prepared.length > 0
  const isReported =
    !hasAny &&
    employee.endedOn !== undefined &&
    activeSince !== undefined &&
    employee.endedOn >= dateInHelsinki(activeSince)
  if (isReported || (planned !== undefined && planned <= lastDay))
    return { kind: 'end-there', ...prepared }
  const endId = await employments.planEnd(tx, permit, {
    ...{ organisationId, identityCode, lastDay, name: nameOf(given) },
  })
  return {
    ...{ kind: 'end-planned', endId, lastDay, ...prepared },
    ...(planned !== undefined && { movedFrom: planned }),
  }
}
