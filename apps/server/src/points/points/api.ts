import * as contracts from '@sotevarmenne/api/points'
import { endpoint, type Endpoint } from '#platform/endpoint.ts'
import { cursorProblems } from '#platform/paging.ts'
import type { Office } from './create-office.ts'
import {
  appointProblems,
  changePointProblems,
  endRegistrarRoleProblems,
  enterPointProblems,
  setPriceProblems,
  viewPointProblems,
} from './problems.ts'

export const registrationApi = (office: Office): readonly Endpoint[] => [
  endpoint({
    contract: contracts.listPoints,
    action: office.listPoints,
    problems: cursorProblems,
  }),
  endpoint({
    contract: contracts.listPointNames,
    action: (permit) => office.listPointNames(permit),
    problems: {},
  }),
  endpoint({
    contract: contracts.viewPoint,
    action: office.viewPoint,
    problems: viewPointProblems,
  }),
  endpoint({
    contract: contracts.enterPoint,
    action: office.enterPoint,
    problems: enterPointProblems,
  }),
  endpoint({
    contract: contracts.changePoint,
    action: office.changePoint,
    problems: changePointProblems,
  }),
  endpoint({
    contract: contracts.setPrice,
    action: office.setPrice,
    problems: setPriceProblems,
  }),
  endpoint({
    contract: contracts.appointRegistrar,
    action: office.appointRegistrar,
    problems: appointProblems,
  }),
  endpoint({
    contract: contracts.endRegistrarRole,
    action: office.endRegistrarRole,
    problems: endRegistrarRoleProblems,
  }),
]
