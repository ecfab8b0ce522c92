import { listPointServices } from '#points/points/index.ts'
import { bindOperations } from '#platform/operation.ts'
import { searchPoints, viewPublicPoint, type PublicDeps } from './search-points.ts'
import { searchSparePoints, type SparePointsDeps } from './search-spare-points.ts'

export type PublicPoints = ReturnType<typeof createPublicPoints>

/** What everybody may know of registration points. */
export const createPublicPoints = (deps: PublicDeps & SparePointsDeps) => ({
  ...bindOperations(deps, {
    listPointServices,
    searchPoints,
    searchSparePoints,
    viewPublicPoint,
  }),
})
