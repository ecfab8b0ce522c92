import type { KeyObject } from 'node:crypto'
import { parseLine, type Line, type Receipt } from './lines.ts'
import { readNote, type NoteKey } from './notes.ts'
import {
  append,
  digestOf,
  isSigned,
  rootOf,
  signerOf,
  treeFrom,
  type Checkpoint,
  type SignedHead,
  type Tree,
} from './tree.ts'

/** What is wrong, and where. Positions count from 0; a size is that of a checkpoint. */
export type Finding =
  | { readonly kind: 'no-audit-log' }
  | { readonly kind: 'unreadable-line'; readonly line: number }
  | { readonly kind: 'checkpoint-not-signed-by-the-key'; readonly size: number }
  | { readonly kind: 'entry-altered'; readonly position: number }
  | { readonly kind: 'entries-missing'; readonly from: number; readonly to: number }
  | { readonly kind: 'entry-out-of-place'; readonly position: number; readonly found: number }
  | { readonly kind: 'entry-gone'; readonly position: number }
  /** Somewhere from `from` to before `to` the entries differ from those that were signed. */
  | { readonly kind: 'not-what-was-signed'; readonly from: number; readonly to: number }
  /** The hashes with which a checkpoint lets a reader start again are not those of its tree. */
  | { readonly kind: 'edge-does-not-match'; readonly size: number }
  /** It was recorded, and removed or changed before it got its position. */
  | { readonly kind: 'entry-never-placed'; readonly entryId: string; readonly at: string }
  /** The note of a checkpoint is another checkpoint's, or not signed by the key of its log. */
  | { readonly kind: 'note-does-not-match'; readonly size: number }
  | { readonly kind: 'cosignature-wrong'; readonly size: number; readonly witness: string }
  /** A witness cosigned none of these checkpoints. */
  | { readonly kind: 'not-cosigned'; readonly witness: string }
  | { readonly kind: 'cut-off'; readonly at: number; readonly size: number }
  | { readonly kind: 'erased-without-record'; readonly before: number }
  | { readonly kind: 'erased-too-early'; readonly before: number }
  /** Another audit log than that of a stored checkpoint. */
  | { readonly kind: 'not-the-audit-log-of-a-stored-checkpoint'; readonly size: number }
  | { readonly kind: 'shorter-than-a-stored-checkpoint'; readonly size: number }
  /** What was stored elsewhere was not signed by any of the keys. */
  | { readonly kind: 'stored-checkpoint-not-signed-by-the-key'; readonly size: number }

export type Report = {
  readonly after: number
  readonly size: number
  readonly root: string
  /** The time of the newest checkpoint. */
  readonly at: string
  readonly entries: number
  /** Checkpoints that match the entries before them. */
  readonly heads: number
  /** Signatures of checkpoints that were checked, that of the opening included. */
  readonly signatures: number
  readonly erased: number
  /** Number of stored checkpoints that were compared with the audit log. */
  readonly stored: number
  /** The newest checkpoint of each witness that was asked for, and when it cosigned it (ISO 8601). */
  readonly cosigned: readonly Cosigned[]
  readonly findings: readonly Finding[]
}

export type Cosigned = { readonly witness: string; readonly size: number; readonly at: string }

export type Trust = {
  /** The checkpoint key, from another source than the export. It signed the newest checkpoint. */
  readonly key: KeyObject
  /**
   * The keys before it, the oldest first. After the first checkpoint of a later key, an earlier key signs
   * none.
   */
  readonly former?: readonly KeyObject[]
  /** Checkpoints that somebody stored elsewhere. */
  readonly stored?: readonly Checkpoint[]
  /** Heads that the signer wrote down when it signed them, from its own disk. */
  readonly signed?: readonly SignedHead[]
  /** Entries that were announced to the signer, and that nobody proved to it to be in the log. */
  readonly receipts?: readonly Receipt[]
  /** The key of the notes, and witnesses that must have cosigned. */
  readonly cosigning?: { readonly log: NoteKey; readonly witnesses: readonly NoteKey[] }
}

/**
 * Verifies an export in one pass, with one line in memory: each entry against its digest, the digests
 * against every checkpoint, and everything against checkpoints stored elsewhere. Damage does not end it: it
 * starts again from the next checkpoint with an edge.
 */
