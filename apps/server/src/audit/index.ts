export { createAudit, type Audit, type AuditDeps } from './create-audit.ts'
