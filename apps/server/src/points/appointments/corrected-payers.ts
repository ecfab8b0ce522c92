import type { Tx } from '#platform/db.ts'
import type { Payer, Visit } from './contract.ts'
import type { VisitsDeps } from './deps.ts'

/**
 * Who pays for those of the visits whose payer was corrected after they were served (R266): several where a
 * part of the fee was moved, none where all of it was credited.
 */
export async function correctedPayers(
  { payersOfVisits }: Pick<VisitsDeps, 'payersOfVisits'>,
  tx: Tx,
  visits: readonly Visit[],
): Promise<ReadonlyMap<string, readonly Payer[]>> {
  const first = new Map(
    visits.flatMap((visit) =>
      'payer' in visit ? [[visit.visitId as string, visit.payer.organisationId] as const] : [],
    ),
  )
  if (first.size === 0) return new Map()
  const now = await payersOfVisits(tx, [...first.keys()])
  return new Map(
    [...now].filter(
      ([visitId, payers]) =>
        payers.length !== 1 || payers[0]?.organisationId !== first.get(visitId),
    ),
  )
}
