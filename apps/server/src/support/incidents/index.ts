import * as contracts from '@sotevarmenne/api/incidents'
import { endpoint, type Endpoint } from '#platform/endpoint.ts'
import { cursorProblems } from '#platform/paging.ts'
import { listIncidents } from './list-incidents.ts'
import { announceProblems, continueProblems } from './problems.ts'
import { announceIncident, continueIncident, type IncidentsDeps } from './write-incident.ts'

export { incidentsFeed, incidentsToShow, showIncidents } from './show-incidents.ts'

export const incidentApi = (deps: IncidentsDeps): readonly Endpoint[] => [
  endpoint({
    contract: contracts.listIncidents,
    action: listIncidents(deps),
    problems: cursorProblems,
  }),
  endpoint({
    contract: contracts.announceIncident,
    action: announceIncident(deps),
    problems: announceProblems,
  }),
  endpoint({
    contract: contracts.continueIncident,
    action: continueIncident(deps),
    problems: continueProblems,
  }),
]