export async function verifyExport(
  lines: AsyncIterable<readonly string[]>,
  { key, former = [], stored = [], signed = [], receipts = [], cosigning }: Trust,
): Promise<Report> {
  const keys = [...former, key]
  let oldestKey = 0
  const isSignedInTurn = (head: Checkpoint): boolean => {
    counts.signatures += 1
    const signer = signerOf(head, keys)
    if (signer < oldestKey) return false
    oldestKey = signer
    return true
  }
  const findings: Finding[] = []
  const find = (finding: Finding): void => {
    if (findings.length < maxFindings) findings.push(finding)
  }
  const places = createPlaces(find)
  const known = [...signed, ...stored.filter((head) => signerOf(head, keys) !== -1)]
  const knownBySize = Map.groupBy(known, ({ size }) => size)
  const missing = new Map(receipts.map((receipt) => [receipt.digest, receipt]))
  const counts = { entries: 0, heads: 0, signatures: 0, erased: 0, stored: 0 }
  let opening: Extract<Line, { kind: 'opening' }> | undefined
  /** Undefined after damage, until a checkpoint provides its edge. */
  let tree: Tree | undefined
  /** The size of the last checkpoint that was verified. */
  let looked = 0
  let last: Checkpoint | undefined
  /** From when on every entry is in this export: from the beginning, unless it starts later. */
  let begin = ''
  let erasure: { readonly before: number; readonly years: number; readonly at: string } | undefined
  let erasedSignedAt: string | undefined

  const open = (line: Extract<Line, { kind: 'opening' }>): void => {
    opening = line
    counts.signatures += 1
    if (!isSigned(line.head, key))
      find({ kind: 'checkpoint-not-signed-by-the-key', size: line.head.size })
    looked = line.after
    places.beginAt(line.after)
    if (line.after === 0) tree = { size: 0, edge: [] }
  }

  const takeLeaf = ({ position, digest, content }: Extract<Line, { kind: 'leaf' }>): void => {
    counts.entries += 1
    if (missing.size > 0) missing.delete(digest.toString('hex'))
    if (!places.isExpected(position)) tree = undefined
    if (content === undefined) {
      if (position < (opening?.erased ?? 0)) counts.erased += 1
      else find({ kind: 'entry-gone', position })
    } else if (digestOf(content.salt, content.entry).equals(digest)) {
      const { type, at, facts } = content.entry
      const { before, years } = facts
      if (type === 'EntriesErased' && typeof before === 'number' && typeof years === 'number')
        erasure = { before, years, at }
    } else find({ kind: 'entry-altered', position })
    if (tree) append(tree, digest)
    compareStored()
  }

  const cosigned = new Map<string, Cosigned>()
  const takeNote = (checkpoint: Checkpoint, note: string): void => {
    if (!cosigning) return
    const { size } = checkpoint
    const read = readNote(note, checkpoint, cosigning)
    if (!read.isOfLog) find({ kind: 'note-does-not-match', size })
    for (const [witness, at] of read.cosigned)
      if (at === undefined) find({ kind: 'cosignature-wrong', size, witness })
      else cosigned.set(witness, { witness, size, at: new Date(at).toISOString() })
  }

  const takeHead = ({ checkpoint, edge, note }: Extract<Line, { kind: 'head' }>): void => {
    const { size, at } = checkpoint
    const isReached = tree?.size === size && rootOf(tree) === checkpoint.root
    if (isReached) counts.heads += 1
    if (!isSignedInTurn(checkpoint)) {
      find({ kind: 'checkpoint-not-signed-by-the-key', size })
      return
    }
    if (!isReached && tree) {
      find({ kind: 'not-what-was-signed', from: looked, to: size })
      tree = undefined
    }
    last = checkpoint
    looked = size
    if (note !== undefined) takeNote(checkpoint, note)
    if (size === opening?.after) begin = at
    if (size === opening?.erased) erasedSignedAt = at
    if (edge === undefined) return
    const next = treeFrom(checkpoint, edge)
    if (!next) find({ kind: 'edge-does-not-match', size })
    if (tree || !next) return
    tree = next
    places.beginAt(size)
    compareStored()
  }

  const compareStored = (): void => {
    for (const head of (tree && knownBySize.get(tree.size)) ?? []) {
      counts.stored += 1
      if (tree && rootOf(tree) !== head.root)
        find({ kind: 'not-the-audit-log-of-a-stored-checkpoint', size: head.size })
    }
  }

  let nr = 0
  for await (const piece of lines)
    for (const text of piece) {
      nr += 1
      const line = parseLine(text)
      if (line.kind === 'leaf') takeLeaf(line)
      else if (line.kind === 'head') takeHead(line)
      else if (line.kind === 'opening' && nr === 1) open(line)
      else {
        find({ kind: 'unreadable-line', line: nr })
        places.skip()
        tree = undefined
      }
    }
  places.end()

  if (!opening) {
    find({ kind: 'no-audit-log' })
    return { ...counts, after: 0, size: 0, root: '', at: '', cosigned: [], findings }
  }
  const { head, after, erased } = opening
  if (last?.size !== head.size || last.root !== head.root || last.at !== head.at)
    find({ kind: 'cut-off', at: looked, size: head.size })
  else if (!tree && findings.length === 0)
    find({ kind: 'not-what-was-signed', from: after, to: head.size })
  if (erased > after) {
    if (!erasure || erasure.before < erased) find({ kind: 'erased-without-record', before: erased })
    else if (!erasedSignedAt || !isBefore(erasedSignedAt, erasure.at, erasure.years))
      find({ kind: 'erased-too-early', before: erased })
  }
  for (const { entryId, at } of missing.values())
    if (at > begin && Date.parse(at) < Date.parse(head.at) - placedWithin)
      find({ kind: 'entry-never-placed', entryId, at })
  for (const { name } of cosigning?.witnesses ?? [])
    if (!cosigned.has(name)) find({ kind: 'not-cosigned', witness: name })
  for (const { size } of known)
    if (size > head.size) find({ kind: 'shorter-than-a-stored-checkpoint', size })
  for (const { size } of stored.filter((each) => signerOf(each, keys) === -1))
    find({ kind: 'stored-checkpoint-not-signed-by-the-key', size })
  const newest = [...cosigned.values()]
  return {
    ...{ ...counts, after, size: head.size, root: head.root, at: head.at },
    ...{ cosigned: newest, findings },
  }
}

