import type { IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { PreparedOrder, PreparedUsed, SentAhead } from './contract.ts'
import type { EmploymentsDeps } from './deps.ts'
import { certificateOf, lockPrepared, preparedAmong, settlePrepared, waitingFor } from './store.ts'

/** Prepared orders for a visitor, from all organisations: the desk shows those it may place. */
export const preparedFor =
  ({ sealing, clock }: EmploymentsDeps) =>
  (tx: Tx, identityCode: IdentityCode): Promise<readonly PreparedOrder[]> =>
    waitingFor(tx, sealing, { identityCode, now: clock.now() })

export const sentAhead =
  ({ sealing }: EmploymentsDeps) =>
  (tx: Tx, preparedId: string): Promise<SentAhead | undefined> =>
    certificateOf(tx, sealing, preparedId)

/** The organisation's own reference of a prepared order, until that is erased. */
export const referenceOf =
  ({ sealing }: EmploymentsDeps) =>
  async (
    tx: Tx,
    {
      organisationId,
      preparedId,
    }: { readonly organisationId: string; readonly preparedId: string },
  ): Promise<string | undefined> => {
    const found = await preparedAmong(tx, sealing, { organisationId, preparedIds: [preparedId] })
    return found.get(preparedId)?.facts.reference
  }

export type PreparedGone = { readonly kind: 'prepared-order-gone' }

/** Uses it up for the placed order: once, and for its own person only. */
export const usePrepared =
  ({ sealing, clock, people, record }: EmploymentsDeps) =>
  async (
    tx: Tx,
    permit: Permit,
    {
      preparedId,
      personId,
      orderId,
    }: { readonly preparedId: string; readonly personId: string; readonly orderId: string },
  ): Promise<Result<undefined, PreparedGone>> => {
    const order = await lockPrepared(tx, sealing, preparedId)
    const now = clock.now()
    const isTheirs = order?.facts.identityCode === (await people.identityCodeOf(tx, personId))
    if (!order || !isTheirs || order.standing.state !== 'waits' || order.lapsesAt <= now)
      return refuse({ kind: 'prepared-order-gone' })
    await settlePrepared(tx, [order.preparedId], { state: 'used', orderId, settledAt: now })
    const event: PreparedUsed = {
      ...{ type: 'PreparedUsed', preparedId: order.preparedId },
      organisationId: order.organisationId,
      about: { personId, orderId },
    }
    await record(tx, event, permit)
    return ok(undefined)
  }
