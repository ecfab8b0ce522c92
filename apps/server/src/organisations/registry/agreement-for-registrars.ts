import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Tx } from '#platform/db.ts'
import type { Agreement } from './contract.ts'
import { standing } from './domain/ordering.ts'
import { delegationsOf, agreementsOf } from './store.ts'

/**
 * The basis for the organisation's registrars at its point on the day: its own agreement, or the delegation
 * of another organisation that names the point; of several the one that ends last.
 */
export async function agreementForRegistrars(
  tx: Tx,
  {
    organisationId,
    pointId,
    on,
  }: { readonly organisationId: string; readonly pointId: string; readonly on: LocalDate },
): Promise<Agreement | undefined> {
  const agreements = (await agreementsOf(tx, [organisationId])).filter(
    ({ kind }) => kind === 'agreement',
  )
  const given = (await delegationsOf(tx, organisationId)).filter(({ points }) =>
    points.includes(pointId),
  )
  return [...agreements, ...given]
    .filter((agreement) => standing(agreement, on) === 'in-force')
    .toSorted((one, other) => lastDayOf(other).localeCompare(lastDayOf(one)))
    .at(0)
}

const lastDayOf = ({ validTo }: Agreement): string => validTo ?? '9999-12-31'
