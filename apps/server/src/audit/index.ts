export { auditApi } from './api.ts'
export { createAudit, type Audit, type AuditDeps } from './create-audit.ts'
