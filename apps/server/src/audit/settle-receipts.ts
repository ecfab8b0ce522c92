import type { OpenReceipt, PlacedEntries } from '@sotevarmenne/issuing/socket/messages'
import { formatOpenReceipts } from '@sotevarmenne/issuing/socket/receipt-frames'
import { sidesOf } from '@sotevarmenne/issuing/domain/merkle'
import type { Result } from '@sotevarmenne/kernel/result'
import type { Db, Tx } from '#platform/db.ts'
import { latestCheckpoint } from './stores/checkpoints.ts'
import { digestsFrom, nodeHashes, positionsOf } from './stores/tree.ts'

type Refused = { readonly kind: string }

export type SettleDeps = {
  readonly db: Db
  readonly openReceipts: (after: number) => Promise<Result<readonly OpenReceipt[], Refused>>
  readonly placeEntries: (placed: PlacedEntries) => Promise<Result<unknown, Refused>>
}

/**
 * Proves to the signer that the entries of its open receipts are in the tree of the newest checkpoint. What
 * can't be proved stays open there: an entry that was removed or changed before it got its position. Returns
 * how many are still open. Runs once a minute; neighbours are proved together.
 */
export const settleReceipts =
  ({ db, openReceipts, placeEntries }: SettleDeps) =>
  async (): Promise<number> => {
    let left = 0
    for (let after = 0; ;) {
      const open = await openReceipts(after)
      if (!open.ok) throw new Error(`receipts can't be read: ${open.refusal.kind}`)
      const last = open.value.at(-1)
      if (last === undefined) return left
      after = last.nr
      left += open.value.length
      for (const { places, proof } of await db.read((tx) => proofsOf(tx, open.value))) {
        const placed = await placeEntries(proof)
        // A newer head, or a tree that is not the signed one: the next run tries again.
        if (placed.ok) left -= places
      }
    }
  }

/** Lines of the receipts that stay open, after a run. */
export async function listReceipts(deps: SettleDeps): Promise<string> {
  await settleReceipts(deps)()
  const lines: string[] = []
  for (let after = 0; ;) {
    const open = await deps.openReceipts(after)
    if (!open.ok) throw new Error(`receipts can't be read: ${open.refusal.kind}`)
    const last = open.value.at(-1)
    if (last === undefined) return lines.join('').trimEnd()
    after = last.nr
    lines.push(formatOpenReceipts(open.value))
  }
}

type Proof = { readonly places: number; readonly proof: PlacedEntries }

async function proofsOf(tx: Tx, receipts: readonly OpenReceipt[]): Promise<readonly Proof[]> {
  const size = (await latestCheckpoint(tx))?.size ?? 0
  const found = await positionsOf(tx, receipts)
  const proofs: Proof[] = []
  for (const { from, to, places } of rangesOf(found.filter((position) => position < size))) {
    const { left, right } = sidesOf(from, to, size)
    const hashes = await nodeHashes(tx, [...left, ...right])
    proofs.push({
      places,
      proof: {
        ...{ from, size, digests: await digestsFrom(tx, from, to) },
        ...{ left: hashes.slice(0, left.length), right: hashes.slice(left.length) },
      },
    })
  }
  return proofs
}

/** Positions in ascending order, near ones together: `to` is behind the last. */
function rangesOf(positions: readonly number[]) {
  const ranges: { from: number; to: number; places: number }[] = []
  for (const position of positions) {
    const last = ranges.at(-1)
    if (last && position - last.to < nearby && position - last.from < maxRange) {
      last.to = position + 1
      last.places += 1
    } else ranges.push({ from: position, to: position + 1, places: 1 })
  }
  return ranges
}

/** Two proofs cost more than as many digests in between. */
const nearby = 50
const maxRange = 4000
