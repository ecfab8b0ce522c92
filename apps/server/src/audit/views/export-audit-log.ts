import * as api from '@sotevarmenne/api/audit'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { toBase64 } from '#platform/base64.ts'
import type { Db, Tx } from '#platform/db.ts'
import type { Record } from '#platform/record.ts'
import { streamOperation } from '#platform/operation.ts'
import type { Checkpoint, AuditLogExported } from '../contract.ts'
import { edgeOf } from '@sotevarmenne/issuing/domain/merkle'
import { joinNote, splitNote, type SignedNote } from '@sotevarmenne/issuing/signed-note'
import { showCheckpoint, showEntry } from './show.ts'
import { checkpointOfSize, checkpointsAbove, latestCheckpoint } from '../stores/checkpoints.ts'
import { cosignaturesOf, type Cosignature } from '../stores/cosignatures.ts'
import { latestErasure } from '../stores/erasure.ts'
import { leavesFrom, nodeHashes, type StoredLeaf } from '../stores/tree.ts'
import { exportProblems } from '../problems.ts'

export type ExportAuditLogRefusal =
  { readonly kind: 'checkpoint-not-found' } | { readonly kind: 'no-checkpoint-yet' }

type Line = ResponseOf<typeof api.exportAuditLog>

/**
 * The audit log from a checkpoint to the newest as lines of JSON, for the stand-alone verifier. Recorded
 * before the first line. Read a piece at a time: the tree below a checkpoint never changes, so no long
 * transaction is needed.
 */
export const exportAuditLog = streamOperation({
  contract: api.exportAuditLog,
  problems: exportProblems,
  handle:
    ({ db, record }: { readonly db: Db; readonly record: Record }) =>
    (permit, { after }) =>
      db.write(async (tx): Promise<Result<AsyncIterable<string>, ExportAuditLogRefusal>> => {
        const head = await latestCheckpoint(tx)
        if (!head) return refuse({ kind: 'no-checkpoint-yet' })
        const first = after === 0 ? undefined : await checkpointOfSize(tx, after)
        if (after > 0 && !first) return refuse({ kind: 'checkpoint-not-found' })
        const erased = (await latestErasure(tx))?.before ?? 0

        const exported: AuditLogExported = { type: 'AuditLogExported', after, size: head.size }
        await record(tx, exported, permit)
        const opening: Line = {
          auditLog: {
            format: 1,
            after,
            erased: Math.min(erased, head.size),
            head: showCheckpoint(head),
          },
        }
        return ok(linesOf(db, { opening, first, after, head }))
      }),
})

async function* linesOf(
  db: Db,
  {
    opening,
    first,
    after,
    head,
  }: {
    readonly opening: Line
    readonly first: Checkpoint | undefined
    readonly after: number
    readonly head: Checkpoint
  },
): AsyncIterable<string> {
  yield text([opening])
  if (first) yield text([await db.read((tx) => headLine(tx, first, { hasEdge: true }))])
  let edgeAt = after
  for (let size = after; size < head.size;) {
    const from = size
    const lines = await db.read(async (tx) => {
      const leaves = await leavesFrom(tx, from, Math.min(piece, head.size - from))
      const heads = await checkpointsAbove(tx, from, piece)
      const notes = notesOf(await cosignaturesOf(tx, sizesIn(heads, leaves)))
      const created: Line[] = []
      for (const leaf of leaves) {
        created.push(leafLine(leaf))
        size = leaf.position + 1
        const signed = heads.find((each) => each.size === size)
        if (!signed) continue
        // The edge from which an export can resume, but not after every entry of a quiet night.
        const hasEdge = size - edgeAt >= piece || size === head.size
        if (hasEdge) edgeAt = size
        created.push(await headLine(tx, signed, { hasEdge, note: notes.get(size) }))
      }
      return created
    })
    // A missing leaf: the reader of the export must see it, not wait for it.
    if (lines.length === 0) return
    yield text(lines)
  }
}

const piece = 1000

const leafLine = ({ position, digest, stored }: StoredLeaf): Line => ({
  position,
  digest: toBase64(digest),
  ...(stored && { salt: toBase64(stored.salt), entry: showEntry(stored.entry) }),
})

const headLine = async (
  tx: Tx,
  head: Checkpoint,
  { hasEdge, note }: { readonly hasEdge: boolean; readonly note?: string | undefined },
): Promise<Line> => ({
  checkpoint: showCheckpoint(head),
  ...(hasEdge && { edge: (await nodeHashes(tx, edgeOf(head.size))).map(toBase64) }),
  ...(note !== undefined && { note }),
})

const sizesIn = (heads: readonly Checkpoint[], leaves: readonly StoredLeaf[]) => {
  const end = (leaves.at(-1)?.position ?? -1) + 1
  return heads.flatMap(({ size }) => (size <= end ? [size] : []))
}

/** One note for each checkpoint, with the signatures of all its witnesses. */
function notesOf(cosignatures: readonly Cosignature[]): ReadonlyMap<number, string> {
  const notes = new Map<number, SignedNote>()
  for (const { size, note } of cosignatures) {
    const { text, lines } = splitNote(note) ?? { text: '', lines: [] }
    const others = notes.get(size)?.lines ?? []
    notes.set(size, { text, lines: [...new Set([...others, ...lines])] })
  }
  return new Map([...notes].map(([size, note]) => [size, joinNote(note)]))
}

const text = (lines: readonly Line[]): string =>
  lines.map((line) => `${JSON.stringify(line)}\n`).join('')
