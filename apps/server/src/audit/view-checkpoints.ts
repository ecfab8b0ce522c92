import type { AnswerOf, InputOf } from '@sotevarmenne/api/endpoint'
import type * as contracts from '@sotevarmenne/api/audit'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Db } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { Record } from '#platform/record.ts'
import type { TrailChecked } from './contract.ts'
import { proveConsistency, type ProveConsistencyRefusal } from './prove.ts'
import { base64, showCheckpoint } from './show.ts'
import { checkpointOfSize, checkpointsBelow } from './store.ts'
import { verifyPart, type VerifyDeps } from './verify-trail.ts'

/** Signed heads, newest first. They tell of nobody, and the more people keep them the better: open to everybody. */
export const viewCheckpoints =
  ({ db, checkpointKey }: VerifyDeps) =>
  async (
    _permit: Permit<'audit.viewCheckpoints'>,
    { cursor, limit }: InputOf<typeof contracts.viewCheckpoints>,
  ): Promise<
    Result<AnswerOf<typeof contracts.viewCheckpoints>, { readonly kind: 'cursor-unreadable' }>
  > => {
    if (cursor !== undefined && !/^\d{1,15}$/.test(cursor))
      return refuse({ kind: 'cursor-unreadable' })

    const found = await db.read((tx) =>
      checkpointsBelow(tx, cursor === undefined ? undefined : Number(cursor), limit + 1),
    )
    const page = found.slice(0, limit)
    const last = page.at(-1)
    return ok({
      key: base64(checkpointKey),
      checkpoints: page.map(showCheckpoint),
      ...(last && found.length > limit && { nextCursor: String(last.size) }),
    })
  }

/** The proof between two signed heads; tells of nobody. */
export const viewConsistency =
  ({ db }: { readonly db: Db }) =>
  async (
    _permit: Permit<'audit.viewCheckpoints'>,
    sizes: InputOf<typeof contracts.proveConsistency>,
  ): Promise<Result<AnswerOf<typeof contracts.proveConsistency>, ProveConsistencyRefusal>> => {
    const proved = await db.read((tx) => proveConsistency(tx, sizes))
    if (!proved.ok) return proved
    const { first, second, path } = proved.value
    return ok({
      first: showCheckpoint(first),
      second: showCheckpoint(second),
      path: path.map(base64),
    })
  }

/** Goes over a part of the trail at an auditor's wish, and records what came of it. */
export const checkTrail =
  (deps: VerifyDeps & { readonly record: Record }) =>
  async (
    permit: Permit<'audit.verifyTrail'>,
    { after }: InputOf<typeof contracts.verifyTrail>,
  ): Promise<
    Result<AnswerOf<typeof contracts.verifyTrail>, { readonly kind: 'checkpoint-unknown' }>
  > => {
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
