import { hasDoubledMember } from './doubled-members.ts'
import type { Checkpoint, SignedHead } from './tree.ts'

/** The kinds of lines in an export; see `exportAuditLog` in the API's description. */
export type Line =
  | {
      readonly kind: 'opening'
      /** The size from which the export continues. */
      readonly after: number
      /** Positions below it have a digest only. */
      readonly erased: number
      readonly head: Checkpoint
    }
  | {
      readonly kind: 'leaf'
      readonly position: number
      readonly digest: Buffer
      readonly content: { readonly salt: Buffer; readonly entry: Entry } | undefined
    }
  | {
      readonly kind: 'head'
      readonly checkpoint: Checkpoint
      readonly edge: readonly Buffer[] | undefined
      /** A signed note, for witnesses. */
      readonly note: string | undefined
    }
  | { readonly kind: 'unreadable' }

export type Entry = { readonly at: string; readonly type: string; readonly facts: Members }

type Members = { readonly [name: string]: unknown }

/** Parses one line; anything malformed is unreadable, and so are unknown and doubled members. */
export function parseLine(text: string): Line {
  const line = parseMembers(text)
  if (line === undefined) return unreadable
  if (line['auditLog'] !== undefined) return openingOf(line)
  if (line['checkpoint'] !== undefined) return headOf(line)
  return leafOf(line)
}

const unreadable = { kind: 'unreadable' } as const

/** A checkpoint as `{"checkpoint": …}`, on a line of its own. */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  const line = parseMembers(text)
  return line && hasOnly(line, 'checkpoint') ? checkpointOf(line['checkpoint']) : undefined
}

/** A line of the signer's own log of heads: time, size, and the root in hexadecimal. */
export function parseSignedHead(text: string): SignedHead | undefined {
  const [, at, size, root = ''] = /^(\S+) (\d{1,15}) ([0-9a-f]{64})$/.exec(text) ?? []
  if (!isTime(at)) return undefined
  return { size: Number(size), root: Buffer.from(root, 'hex').toString('base64'), at }
}

/** An entry that a process announced to the signer when it had recorded it. */
export type Receipt = { readonly at: string; readonly entryId: string; readonly digest: string }

/** A line of the signer's receipts: number, time, entry, and the digest in hexadecimal. */
export function parseReceipt(text: string): Receipt | undefined {
  const [, at, entryId = '', digest = ''] =
    /^\d{1,15} (\S+) ([0-9a-f-]{36}) ([0-9a-f]{64})$/.exec(text) ?? []
  return isTime(at) ? { at, entryId, digest } : undefined
}

/** An entry with its proof, as `own/audit-log` and `audit-log/entries/…` return it. */
export type ProvenEntry = {
  readonly position: number
  readonly entry: Entry
  readonly salt: Buffer
  readonly path: readonly Buffer[]
}

export function parseProven(proven: unknown): ProvenEntry | undefined {
  if (!isMembers(proven) || !hasOnly(proven, 'position', 'entry', 'salt', 'path')) return undefined
  const { position, entry, salt, path } = proven
  const siblings = hashesOf(path)
  const bytes = saltOf(salt)
  if (!isSize(position) || !isEntry(entry) || !bytes || !siblings) return undefined
  return { position, entry, salt: bytes, path: siblings }
}

export function checkpointOf(value: unknown): Checkpoint | undefined {
  if (!isMembers(value) || !hasOnly(value, 'size', 'root', 'at', 'signature')) return undefined
  const { size, root, at, signature } = value
  return isSize(size) &&
    hashOf(root) !== undefined &&
    isTime(at) &&
    bytesOf(signature) !== undefined
    ? { size, root: String(root), at, signature: String(signature) }
    : undefined
}

/** The object in the text; undefined when there is none, or any object in it has a member twice. */
export function parseMembers(text: string): Members | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isMembers(value) && !hasDoubledMember(text, value) ? value : undefined
  } catch {
    return undefined
  }
}

function openingOf(line: Members): Line {
  const opening = line['auditLog']
  if (!hasOnly(line, 'auditLog') || !isMembers(opening)) return unreadable
  if (!hasOnly(opening, 'format', 'after', 'erased', 'head')) return unreadable
  const { format, after, erased, head } = opening
  const checkpoint = checkpointOf(head)
  return format === 1 && isSize(after) && isSize(erased) && checkpoint
    ? { kind: 'opening', after, erased, head: checkpoint }
    : unreadable
}

function headOf(line: Members): Line {
  const { checkpoint, edge, note } = line
  const read = checkpointOf(checkpoint)
  const hashes = edge === undefined ? undefined : hashesOf(edge)
  if (note !== undefined && typeof note !== 'string') return unreadable
  if (!hasOnly(line, 'checkpoint', 'edge', 'note') || !read || (edge !== undefined && !hashes))
    return unreadable
  return { kind: 'head', checkpoint: read, edge: hashes, note }
}

function leafOf(line: Members): Line {
  const { position, digest: text, salt, entry } = line
  const digest = hashOf(text)
  if (!hasOnly(line, 'position', 'digest', 'salt', 'entry') || !isSize(position) || !digest)
    return unreadable
  const leaf = { kind: 'leaf', position, digest } as const
  if (salt === undefined && entry === undefined) return { ...leaf, content: undefined }
  const bytes = saltOf(salt)
  return bytes && isEntry(entry) ? { ...leaf, content: { salt: bytes, entry } } : unreadable
}

/** Bytes in base64 of the one form that encodes them; other forms could hide a change. */
function bytesOf(value: unknown): Buffer | undefined {
  if (typeof value !== 'string') return undefined
  const bytes = Buffer.from(value, 'base64')
  return bytes.toString('base64') === value ? bytes : undefined
}

function hashOf(value: unknown): Buffer | undefined {
  const bytes = bytesOf(value)
  return bytes?.length === 32 ? bytes : undefined
}

/**
 * A salt has 32 bytes: with another length it could include the beginning of what follows it in the digest.
 */
const saltOf = hashOf

function hashesOf(value: unknown): readonly Buffer[] | undefined {
  if (!Array.isArray(value)) return undefined
  const hashes = value.flatMap((each: unknown) => hashOf(each) ?? [])
  return hashes.length === value.length ? hashes : undefined
}

export const hasOnly = (members: Members, ...names: readonly string[]): boolean =>
  Object.keys(members).every((name) => names.includes(name))

/** ISO 8601 to the millisecond, in UTC. */
const isTime = (value: unknown): value is string => {
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return !Number.isNaN(at) && new Date(at).toISOString() === value
}

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isSize = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0

const isEntry = (value: unknown): value is Entry =>
  isMembers(value) &&
  typeof value['at'] === 'string' &&
  typeof value['type'] === 'string' &&
  isMembers(value['facts'])
