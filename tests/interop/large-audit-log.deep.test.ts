import { checkAuditLogOf } from './large-audit-log.ts'

// A million in the long form: only that could exceed the limit of memory.
checkAuditLogOf(100_000)
