import { checkAuditLogOf } from './large-audit-log.ts'

checkAuditLogOf(1_000_000)
