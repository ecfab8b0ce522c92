import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Db, Tx } from '#platform/db.ts'
import type { Checkpoint, TrailFinding, TrailVerified } from './contract.ts'
import { entryDigest, isSigned, sha256 } from './digest.ts'
import {
  append,
  areEqual,
  edgeOf,
  leafHash,
  rootOf,
  type CompactTree,
  type Node,
} from './domain/merkle.ts'
import { keptSince } from './domain/retention.ts'
import { checkpointOfSize, checkpointsAbove } from './stores/checkpoints.ts'
import { placedEntry } from './stores/entries.ts'
import { latestErasure } from './stores/erasure.ts'
import {
  entriesOutsideTree,
  leavesFrom,
  storedNodes,
  readTree,
  type StoredLeaf,
} from './stores/tree.ts'

export type VerifyDeps = {
  readonly db: Db
  readonly checkpointKeys: CheckpointKeys
}

/** SPKI in DER. */
export type CheckpointKeys = {
  readonly current: Uint8Array
  /** That signed before it, the oldest first. */
  readonly former: readonly Uint8Array[]
}

/** Goes over the whole trail. Answers all findings, a hundred at most. */
export const verifyTrail =
  (deps: VerifyDeps) => async (): Promise<Result<TrailVerified, readonly TrailFinding[]>> => {
    const { findings, size, root, checkpoints, erased } = await verifyPart(deps, {
      after: 0,
      most: Number.POSITIVE_INFINITY,
    })
    return findings.length > 0 ? refuse(findings) : ok({ size, root, checkpoints, erased })
  }

export type PartVerified = {
  /** What was gone over: from a signed head, or the beginning, to a size where the next part begins. */
  readonly after: number
  readonly size: number
  readonly root: Uint8Array
  readonly isLast: boolean
  readonly checkpoints: number
  readonly erased: number
  readonly findings: readonly TrailFinding[]
}

/**
 * Goes over the trail from a size on, which is 0 or that of a signed head, a piece at a time and in little memory:
 * every entry against its leaf, the stored nodes and every signed head against the tree that the leaves make; in the last
 * part the tree against its state. A part ends at the first signed head after `most` leaves, or with the trail.
 */
export async function verifyPart(
  { db, checkpointKeys }: VerifyDeps,
  { after, most }: { readonly after: number; readonly most: number },
): Promise<PartVerified> {
  const findings: TrailFinding[] = []
  const state = await db.read(readTree)
  const { erasedBefore, finding } = await db.read(checkErasure)
  if (finding) findings.push(finding)
  const edge = edgeOf(after)
  const roots = await db.read((tx) => storedNodes(tx, edge))
  let tree: CompactTree = { size: after, roots: roots.filter((root) => root !== undefined) }
  const judgeHead = headJudge(checkpointKeys)
  let isFull = false
  let checkpoints = 0
  let erased = 0

  // The head with which the part before ended is looked at again: this part stands on it.
  let heads = await db.read((tx) => checkpointsAbove(tx, after - 1, piece))
  /** Whether the tree stands at a signed head now. */
  const checkHeads = async (): Promise<boolean> => {
    for (let isHead = false; ; isHead = true) {
      const [head, ...others] = heads
      if (head === undefined || head.size > tree.size) return isHead
      if (head.size > after || after === 0) checkpoints += 1
      findings.push(...judgeHead(head, tree))
      heads =
        others.length > 0 ? others : await db.read((tx) => checkpointsAbove(tx, head.size, piece))
    }
  }
  await checkHeads()

  const part = (isLast: boolean): PartVerified => ({
    after,
    size: tree.size,
    root: rootOf(sha256, tree),
    isLast,
    checkpoints,
    erased,
    findings: findings.slice(0, mostFindings),
  })
  while (tree.size < state.size && findings.length < mostFindings) {
    const from = tree.size
    const leaves = await db.read((tx) => leavesFrom(tx, from, piece))
    if (leaves.length === 0) {
      findings.push({ kind: 'leaf-missing', position: from })
      break
    }
    const nodes: Node[] = []
    for (const leaf of leaves) {
      if (leaf.position !== tree.size) {
        findings.push({ kind: 'leaf-missing', position: tree.size })
        return part(true)
      }
      if (leaf.position === state.size) break
      const isErased = leaf.stored === undefined && leaf.position < erasedBefore
      if (isErased) erased += 1
      else findings.push(...checkEntry(leaf))
      const grown = append(sha256, tree, leafHash(sha256, leaf.digest))
      tree = grown.tree
      nodes.push(...grown.completed)
      isFull = (await checkHeads()) && tree.size >= after + most && tree.size < state.size
      if (isFull) break
    }
    findings.push(...(await db.read((tx) => checkNodes(tx, nodes))))
    if (isFull) return part(false)
  }

  if (!areEqual(rootOf(sha256, tree), rootOf(sha256, state)))
    findings.push({ kind: 'tree-does-not-match-its-state', size: state.size })
  // A head of a larger tree than there is: the tree was cut.
  const [beyond] = heads.filter((head) => head.size > state.size)
  if (beyond !== undefined && (await db.read(readTree)).size < beyond.size)
    findings.push({ kind: 'checkpoint-does-not-match', size: beyond.size })
  const outside = await db.read((tx) => entriesOutsideTree(tx, mostFindings))
  for (const entryId of outside) findings.push({ kind: 'entry-outside-the-tree', entryId })
  return part(true)
}

