import { consistencyPath } from '@sotevarmenne/issuing/domain/merkle'
import type { Tx } from '#platform/db.ts'
import { hashesOf } from './views/prove.ts'

/** The consistency proof from one size of the tree to another; none from the empty tree. */
export async function proveHead(
  tx: Tx,
  first: number,
  second: number,
): Promise<readonly Uint8Array[]> {
  if (first === 0) return []
  const [path = []] = await hashesOf(tx, [consistencyPath(first, second)])
  return path
}
