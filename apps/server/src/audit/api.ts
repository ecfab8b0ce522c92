import * as contracts from '@sotevarmenne/api/audit'
import { endpoint, streamEndpoint, type Endpoint } from '#platform/endpoint.ts'
import type { Audit } from './create-audit.ts'
import {
  consistencyProblems,
  exportProblems,
  ownAuditLogProblems,
  searchProblems,
  viewEntryProblems,
} from './problems.ts'
import { texts } from './texts.ts'

export const auditApi = (audit: Audit): readonly Endpoint[] => [
  endpoint({
    contract: contracts.searchAuditLog,
    action: audit.searchAuditLog,
    problems: searchProblems,
  }),
  endpoint({
    contract: contracts.viewEntry,
    action: audit.viewEntry,
    problems: viewEntryProblems,
  }),
  endpoint({
    contract: contracts.viewCheckpoints,
    action: audit.viewCheckpoints,
    problems: searchProblems,
  }),
  endpoint({
    contract: contracts.proveConsistency,
    action: audit.proveConsistency,
    problems: consistencyProblems,
  }),
  endpoint({
    contract: contracts.verifyAuditLog,
    action: audit.checkAuditLog,
    problems: { 'checkpoint-not-found': { status: 404, ...texts.checkpointNotFound } },
  }),
  streamEndpoint({
    contract: contracts.exportAuditLog,
    action: audit.exportAuditLog,
    problems: exportProblems,
  }),
  endpoint({
    contract: contracts.viewOwnAuditLog,
    action: audit.viewOwnAuditLog,
    problems: ownAuditLogProblems,
  }),
]
