import { createHash } from 'node:crypto'
import { canonicalJson } from './domain/canonical-json.ts'
import { checkpointText, type TreeHead } from './domain/checkpoint.ts'
import type { Hash } from './domain/merkle.ts'

export const sha256: Hash = (octets) => new Uint8Array(createHash('sha256').update(octets).digest())

/**
 * The digest of an entry's content under its salt of 32 random octets. When both are erased, the digest tells nothing
 * about what they were, and the tree that holds it still verifies.
 */
export const entryDigest = (salt: Uint8Array, content: unknown): Uint8Array =>
  new Uint8Array(createHash('sha256').update(salt).update(canonicalJson(content), 'utf8').digest())

/** The octets of a head that are signed. */
export const checkpointOctets = (head: TreeHead): Uint8Array =>
  new TextEncoder().encode(checkpointText(head, Buffer.from(head.root).toString('base64')))
