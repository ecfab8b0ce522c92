import { bindOperations } from '#platform/operation.ts'
import { listIncidents } from './list-incidents.ts'
import { announceIncident, continueIncident, type IncidentsDeps } from './write-incident.ts'

export { readOpenIncidents, showIncidentNotice } from './open-incidents.ts'
export { incidentsFeed, incidentsToShow, showIncidents } from './show-incidents.ts'

export const createIncidents = (deps: IncidentsDeps) =>
  bindOperations(deps, { listIncidents, announceIncident, continueIncident })
