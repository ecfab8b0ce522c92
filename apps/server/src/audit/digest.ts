import { createHash, verify } from 'node:crypto'
import { checkpointBytes } from '@sotevarmenne/issuing/checkpoint'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import type { Checkpoint, SaltedEntry } from './contract.ts'
import { canonicalJson } from '@sotevarmenne/kernel/canonical-json'

/**
 * SHA-256 over the salt of 32 random bytes and the entry as canonical JSON, its time in ISO 8601. When both
 * are erased, the digest reveals nothing about them, and the tree that contains it still verifies.
 */
export const entryDigest = ({ entry, salt }: SaltedEntry): Uint8Array =>
  new Uint8Array(
    createHash('sha256')
      .update(salt)
      .update(canonicalJson({ ...entry, at: formatInstant(entry.at) }), 'utf8')
      .digest(),
  )

/** Whether the checkpoint key (SPKI in DER; ECDSA with SHA-256) signed the tree head. */
export const isSigned = (checkpoint: Checkpoint, key: Uint8Array): boolean =>
  verify(
    'sha256',
    checkpointBytes(checkpoint),
    { key: Buffer.from(key), format: 'der', type: 'spki' },
    checkpoint.signature,
  )
