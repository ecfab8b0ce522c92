import type { Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Db, Tx } from '#platform/db.ts'
import type { Runtime } from '#platform/runtime.ts'
import { sha256 } from '@sotevarmenne/issuing/checkpoint'
import {
  append,
  leafHash,
  rootOf,
  type CompactTree,
  type Node,
} from '@sotevarmenne/issuing/domain/merkle'
import type { CheckpointRequested } from '@sotevarmenne/issuing/socket/messages'
import { proveHead } from './prove-head.ts'
import { latestCheckpoint, saveCheckpoint } from './stores/checkpoints.ts'
import { lockTree, readTree, saveGrowth, takePending, type NewLeaf } from './stores/tree.ts'

/** `lastSize`: of the head that was signed last, where the requested one does not follow it. */
export type CheckpointRefusal = { readonly kind: string; readonly lastSize?: number }

export type SequenceDeps = Pick<Runtime, 'db' | 'clock'> & {
  readonly signCheckpoint: (
    requested: CheckpointRequested,
  ) => Promise<Result<Uint8Array, CheckpointRefusal>>
  /** In the transaction that stores a checkpoint: plans what follows. */
  readonly onSigned: (tx: Tx, at: Instant) => Promise<void>
}

/**
 * Gives every pending entry its position in the tree, a batch at a time, and has the tree head after each
 * signed: damage is located between two checkpoints. A head left unsigned while the signer was unavailable is
 * signed by the next run. Returns how many entries were placed, or why the last head has no signature.
 */
export const sequenceAuditLog =
  (deps: SequenceDeps) => async (): Promise<Result<number, { readonly kind: string }>> => {
    let placed = 0
    for (;;) {
      const grown = await grow(deps.db)
      placed += grown
      const signed = await signTreeHead(deps)
      if (grown < batch) return signed.ok ? ok(placed) : signed
    }
  }

/** Maximum number of entries between two checkpoints: the precision with which damage is located. */
const batch = 2000

async function grow(db: Db): Promise<number> {
  const grown = await db.write(
    async (tx) => {
      const before = await lockTree(tx)
      const pending = await takePending(tx, batch)
      if (pending.length === 0) return ok(0)

      const leaves: NewLeaf[] = []
      const nodes: Node[] = []
      let tree: CompactTree = before
      for (const { entryId, digest } of pending) {
        leaves.push({ position: tree.size, entryId, digest })
        const appended = append(sha256, tree, leafHash(sha256, digest))
        nodes.push(...appended.completed)
        tree = appended.tree
      }
      await saveGrowth(tx, { leaves, nodes, tree })
      return ok(leaves.length)
    },
    // The next holder of the lock must see the tree as the last one left it.
    { isolation: 'read committed' },
  )
  return grown.ok ? grown.value : 0
}

async function signTreeHead({
  db,
  clock,
  signCheckpoint,
  onSigned,
}: SequenceDeps): Promise<Result<undefined, { readonly kind: string }>> {
  const { tree, signedSize } = await db.read(async (tx) => ({
    tree: await readTree(tx),
    signedSize: (await latestCheckpoint(tx))?.size ?? 0,
  }))
  if (tree.size === signedSize) return ok(undefined)

  const head = { size: tree.size, root: rootOf(sha256, tree), at: clock.now() }
  const signAfter = async (lastSize: number) =>
    signCheckpoint({ ...head, proof: await db.read((tx) => proveHead(tx, lastSize, tree.size)) })
  let signature = await signAfter(signedSize)
  if (!signature.ok && signature.refusal.kind === 'head-not-consistent') {
    // A head that was signed just before a crash is not stored here: the signer tells from which it goes on.
    const { lastSize = 0 } = signature.refusal
    if (lastSize > tree.size) return refuse({ kind: 'shorter-than-signed-audit-log' })
    if (lastSize !== signedSize) signature = await signAfter(lastSize)
  }
  if (!signature.ok) return signature
  const signed = signature.value
  return db.write(async (tx) => {
    await saveCheckpoint(tx, { ...head, signature: signed })
    await onSigned(tx, head.at)
    return ok(undefined)
  })
}
