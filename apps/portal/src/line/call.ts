import type { HolderOnTheLine, LineCall } from '@sotevarmenne/api/revocation-line'

/** A call from its beginning on. */
export type Begun = { readonly callId: string; readonly beganAt: string }

/** A call that was ended, with the holder whom the agent saw. */
export type Ended = { readonly call: LineCall; readonly holder: HolderOnTheLine | undefined }
