import type { Tx } from '#platform/db.ts'
import type { Checkpoint } from '../contract.ts'
import { sha256 } from '@sotevarmenne/issuing/checkpoint'
import { inclusionPath, join, type NodePlace } from '@sotevarmenne/issuing/domain/merkle'
import { checkpointOfSize, latestCheckpoint } from '../stores/checkpoints.ts'
import { nodeHashes } from '../stores/tree.ts'

/** The paths of entries in the tree of a size (RFC 9162 § 2.1.3); reads only the nodes on them. */
export const inclusionPaths = (
  tx: Tx,
  positions: readonly number[],
  size: number,
): Promise<readonly (readonly Uint8Array[])[]> =>
  hashesOf(
    tx,
    positions.map((position) => inclusionPath(position, size)),
  )

/** The checkpoint of the size, or the newest; undefined when there is none. */
export const checkpointFor = (tx: Tx, size: number | undefined): Promise<Checkpoint | undefined> =>
  size === undefined ? latestCheckpoint(tx) : checkpointOfSize(tx, size)

/** Computes paths from the nodes that make up their steps, all read at once. */
export async function hashesOf(
  tx: Tx,
  paths: readonly (readonly (readonly NodePlace[])[])[],
): Promise<readonly (readonly Uint8Array[])[]> {
  const hashes = await nodeHashes(tx, paths.flat(2))
  let read = 0
  const next = (parts: readonly NodePlace[]) => {
    read += parts.length
    return join(sha256, hashes.slice(read - parts.length, read)) ?? []
  }
  return paths.map((path) => path.flatMap(next))
}
