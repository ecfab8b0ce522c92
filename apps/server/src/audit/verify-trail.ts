import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Db } from '#platform/db.ts'
import type { Checkpoint, TrailFinding, TrailVerified } from './contract.ts'
import { checkpointOctets, entryDigest, sha256 } from './digest.ts'
import { append, areEqual, emptyTree, leafHash, rootOf, type CompactTree } from './domain/merkle.ts'
import {
  checkpointsAbove,
  entriesOutsideTree,
  leavesFrom,
  readTree,
  type StoredLeaf,
} from './store.ts'

export type VerifyDeps = {
  readonly db: Db
  readonly verifyCheckpoint: (octets: Uint8Array, signature: Uint8Array) => boolean
}

/**
 * Goes over the whole trail, a piece at a time and in little memory: every entry against its leaf, the tree against its
 * state, and every signed head against the tree as it was at that size. Answers all findings, a hundred at most.
 */
export const verifyTrail =
  ({ db, verifyCheckpoint }: VerifyDeps) =>
  async (): Promise<Result<TrailVerified, readonly TrailFinding[]>> => {
    const findings: TrailFinding[] = []
    const state = await db.read(readTree)
    let tree: CompactTree = emptyTree
    let erased = 0
    let checkpoints = 0

    let heads = await db.read((tx) => checkpointsAbove(tx, 0, piece))
    const checkHeads = async (reached: number): Promise<void> => {
      for (;;) {
        const [head, ...others] = heads
        if (head === undefined || head.size > reached) return
        checkpoints += 1
        findings.push(...checkHead(head, tree, verifyCheckpoint))
        heads =
          others.length > 0 ? others : await db.read((tx) => checkpointsAbove(tx, head.size, piece))
      }
    }

    while (tree.size < state.size && findings.length < mostFindings) {
      const from = tree.size
      const leaves = await db.read((tx) => leavesFrom(tx, from, piece))
      if (leaves.length === 0) {
        findings.push({ kind: 'leaf-missing', position: from })
        break
      }
      for (const leaf of leaves) {
        if (leaf.position !== tree.size) {
          findings.push({ kind: 'leaf-missing', position: tree.size })
          return refuse(findings)
        }
        if (leaf.position === state.size) break
        findings.push(...checkEntry(leaf))
        if (leaf.entry?.event === null) erased += 1
        tree = append(sha256, tree, leafHash(sha256, leaf.digest)).tree
        await checkHeads(tree.size)
      }
    }

    if (!areEqual(rootOf(sha256, tree), rootOf(sha256, state)))
      findings.push({ kind: 'tree-does-not-match-its-state', size: state.size })
    // A head of a larger tree than there is: the tree was cut.
    const [beyond] = heads.filter((head) => head.size > state.size)
    if (beyond !== undefined && (await db.read(readTree)).size < beyond.size)
      findings.push({ kind: 'checkpoint-does-not-match', size: beyond.size })
    const outside = await db.read((tx) => entriesOutsideTree(tx, mostFindings))
    for (const entryId of outside) findings.push({ kind: 'entry-outside-the-tree', entryId })

    if (findings.length > 0) return refuse(findings.slice(0, mostFindings))
    return ok({ size: tree.size, root: rootOf(sha256, tree), checkpoints, erased })
  }

const piece = 1000
const mostFindings = 100

function checkEntry({ position, digest, entry }: StoredLeaf): readonly TrailFinding[] {
  if (entry === undefined) return [{ kind: 'entry-missing', position }]
  const { arrived: _, salt, digest: own, ...content } = entry
  const isErased = content.event === null || salt === null
  const isRight =
    areEqual(own, digest) && (isErased || areEqual(entryDigest(salt, content), digest))
  return isRight ? [] : [{ kind: 'entry-altered', position, entryId: entry.entry_id }]
}

function checkHead(
  head: Checkpoint,
  tree: CompactTree,
  verifyCheckpoint: VerifyDeps['verifyCheckpoint'],
): readonly TrailFinding[] {
  const { size } = head
  if (size !== tree.size || !areEqual(rootOf(sha256, tree), head.root))
    return [{ kind: 'checkpoint-does-not-match', size }]
  return verifyCheckpoint(checkpointOctets(head), head.signature)
    ? []
    : [{ kind: 'checkpoint-signature-wrong', size }]
}
