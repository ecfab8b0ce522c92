import { formatInstant, type Instant } from '@sotevarmenne/kernel/instant'

/** A tree head with its time. */
export type TreeHead = { readonly size: number; readonly root: Uint8Array; readonly at: Instant }

/**
 * The text that is signed, in the form of C2SP tlog-checkpoint, so that third-party tools can read it:
 * origin, size, root in base64, and our line with the time.
 */
export const checkpointText = (head: TreeHead, rootBase64: string): string =>
  ['sotevarmenne/audit', String(head.size), rootBase64, formatInstant(head.at), ''].join('\n')
