import { randomUUID } from 'node:crypto'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { Charge, ChargeBorn, ChargeId } from './contract.ts'
import type { ChargesDeps } from './deps.ts'
import { causeOf } from './domain/charge.ts'
import { insertCharge } from './store.ts'
import { costCentreOf } from './stores/cost-centres.ts'

type Deps = Pick<ChargesDeps, 'clock' | 'record'>

/**
 * Stores a charge with the present cost centre of its unit (R258), unless the same thing was charged before.
 */
export async function keepBorn(
  { clock, record }: Deps,
  tx: Tx,
  born: Charge,
  permit: Permit,
  cause = causeOf(born),
): Promise<void> {
  const { costCentre: _, ...charge } = born
  const costCentre = await costCentreOf(tx, born.organisationId, born.unit?.oid)
  const stored = { ...charge, ...(costCentre !== undefined && { costCentre }) }
  if (!(await insertCharge(tx, stored, { cause, bornAt: clock.now() }))) return
  const { chargeId, sellerId, organisationId, product, netCents, because } = born
  const event: ChargeBorn = {
    type: 'ChargeBorn',
    ...{ chargeId, sellerId, organisationId, product, netCents, because },
    ...aboutCreated(born.created),
  }
  await record(tx, event, permit)
}

/**
 * Charges another payer for what was credited to a wrong one: each charge once, since it is credited once.
 */
export async function chargeInstead(
  deps: Deps,
  tx: Tx,
  permit: Permit,
  { credited, payerId }: { readonly credited: readonly Charge[]; readonly payerId: string },
): Promise<void> {
  for (const charge of credited) {
    const born: Charge = {
      ...charge,
      ...{ chargeId: newId(), organisationId: payerId, state: { kind: 'open' } },
    }
    await keepBorn(deps, tx, born, permit, `${causeOf(charge)} instead of ${charge.chargeId}`)
  }
}

export const newId = (): ChargeId => randomUUID() as string as ChargeId

function aboutCreated(
  created: Charge['created'],
): Pick<ChargeBorn, 'about' | 'applicationId' | 'visitId'> {
  switch (created.kind) {
    case 'card':
      return { about: { orderId: created.orderId, cardId: created.cardId } }
    case 'certificate':
      return { applicationId: created.applicationId }
    case 'visit':
      return { visitId: created.visitId }
  }
}
