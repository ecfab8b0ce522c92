import * as contracts from '@sotevarmenne/api/fees'
import { memberProblems } from '#organisations/accounts/index.ts'
import { endpoint, streamEndpoint, type Endpoint } from '#platform/endpoint.ts'
import { cursorProblems } from '#platform/paging.ts'
import type { Charges } from './create-charges.ts'
import {
  changeCostCentreProblems,
  costCentresProblems,
  moveChargesProblems,
  periodProblems,
} from './problems.ts'

export const chargeApi = (charges: Charges): readonly Endpoint[] => [
  endpoint({
    contract: contracts.listCharges,
    action: charges.listCharges,
    problems: cursorProblems,
  }),
  endpoint({
    contract: contracts.moveCharges,
    action: charges.moveCharges,
    problems: moveChargesProblems,
  }),
  endpoint({
    contract: contracts.listOwnCharges,
    action: charges.listOwnCharges,
    problems: { ...memberProblems, ...cursorProblems },
  }),
  endpoint({
    contract: contracts.sumOwnCharges,
    action: charges.sumOwnCharges,
    problems: periodProblems,
  }),
  streamEndpoint({
    contract: contracts.exportOwnCharges,
    action: charges.exportOwnCharges,
    problems: periodProblems,
  }),
  endpoint({
    contract: contracts.viewCostCentres,
    action: charges.viewCostCentres,
    problems: costCentresProblems,
  }),
  endpoint({
    contract: contracts.changeCostCentre,
    action: charges.changeCostCentre,
    problems: changeCostCentreProblems,
  }),
]
