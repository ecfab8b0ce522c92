import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import * as contracts from '@sotevarmenne/api/fees'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import {
  actionProblems,
  type ActionRefusal,
  type MemberRefusal,
} from '#organisations/accounts/index.ts'
import type { Tx } from '#platform/db.ts'
import { personOf } from '#platform/permit.ts'
import { operation } from '#platform/operation.ts'
import type { CostCentreChanged } from './contract.ts'
import type { ChargesDeps } from './deps.ts'
import { changeAsMember, viewAsMember } from './members.ts'
import { costCentresOf, saveCostCentre } from './stores/cost-centres.ts'
import { texts } from './texts.ts'
import { costCentresProblems } from './problems.ts'

type Shown = ResponseOf<typeof contracts.viewCostCentres>

export type OrganisationNotFound = { readonly kind: 'organisation-not-found' }

export type ChangeCostCentreRefusal = OrganisationNotFound | { readonly kind: 'unit-not-found' }

/** The cost centre of each unit of the organisation, for its members. */
export const viewCostCentres = operation({
  contract: contracts.viewCostCentres,
  problems: costCentresProblems,
  handle:
    (deps: ChargesDeps) =>
    (permit, { organisationId }): Promise<Result<Shown, MemberRefusal | OrganisationNotFound>> =>
      viewAsMember(deps, permit, organisationId, (tx) => showCostCentres(deps, tx, organisationId)),
})

/** Gives a unit, or the organisation itself, a cost centre for what is charged from now on (R258). */
export const changeCostCentre = operation({
  contract: contracts.changeCostCentre,
  problems: {
    ...costCentresProblems,
    ...actionProblems,
    'unit-not-found': { status: 422, ...texts.unitNotFound },
  },
  handle:
    (deps: ChargesDeps) =>
    (
      permit,
      { organisationId, unitOid, costCentre },
    ): Promise<Result<Shown, ActionRefusal | ChangeCostCentreRefusal>> =>
      changeAsMember(
        deps,
        permit,
        organisationId,
        async (tx): Promise<Result<Shown, ChangeCostCentreRefusal>> => {
          const before = await showCostCentres(deps, tx, organisationId)
          if (!before.ok) return before
          const isThere = before.value.units.some(({ oid }) => oid === unitOid)
          if (unitOid !== undefined && !isThere) return refuse({ kind: 'unit-not-found' })
          const input = {
            organisationId,
            ...(unitOid !== undefined && { unitOid }),
            ...(costCentre !== undefined && { costCentre }),
          }
          const by = { by: personOf(permit), at: deps.clock.now() }
          if (!(await saveCostCentre(tx, input, by))) return before
          const event: CostCentreChanged = { type: 'CostCentreChanged', ...input }
          await deps.record(tx, event, permit)
          return showCostCentres(deps, tx, organisationId)
        },
      ),
})

/** Each present unit by its name, and former ones that still have a cost centre. */
async function showCostCentres(
  { customersOf }: Pick<ChargesDeps, 'customersOf'>,
  tx: Tx,
  organisationId: string,
): Promise<Result<Shown, OrganisationNotFound>> {
  const customer = (await customersOf(tx, [organisationId])).get(organisationId)
  if (!customer) return refuse({ kind: 'organisation-not-found' })
  const given = new Map<string | undefined, string>(
    (await costCentresOf(tx, organisationId)).map((one) => [one.unitOid, one.costCentre]),
  )
  const ofUnit = (oid: string | undefined) => {
    const costCentre = given.get(oid)
    return costCentre === undefined ? {} : { costCentre }
  }
  const units = customer.units.map(({ oid, name }) => ({ oid, name, ...ofUnit(oid) }))
  const gone = [...given.keys()].filter(
    (oid): oid is string => oid !== undefined && !units.some((unit) => unit.oid === oid),
  )
  return ok({
    ...ofUnit(undefined),
    units: [...units, ...gone.map((oid) => ({ oid, name: oid, ...ofUnit(oid) }))],
  })
}
