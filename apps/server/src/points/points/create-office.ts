import { enterPoint } from './add-point.ts'
import { appointByCode } from './appoint-registrar.ts'
import { changePoint } from './change-point.ts'
import type { OfficeDeps } from './deps.ts'
import { endByOffice } from './end-appointment.ts'
import { searchPoints, viewPublicPoint, type PublicDeps } from './search-points.ts'
import { searchSparePoints, type SparePointsDeps } from './search-spare-points.ts'
import { setPrice } from './set-price.ts'
import { listPointNames, listPoints, viewPoint } from './view-points.ts'

export type Office = ReturnType<typeof createOffice>

/** What handlers of the office do with registration points. */
export const createOffice = (deps: OfficeDeps) => ({
  listPoints: listPoints(deps),
  listPointNames: listPointNames(deps),
  viewPoint: viewPoint(deps),
  enterPoint: enterPoint(deps),
  changePoint: changePoint(deps),
  setPrice: setPrice(deps),
  appointRegistrar: appointByCode(deps),
  endAppointment: endByOffice(deps),
})

export type PublicPoints = ReturnType<typeof createPublicPoints>

/** What everybody may know of registration points. */
export const createPublicPoints = (deps: PublicDeps & SparePointsDeps) => ({
  searchPoints: searchPoints(deps),
  viewPublicPoint: viewPublicPoint(deps),
  searchSparePoints: searchSparePoints(deps),
})
