import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Tx } from '#platform/db.ts'
import type { Paper } from './contract.ts'
import { standing } from './domain/ordering.ts'
import { authorisationsOf, papersOf } from './store.ts'

/**
 * On which paper the organisation has a registrar at its point on the day: an agreement of its own, or the authorisation of
 * another organisation that names the point; of several the one that holds longest.
 */
export async function paperForRegistrars(
  tx: Tx,
  {
    organisationId,
    pointId,
    on,
  }: { readonly organisationId: string; readonly pointId: string; readonly on: LocalDate },
): Promise<Paper | undefined> {
  const agreements = (await papersOf(tx, [organisationId])).filter(
    ({ kind }) => kind === 'agreement',
  )
  const given = (await authorisationsOf(tx, organisationId)).filter(({ points }) =>
    points.includes(pointId),
  )
  return [...agreements, ...given]
    .filter((paper) => standing(paper, on) === 'in-force')
    .toSorted((one, other) => lastDayOf(other).localeCompare(lastDayOf(one)))
    .at(0)
}

const lastDayOf = ({ validTo }: Paper): string => validTo ?? '9999-12-31'
