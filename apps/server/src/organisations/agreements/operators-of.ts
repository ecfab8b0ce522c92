import type { Tx } from '#platform/db.ts'
import type { Point } from '#points/points/contract.ts'
import type { AgreementsDeps } from './deps.ts'

/** The organisation that operates each of the points, by the business ID that the point names. */
export async function operatorsOf(
  { organisations }: Pick<AgreementsDeps, 'organisations'>,
  tx: Tx,
  points: readonly Pick<Point, 'details'>[],
) {
  const businessIds = new Set(
    points.flatMap(({ details }) => details?.pointOperatorBusinessId ?? []),
  )
  const found = await organisations.organisationsByBusinessIds(tx, [...businessIds])
  return ({ details }: Pick<Point, 'details'>) => {
    const operator = found.get(details?.pointOperatorBusinessId ?? '')
    if (!operator) return undefined
    const { organisationId, name, businessId, customerNumber } = operator
    return { organisationId, name, businessId, customerNumber }
  }
}
