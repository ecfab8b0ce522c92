import type { PreparedOrderView } from '@sotevarmenne/api/employments'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import type { Organisation } from '#organisations/registry/contract.ts'
import type { PreparedOrder } from './contract.ts'

/** For the organisation that prepared it. The identity code is not shown again. */
export function showPrepared(
  { preparedId, facts, hasCertificate, preparedAt, lapsesAt, standing }: PreparedOrder,
  { units }: Pick<Organisation, 'units'>,
): PreparedOrderView {
  const unit = units.find(({ oid }) => oid === facts.unitOid)
  return {
    ...{ preparedId, state: standing.state, name: facts.name, title: facts.title },
    ...(unit && { unit }),
    ...(facts.reference !== undefined && { reference: facts.reference }),
    ...(facts.endsOn !== undefined && { employmentEndsOn: facts.endsOn }),
    ...(facts.declaration && {
      logsInToPatientSystems: facts.declaration.logsInToPatientSystems,
    }),
    ...{ hasCertificate, preparedAt: formatInstant(preparedAt) },
    lapsesAt: formatInstant(lapsesAt),
    ...('settledAt' in standing && { settledAt: formatInstant(standing.settledAt) }),
  }
}
