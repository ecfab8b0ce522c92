import { bindOperations } from '#platform/operation.ts'
import { enterPoint } from './add-point.ts'
import { appointByCode } from './appoint-registrar.ts'
import { changePoint } from './change-point.ts'
import { decidePointService, proposePointService, viewPointServices } from './change-services.ts'
import type { OfficeDeps } from './deps.ts'
import { endByOffice } from './end-registrar-role.ts'
import { waitingServices } from './stores/services.ts'
import { listPointNames, listPoints, viewPoint } from './view-points.ts'

/** What case officers do with registration points. */
export const createOffice = (deps: OfficeDeps) => ({
  ...bindOperations(deps, {
    listPoints,
    listPointNames,
    viewPoint,
    enterPoint,
    changePoint,
    appointRegistrar: appointByCode,
    endRegistrarRole: endByOffice,
    viewPointServices,
    proposePointService,
    decidePointService,
  }),
  waiting: [waitingServices],
})
