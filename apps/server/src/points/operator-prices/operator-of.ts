import type { Tx } from '#platform/db.ts'
import type { Point } from '#points/points/contract.ts'
import type { OperatorPricesDeps } from './deps.ts'

/** The organisation that operates the point now; undefined when the service does not know it. */
export async function operatorOf(
  { organisations }: Pick<OperatorPricesDeps, 'organisations'>,
  tx: Tx,
  { details }: Pick<Point, 'details'>,
) {
  const businessId = details?.pointOperatorBusinessId
  return businessId === undefined
    ? undefined
    : organisations.organisationByBusinessId(tx, businessId)
}
