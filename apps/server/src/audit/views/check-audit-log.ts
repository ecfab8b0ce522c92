import * as api from '@sotevarmenne/api/audit'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Record } from '#platform/record.ts'
import { operation } from '#platform/operation.ts'
import type { AuditLogChecked } from '../contract.ts'
import { checkpointOfSize } from '../stores/checkpoints.ts'
import { verifyPart, type VerifyDeps } from '../verify-audit-log.ts'
import { texts } from '../texts.ts'

/** Verifies a part of the audit log at an auditor's request, and records the result. */
export const checkAuditLog = operation({
  contract: api.verifyAuditLog,
  problems: { 'checkpoint-not-found': { status: 404, ...texts.checkpointNotFound } },
  handle:
    (deps: VerifyDeps & { readonly record: Record }) =>
    async (
      permit,
      { after },
    ): Promise<
      Result<ResponseOf<typeof api.verifyAuditLog>, { readonly kind: 'checkpoint-not-found' }>
    > => {
      const { db, record } = deps
      const isHead =
        after === 0 || (await db.read((tx) => checkpointOfSize(tx, after))) !== undefined
      if (!isHead) return refuse({ kind: 'checkpoint-not-found' })

      const { root: _, findings, ...part } = await verifyPart(deps, { after, max: leavesAtOnce })
      return db.write(async (tx) => {
        const checked: AuditLogChecked = {
          type: 'AuditLogChecked',
          after,
          size: part.size,
          findings: findings.length,
        }
        await record(tx, checked, permit)
        return ok({ ...part, findings: findings.map((finding) => ({ ...finding })) })
      })
    },
})

/** As many as are verified in a few seconds. */
const leavesAtOnce = 50_000
