import { randomUUID } from 'node:crypto'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { Charge, ChargeCreated, ChargeId } from './contract.ts'
import type { ChargesDeps } from './deps.ts'
import { causeOf } from './domain/charge.ts'
import { insertCharge } from './store.ts'
import { costCentreOf } from './stores/cost-centres.ts'

type Deps = Pick<ChargesDeps, 'clock' | 'record'>

/**
 * Stores a charge with the present cost centre of its unit (R258), unless the same thing was charged before.
 */
export async function insertNewCharge(
  { clock, record }: Deps,
  tx: Tx,
  created: Charge,
  permit: Permit,
  cause = causeOf(created),
): Promise<void> {
  const { costCentre: _, ...charge } = created
  const costCentre = await costCentreOf(tx, created.organisationId, created.unit?.oid)
  const stored = { ...charge, ...(costCentre !== undefined && { costCentre }) }
  if (!(await insertCharge(tx, stored, { cause, createdAt: clock.now() }))) return
  const { chargeId, sellerId, organisationId, product, netCents, because } = created
  const event: ChargeCreated = {
    type: 'ChargeCreated',
    ...{ chargeId, sellerId, organisationId, product, netCents, because },
    ...aboutSubject(created.subject),
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
    const created: Charge = {
      ...charge,
      ...{ chargeId: newId(), organisationId: payerId, state: { kind: 'open' } },
    }
    await insertNewCharge(
      deps,
      tx,
      created,
      permit,
      `${causeOf(charge)} instead of ${charge.chargeId}`,
    )
  }
}

export const newId = (): ChargeId => randomUUID() as string as ChargeId

function aboutSubject(
  subject: Charge['subject'],
): Pick<ChargeCreated, 'about' | 'applicationId' | 'visitId'> {
  switch (subject.kind) {
    case 'card':
      return { about: { orderId: subject.orderId, cardId: subject.cardId } }
    case 'certificate':
      return { applicationId: subject.applicationId }
    case 'visit':
      return { visitId: subject.visitId }
  }
}
