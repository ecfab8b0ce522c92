import * as contracts from '@sotevarmenne/api/registration'
import { endpoint, type Endpoint } from '#platform/endpoint.ts'
import { cursorProblems } from '#platform/paging.ts'
import type { Office, PublicPoints } from './create-office.ts'
import {
  appointProblems,
  changePointProblems,
  endAppointmentProblems,
  enterPointProblems,
  setPriceProblems,
  viewPointProblems,
} from './problems.ts'

export const registrationApi = (office: Office, everybody: PublicPoints): readonly Endpoint[] => [
  endpoint({
    contract: contracts.searchPoints,
    deed: 'registration.searchPoints',
    act: everybody.searchPoints,
    problems: cursorProblems,
  }),
  endpoint({
    contract: contracts.searchSparePoints,
    deed: 'registration.searchPoints',
    act: everybody.searchSparePoints,
    problems: {},
  }),
  endpoint({
    contract: contracts.viewPublicPoint,
    deed: 'registration.searchPoints',
    act: everybody.viewPublicPoint,
    problems: viewPointProblems,
  }),
  endpoint({
    contract: contracts.listPoints,
    deed: 'registration.viewPoint',
    act: office.listPoints,
    problems: cursorProblems,
  }),
  endpoint({
    contract: contracts.listPointNames,
    deed: 'registration.viewPoint',
    act: (permit) => office.listPointNames(permit),
    problems: {},
  }),
  endpoint({
    contract: contracts.viewPoint,
    deed: 'registration.viewPoint',
    act: office.viewPoint,
    problems: viewPointProblems,
  }),
  endpoint({
    contract: contracts.enterPoint,
    deed: 'registration.enterPoint',
    act: office.enterPoint,
    problems: enterPointProblems,
  }),
  endpoint({
    contract: contracts.changePoint,
    deed: 'registration.enterPoint',
    act: office.changePoint,
    problems: changePointProblems,
  }),
  endpoint({
    contract: contracts.setPrice,
    deed: 'registration.setPrice',
    act: office.setPrice,
    problems: setPriceProblems,
  }),
  endpoint({
    contract: contracts.appointRegistrar,
    deed: 'registration.appointRegistrar',
    act: office.appointRegistrar,
    problems: appointProblems,
  }),
  endpoint({
    contract: contracts.endAppointment,
    deed: 'registration.appointRegistrar',
    act: office.endAppointment,
    problems: endAppointmentProblems,
  }),
]
