import { enterPoint } from './add-point.ts'
import { appointByCode } from './appoint-registrar.ts'
import { changePoint } from './change-point.ts'
import type { OfficeDeps } from './deps.ts'
import { endByOffice } from './end-registrar-role.ts'
import { setPrice } from './set-price.ts'
import { listPointNames, listPoints, viewPoint } from './view-points.ts'

export type Office = ReturnType<typeof createOffice>

/** What case officers do with registration points. */
export const createOffice = (deps: OfficeDeps) => ({
  listPoints: listPoints(deps),
  listPointNames: listPointNames(deps),
  viewPoint: viewPoint(deps),
  enterPoint: enterPoint(deps),
  changePoint: changePoint(deps),
  setPrice: setPrice(deps),
  appointRegistrar: appointByCode(deps),
  endRegistrarRole: endByOffice(deps),
})
