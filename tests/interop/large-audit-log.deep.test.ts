import { checkAuditLogOf } from './large-audit-log.ts'

// A million in the long form.
checkAuditLogOf(100_000)
