import type {
  Checkpoint as CheckpointShown,
  ProvenEntry as ProvenEntryShown,
  AuditEntry as AuditEntryShown,
} from '@sotevarmenne/api/audit'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import type { Checkpoint, ProvenEntry, AuditEntry } from '../contract.ts'

export const showEntry = ({ at, about, facts, ...entry }: AuditEntry): AuditEntryShown => ({
  ...entry,
  at: formatInstant(at),
  ...(about && { about: { ...about } }),
  facts: { ...facts },
})

export const showCheckpoint = ({ size, root, at, signature }: Checkpoint): CheckpointShown => ({
  size,
  root: base64(root),
  at: formatInstant(at),
  signature: base64(signature),
})

export const showProven = ({ entry, salt, position, path }: ProvenEntry): ProvenEntryShown => ({
  position,
  entry: showEntry(entry),
  salt: base64(salt),
  path: path.map(base64),
})

export const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