/**
 * Whether positions are consecutive. The next line shows what a wrong one means: if some are missing the
 * count continues from it, if two are swapped it continues as before.
 */
function createPlaces(find: (finding: Finding) => void) {
  let expected = 0
  let wrong: { readonly expected: number; readonly found: number } | undefined

  /** Reports what the wrong position before this line was, and from where the count continues. */
  const settle = (next: number | undefined): void => {
    if (!wrong) return
    const place = { position: wrong.expected, found: wrong.found }
    wrong = undefined
    const isSwapped = next === place.position + 1 || next === place.position
    if (place.found > place.position && !isSwapped) {
      find({ kind: 'entries-missing', from: place.position, to: place.found - 1 })
      expected = place.found + 1
      return
    }
    find({ kind: 'entry-out-of-place', ...place })
    // Two neighbours swapped, or repeated entries: the count follows the lines.
    if (next === place.position) expected = next
    if (next === place.found + 1) expected = next
  }

  return {
    isExpected: (position: number): boolean => {
      const before = wrong
      settle(position)
      const isExpected = position === expected
      if (isExpected) expected += 1
      else {
        wrong = { expected, found: position }
        expected += 1
      }
      if (before && position === before.expected) expected = before.found + 1
      return isExpected
    },
    beginAt: (position: number): void => {
      expected = position
    },
    skip: (): void => {
      expected += 1
    },
    end: (): void => {
      settle(undefined)
    },
  }
}

const maxFindings = 100

/** An entry is in the tree a second after it was recorded; the receipt may have come a little later. */
const placedWithin = 60_000

/** Whether the first time is so many years before the second. */
const isBefore = (first: string, second: string, years: number): boolean => {
  const end = new Date(first)
  end.setUTCFullYear(end.getUTCFullYear() + years)
  return end <= new Date(second)
}
