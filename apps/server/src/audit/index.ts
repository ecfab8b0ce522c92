export { createAudit, type Audit, type AuditDeps } from './create-audit.ts'
export type { Witness } from './request-cosignatures.ts'
