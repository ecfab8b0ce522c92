import type { Instant } from '@sotevarmenne/kernel/instant'

/** A tree head of the audit log with its time; the root has 32 bytes. */
export type TreeHead = { readonly size: number; readonly root: Uint8Array; readonly at: Instant }
