import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import type { verifyTrail as contract } from '@sotevarmenne/api/audit'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Permit } from '#platform/permit.ts'
import type { Record } from '#platform/record.ts'
import type { TrailChecked } from '../contract.ts'
import { checkpointOfSize } from '../stores/checkpoints.ts'
import { verifyPart, type VerifyDeps } from '../verify-trail.ts'

/** Goes over a part of the trail at an auditor's wish, and records what came of it. */
export const checkTrail =
  (deps: VerifyDeps & { readonly record: Record }) =>
  async (
    permit: Permit<'audit.verifyTrail'>,
    { after }: InputOf<typeof contract>,
  ): Promise<Result<AnswerOf<typeof contract>, { readonly kind: 'checkpoint-unknown' }>> => {
    const { db, record } = deps
    const isHead = after === 0 || (await db.read((tx) => checkpointOfSize(tx, after))) !== undefined
    if (!isHead) return refuse({ kind: 'checkpoint-unknown' })

    const { root: _, findings, ...part } = await verifyPart(deps, { after, most: leavesAtOnce })
    return db.write(async (tx) => {
      const checked: TrailChecked = {
        type: 'TrailChecked',
        after,
        size: part.size,
        findings: findings.length,
      }
      await record(tx, checked, permit)
      return ok({ ...part, findings: findings.map((finding) => ({ ...finding })) })
    })
  }

/** What is gone over in a few seconds. */
const leavesAtOnce = 50_000
