import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { EntryId, InclusionProof } from './contract.ts'
import { sha256 } from './digest.ts'
import { inclusionPath, join } from './domain/merkle.ts'
import { checkpointOver, leafOfEntry, nodeHash } from './store.ts'

export type ProveRefusal =
  { readonly kind: 'entry-not-in-the-tree' } | { readonly kind: 'no-checkpoint-yet' }

/** The proof that an entry stands in the first signed tree that holds it; reads only the nodes on its path. */
export async function proveInclusion(
  tx: Tx,
  entryId: EntryId,
): Promise<Result<InclusionProof, ProveRefusal>> {
  const leaf = await leafOfEntry(tx, entryId)
  if (leaf === undefined) return refuse({ kind: 'entry-not-in-the-tree' })
  const checkpoint = await checkpointOver(tx, leaf.position)
  if (checkpoint === undefined) return refuse({ kind: 'no-checkpoint-yet' })

  const path: Uint8Array[] = []
  for (const parts of inclusionPath(leaf.position, checkpoint.size)) {
    const hashes: Uint8Array[] = []
    for (const part of parts) hashes.push(await nodeHash(tx, part))
    const step = join(sha256, hashes)
    if (step !== undefined) path.push(step)
  }
  return ok({ position: leaf.position, digest: leaf.digest, path, checkpoint })
}
