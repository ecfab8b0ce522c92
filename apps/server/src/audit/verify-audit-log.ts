import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Db, Tx } from '#platform/db.ts'
import type { Checkpoint, AuditLogFinding, AuditLogVerified } from './contract.ts'
import { entryDigest, isSigned } from './digest.ts'
import { sha256 } from '@sotevarmenne/issuing/checkpoint'
import {
  append,
  areEqual,
  edgeOf,
  leafHash,
  rootOf,
  type CompactTree,
  type Node,
} from '@sotevarmenne/issuing/domain/merkle'
import { retainedSince } from './domain/retention.ts'
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
  /** Earlier keys, the oldest first. */
  readonly former: readonly Uint8Array[]
}

/** Verifies the whole audit log. Returns all findings, a hundred at most. */
export const verifyAuditLog =
  (deps: VerifyDeps) => async (): Promise<Result<AuditLogVerified, readonly AuditLogFinding[]>> => {
    const { findings, size, root, checkpoints, erased } = await verifyPart(deps, {
      after: 0,
      max: Number.POSITIVE_INFINITY,
    })
    return findings.length > 0 ? refuse(findings) : ok({ size, root, checkpoints, erased })
  }

export type PartVerified = {
  /** The verified part: from a checkpoint, or the start, to the size where the next part starts. */
  readonly after: number
  readonly size: number
  readonly root: Uint8Array
  readonly isLast: boolean
  readonly checkpoints: number
  readonly erased: number
  readonly findings: readonly AuditLogFinding[]
}

/**
 * Verifies the audit log from a size on, which is 0 or that of a checkpoint, a piece at a time and in little
 * memory: every entry against its leaf, the stored nodes and every checkpoint against the tree of the leaves;
 * in the last part the tree against its state. A part ends at the first checkpoint after `max` leaves, or at
 * the end of the log.
 */
export async function verifyPart(
  { db, checkpointKeys }: VerifyDeps,
  { after, max }: { readonly after: number; readonly max: number },
): Promise<PartVerified> {
  const findings: AuditLogFinding[] = []
  const state = await db.read(readTree)
  const { erasedBefore, finding } = await db.read(checkErasure)
  if (finding) findings.push(finding)
  const edge = edgeOf(after)
  const roots = await db.read((tx) => storedNodes(tx, edge))
  let tree: CompactTree = { size: after, roots: roots.filter((root) => root !== undefined) }
  const checkHead = checkpointCheck(checkpointKeys)
  let isFull = false
  let checkpoints = 0
  let erased = 0

  // The checkpoint at the end of the previous part is verified again: this part depends on it.
  let heads = await db.read((tx) => checkpointsAbove(tx, after - 1, piece))
  /** Whether the tree is now at the size of a checkpoint. */
  const checkHeads = async (): Promise<boolean> => {
    for (let isHead = false; ; isHead = true) {
      const [head, ...others] = heads
      if (head === undefined || head.size > tree.size) return isHead
      if (head.size > after || after === 0) checkpoints += 1
      findings.push(...checkHead(head, tree))
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
    findings: findings.slice(0, maxFindings),
  })
  while (tree.size < state.size && findings.length < maxFindings) {
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
      isFull = (await checkHeads()) && tree.size >= after + max && tree.size < state.size
      if (isFull) break
    }
    findings.push(...(await db.read((tx) => checkNodes(tx, nodes))))
    if (isFull) return part(false)
  }

  if (!areEqual(rootOf(sha256, tree), rootOf(sha256, state)))
    findings.push({ kind: 'tree-does-not-match-its-state', size: state.size })
  // A checkpoint of a larger tree than the present one: the tree was truncated.
  const [beyond] = heads.filter((head) => head.size > state.size)
  if (beyond !== undefined && (await db.read(readTree)).size < beyond.size)
    findings.push({ kind: 'checkpoint-does-not-match', size: beyond.size })
  const outside = await db.read((tx) => entriesOutsideTree(tx, maxFindings))
  for (const entryId of outside) findings.push({ kind: 'entry-outside-the-tree', entryId })
  return part(true)
}

const piece = 1000
const maxFindings = 100

type Erasure = { readonly erasedBefore: number; readonly finding?: AuditLogFinding }

/**
 * The erasure recorded in the audit log. One that does not match its record, or came too early, is not
 * accepted.
 */
async function checkErasure(tx: Tx): Promise<Erasure> {
  const erasure = await latestErasure(tx)
  if (!erasure) return { erasedBefore: 0 }
  const { before, years, entry } = erasure
  const isPlaced = await placedEntry(tx, entry.entryId)
  if (!isPlaced || !areEqual(entryDigest(erasure), erasure.digest)) return { erasedBefore: 0 }

  const last = await checkpointOfSize(tx, before)
  if (last && last.at < retainedSince(entry.at, years)) return { erasedBefore: before }
  return { erasedBefore: 0, finding: { kind: 'erased-too-early', before } }
}

async function checkNodes(tx: Tx, nodes: readonly Node[]): Promise<readonly AuditLogFinding[]> {
  const stored = await storedNodes(tx, nodes)
  return nodes.flatMap(({ level, index, hash }, nr) => {
    const retained = stored[nr]
    const isRight = retained !== undefined && areEqual(retained, hash)
    return isRight ? [] : [{ kind: 'node-does-not-match', position: index * 2 ** level }]
  })
}

function checkEntry({ position, digest, stored }: StoredLeaf): readonly AuditLogFinding[] {
  if (stored === undefined) return [{ kind: 'entry-missing', position }]
  const isRight = areEqual(stored.digest, digest) && areEqual(entryDigest(stored), digest)
  return isRight ? [] : [{ kind: 'entry-altered', position, entryId: stored.entry.entryId }]
}

/** A key must not sign after a later key has signed: checked over the checkpoints in order. */
function checkpointCheck({ current, former }: CheckpointKeys) {
  const keys = [...former, current]
  let oldest = 0
  return (head: Checkpoint, tree: CompactTree): readonly AuditLogFinding[] => {
    const { size } = head
    if (size !== tree.size || !areEqual(rootOf(sha256, tree), head.root))
      return [{ kind: 'checkpoint-does-not-match', size }]
    const signer = keys.findIndex((key, index) => index >= oldest && isSigned(head, key))
    if (signer === -1) return [{ kind: 'checkpoint-signature-wrong', size }]
    oldest = signer
    return []
  }
}
