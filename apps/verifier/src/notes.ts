import { createPublicKey, hash, verify, type KeyObject } from 'node:crypto'

/**
 * Signed notes and cosignatures, written independently from C2SP signed-note, tlog-checkpoint and
 * tlog-cosignature.
 */

/** Ed25519 alone; a log signs with type 1, a witness with type 4. */
export type NoteKey = {
  readonly name: string
  /** Four bytes. */
  readonly id: Buffer
  readonly type: number
  readonly key: KeyObject
}

/** `name+id+base64`. Throws when it is malformed. */
export function readNoteKey(text: string): NoteKey {
  const [name = '', hex = '', base64 = '', ...more] = splitFew(text.trim())
  const material = Buffer.from(base64, 'base64')
  const id = hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), material]), 'buffer').subarray(
    0,
    4,
  )
  if (more.length > 0 || material.length !== 33 || id.toString('hex') !== hex)
    throw new Error(`not a verifier key (name+id+base64): ${text.trim()}`)
  const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), material.subarray(1)])
  const key = createPublicKey({ key: spki, format: 'der', type: 'spki' })
  return { name, id, type: material[0] ?? 0, key }
}

/** Base64 may contain a plus sign, a name and an id do not. */
function splitFew(text: string): readonly string[] {
  const first = text.indexOf('+')
  const second = text.indexOf('+', first + 1)
  return first < 1 || second === -1
    ? []
    : [text.slice(0, first), text.slice(first + 1, second), text.slice(second + 1)]
}

export type ReadNote = {
  /** Whether it is the checkpoint of this log, with this size and root, and its key signed it. */
  readonly isOfLog: boolean
  /** By the witness's name: when it signed, in milliseconds; undefined where its line is wrong. */
  readonly cosigned: ReadonlyMap<string, number | undefined>
}

/** Reads a note that goes with a checkpoint. Lines by unknown keys are passed over, as the format says. */
export function readNote(
  note: string,
  { size, root }: { readonly size: number; readonly root: string },
  { log, witnesses }: { readonly log: NoteKey; readonly witnesses: readonly NoteKey[] },
): ReadNote {
  const text = `${log.name}\n${size}\n${root}\n`
  const lines = note.startsWith(`${text}\n`) ? note.slice(text.length + 1).split('\n') : []
  const signatureBy = (key: NoteKey): Buffer | undefined => {
    for (const line of lines) {
      const [mark, name, base64 = '', ...more] = line.split(' ')
      const bytes = Buffer.from(base64, 'base64')
      if (mark !== '—' || more.length > 0 || name !== key.name) continue
      if (bytes.subarray(0, 4).equals(key.id)) return bytes.subarray(4)
    }
    return undefined
  }
  const own = signatureBy(log)
  const cosigned = new Map<string, number | undefined>()
  for (const witness of witnesses) {
    const signature = signatureBy(witness)
    if (signature) cosigned.set(witness.name, timeOf(text, signature, witness))
  }
  return { isOfLog: own !== undefined && isSigned(text, own, log), cosigned }
}

function timeOf(text: string, signature: Buffer, witness: NoteKey): number | undefined {
  if (signature.length !== 72) return undefined
  const seconds = signature.readBigUInt64BE(0)
  const message = `cosignature/v1\ntime ${seconds}\n${text}`
  return isSigned(message, signature.subarray(8), witness) ? Number(seconds) * 1000 : undefined
}

const isSigned = (text: string, signature: Buffer, { key }: NoteKey): boolean =>
  signature.length === 64 && verify(null, Buffer.from(text), key, signature)