const piece = 1000
const mostFindings = 100

type Erasure = { readonly erasedBefore: number; readonly finding?: TrailFinding }

/** What the trail itself says is erased. An erasure that is not what was recorded, or came too early, excuses nothing. */
async function checkErasure(tx: Tx): Promise<Erasure> {
  const erasure = await latestErasure(tx)
  if (!erasure) return { erasedBefore: 0 }
  const { before, years, entry } = erasure
  const isPlaced = await placedEntry(tx, entry.entryId)
  if (!isPlaced || !areEqual(entryDigest(erasure), erasure.digest)) return { erasedBefore: 0 }

  const last = await checkpointOfSize(tx, before)
  if (last && last.at < keptSince(entry.at, years)) return { erasedBefore: before }
  return { erasedBefore: 0, finding: { kind: 'erased-too-early', before } }
}

async function checkNodes(tx: Tx, nodes: readonly Node[]): Promise<readonly TrailFinding[]> {
  const stored = await storedNodes(tx, nodes)
  return nodes.flatMap(({ level, index, hash }, nr) => {
    const kept = stored[nr]
    const isRight = kept !== undefined && areEqual(kept, hash)
    return isRight ? [] : [{ kind: 'node-does-not-match', position: index * 2 ** level }]
  })
}

function checkEntry({ position, digest, stored }: StoredLeaf): readonly TrailFinding[] {
  if (stored === undefined) return [{ kind: 'entry-missing', position }]
  const isRight = areEqual(stored.digest, digest) && areEqual(entryDigest(stored), digest)
  return isRight ? [] : [{ kind: 'entry-altered', position, entryId: stored.entry.entryId }]
}

/** A key signs nothing any more once a later one has: of the heads, taken in their order. */
function headJudge({ current, former }: CheckpointKeys) {
  const keys = [...former, current]
  let oldest = 0
  return (head: Checkpoint, tree: CompactTree): readonly TrailFinding[] => {
    const { size } = head
    if (size !== tree.size || !areEqual(rootOf(sha256, tree), head.root))
      return [{ kind: 'checkpoint-does-not-match', size }]
    const signer = keys.findIndex((key, index) => index >= oldest && isSigned(head, key))
    if (signer === -1) return [{ kind: 'checkpoint-signature-wrong', size }]
    oldest = signer
    return []
  }
}
