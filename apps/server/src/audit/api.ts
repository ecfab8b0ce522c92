import * as contracts from '@sotevarmenne/api/audit'
import { endpoint, streamEndpoint, type Endpoint } from '#platform/endpoint.ts'
import type { Audit } from './create-audit.ts'
import {
  consistencyProblems,
  exportProblems,
  ownTrailProblems,
  searchProblems,
  viewEntryProblems,
} from './problems.ts'
import { texts } from './texts.ts'

export const auditApi = (audit: Audit): readonly Endpoint[] => [
  endpoint({
    contract: contracts.searchTrail,
    deed: 'audit.viewTrail',
    act: audit.searchTrail,
    problems: searchProblems,
  }),
  endpoint({
    contract: contracts.viewEntry,
    deed: 'audit.viewTrail',
    act: audit.viewEntry,
    problems: viewEntryProblems,
  }),
  endpoint({
    contract: contracts.viewCheckpoints,
    deed: 'audit.viewCheckpoints',
    act: audit.viewCheckpoints,
    problems: searchProblems,
  }),
  endpoint({
    contract: contracts.proveConsistency,
    deed: 'audit.viewCheckpoints',
    act: audit.proveConsistency,
    problems: consistencyProblems,
  }),
  endpoint({
    contract: contracts.verifyTrail,
    deed: 'audit.verifyTrail',
    act: audit.checkTrail,
    problems: { 'checkpoint-unknown': { status: 404, ...texts.checkpointUnknown } },
  }),
  streamEndpoint({
    contract: contracts.exportTrail,
    deed: 'audit.exportTrail',
    act: audit.exportTrail,
    problems: exportProblems,
  }),
  endpoint({
    contract: contracts.viewOwnTrail,
    deed: 'audit.viewOwnTrail',
    act: audit.viewOwnTrail,
    problems: ownTrailProblems,
  }),
]
