import { createHash, verify } from 'node:crypto'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { toBase64 } from '#platform/base64.ts'
import type { Checkpoint, SaltedEntry } from './contract.ts'
import { canonicalJson } from '@sotevarmenne/kernel/canonical-json'
import { checkpointText, type TreeHead } from './domain/checkpoint.ts'
import type { Hash } from './domain/merkle.ts'

export const sha256: Hash = (bytes) => new Uint8Array(createHash('sha256').update(bytes).digest())

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

/** The bytes of a tree head that are signed. */
export const checkpointBytes = (head: TreeHead): Uint8Array =>
  new TextEncoder().encode(checkpointText(head, toBase64(head.root)))

/** Whether the checkpoint key (SPKI in DER; ECDSA with SHA-256) signed the tree head. */
export const isSigned = (checkpoint: Checkpoint, key: Uint8Array): boolean =>
  verify(
    'sha256',
    checkpointBytes(checkpoint),
    { key: Buffer.from(key), format: 'der', type: 'spki' },
    checkpoint.signature,
  )
