import type { CheckpointView, ProvenEntryView, AuditEntryView } from '@sotevarmenne/api/audit'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { toBase64 } from '#platform/base64.ts'
import type { Checkpoint, ProvenEntry, AuditEntry } from '../contract.ts'

export const showEntry = ({ at, about, facts, ...entry }: AuditEntry): AuditEntryView => ({
  ...entry,
  at: formatInstant(at),
  ...(about && { about: { ...about } }),
  facts: { ...facts },
})

export const showCheckpoint = ({ size, root, at, signature }: Checkpoint): CheckpointView => ({
  size,
  root: toBase64(root),
  at: formatInstant(at),
  signature: toBase64(signature),
})

export const showProven = ({ entry, salt, position, path }: ProvenEntry): ProvenEntryView => ({
  position,
  entry: showEntry(entry),
  salt: toBase64(salt),
  path: path.map(toBase64),
})
