import { bindOperations } from '#platform/operation.ts'
import type { ComplaintsDeps } from './deps.ts'
import { destroyFaultyCard, takeInFaultyCard } from './destroy-faulty-card.ts'
import { fileComplaint } from './file-complaint.ts'
import { listComplaints } from './list-complaints.ts'
import { viewComplaintFigures } from './view-figures.ts'

export { complaintsFiled, freeReplacementsOf } from './store.ts'

export const createComplaints = (deps: ComplaintsDeps) =>
  bindOperations(deps, {
    fileComplaint,
    listComplaints,
    takeInFaultyCard,
    destroyFaultyCard,
    viewComplaintFigures,
  })
