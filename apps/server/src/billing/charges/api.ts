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
    deed: 'fees.viewFees',
    act: charges.listCharges,
    problems: cursorProblems,
  }),
  endpoint({
    contract: contracts.moveCharges,
    deed: 'fees.moveCharges',
    act: charges.moveCharges,
    problems: moveChargesProblems,
  }),
  endpoint({
    contract: contracts.listOwnCharges,
    deed: 'fees.viewOwnFees',
    act: charges.listOwnCharges,
    problems: { ...memberProblems, ...cursorProblems },
  }),
  endpoint({
    contract: contracts.sumOwnCharges,
    deed: 'fees.viewOwnFees',
    act: charges.sumOwnCharges,
    problems: periodProblems,
  }),
  streamEndpoint({
    contract: contracts.exportOwnCharges,
    deed: 'fees.viewOwnFees',
    act: charges.exportOwnCharges,
    problems: periodProblems,
  }),
  endpoint({
    contract: contracts.viewCostCentres,
    deed: 'fees.viewOwnFees',
    act: charges.viewCostCentres,
    problems: costCentresProblems,
  }),
  endpoint({
    contract: contracts.changeCostCentre,
    deed: 'fees.changeOwnBilling',
    act: charges.changeCostCentre,
    problems: changeCostCentreProblems,
  }),
]
