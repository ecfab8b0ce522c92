import type { Checkpoint } from './tree.ts'

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
    }
  | { readonly kind: 'unreadable' }

export type Entry = { readonly at: string; readonly type: string; readonly facts: Members }

type Members = { readonly [name: string]: unknown }

/** Parses one line; anything malformed is unreadable. */
export function parseLine(text: string): Line {
  const line = parseMembers(text)
  if (line === undefined) return { kind: 'unreadable' }
  if (isMembers(line['auditLog'])) return openingOf(line['auditLog'])
  if (line['checkpoint'] !== undefined) return headOf(line)
  return leafOf(line)
}

/** A checkpoint as `{"checkpoint": …}`, on a line of its own. */
export function parseCheckpoint(text: string): Checkpoint | undefined {
  return checkpointOf(parseMembers(text)?.['checkpoint'])
}

/** An entry with its proof, as `own/audit-log` and `audit-log/entries/…` return it. */
export type ProvenEntry = {
  readonly position: number
  readonly entry: Entry
  readonly salt: Buffer
  readonly path: readonly Buffer[]
}

export function parseProven(proven: unknown): ProvenEntry | undefined {
  if (!isMembers(proven)) return undefined
  const { position, entry, salt, path } = proven
  const siblings = hashesOf(path)
  const bytes = saltOf(salt)
  if (!isSize(position) || !isEntry(entry) || !bytes || !siblings) return undefined
  return { position, entry, salt: bytes, path: siblings }
}

export function checkpointOf(value: unknown): Checkpoint | undefined {
  if (!isMembers(value)) return undefined
  const { size, root, at, signature } = value
  return isSize(size) &&
    typeof root === 'string' &&
    typeof at === 'string' &&
    typeof signature === 'string'
    ? { size, root, at, signature }
    : undefined
}

export function parseMembers(text: string): Members | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isMembers(value) ? value : undefined
  } catch {
    return undefined
  }
}

function openingOf({ format, after, erased, head }: Members): Line {
  const checkpoint = checkpointOf(head)
  return format === 1 && isSize(after) && isSize(erased) && checkpoint
    ? { kind: 'opening', after, erased, head: checkpoint }
    : { kind: 'unreadable' }
}

function headOf({ checkpoint, edge }: Members): Line {
  const read = checkpointOf(checkpoint)
  const hashes = edge === undefined ? undefined : hashesOf(edge)
  if (!read || (edge !== undefined && !hashes)) return { kind: 'unreadable' }
  return { kind: 'head', checkpoint: read, edge: hashes }
}

function leafOf({ position, digest, salt, entry }: Members): Line {
  if (!isSize(position) || typeof digest !== 'string') return { kind: 'unreadable' }
  const leaf = { kind: 'leaf', position, digest: Buffer.from(digest, 'base64') } as const
  if (salt === undefined && entry === undefined) return { ...leaf, content: undefined }
  const bytes = saltOf(salt)
  return bytes && isEntry(entry)
    ? { ...leaf, content: { salt: bytes, entry } }
    : { kind: 'unreadable' }
}

/**
 * A salt has 32 bytes: with another length it could include the beginning of what follows it in the digest.
 */
function saltOf(value: unknown): Buffer | undefined {
  const bytes = typeof value === 'string' ? Buffer.from(value, 'base64') : undefined
  return bytes?.length === 32 ? bytes : undefined
}

function hashesOf(value: unknown): readonly Buffer[] | undefined {
  if (!Array.isArray(value)) return undefined
  const hashes = value.flatMap((each: unknown) =>
    typeof each === 'string' ? [Buffer.from(each, 'base64')] : [],
  )
  return hashes.length === value.length ? hashes : undefined
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
