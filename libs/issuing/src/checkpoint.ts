import { createHash } from 'node:crypto'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import type { Hash } from './domain/merkle.ts'
import type { TreeHead } from './domain/tree-head.ts'

/**
 * The bytes of a tree head that are signed, in the form of C2SP tlog-checkpoint, so that third-party tools
 * can read them: origin, size, root in base64, and our line with the time.
 */
export const checkpointBytes = ({ size, root, at }: TreeHead): Uint8Array =>
  new Uint8Array(
    Buffer.from(
      [
        'sotevarmenne/audit',
        String(size),
        Buffer.from(root).toString('base64'),
        formatInstant(at),
        '',
      ].join('\n'),
    ),
  )

/** SHA-256, the hash of the tree. */
export const sha256: Hash = (bytes) => new Uint8Array(createHash('sha256').update(bytes).digest())
