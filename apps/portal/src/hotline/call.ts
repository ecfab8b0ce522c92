import type { HotlineHolderView, HotlineCallView } from '@sotevarmenne/api/hotline'

/** A call from its beginning on. */
export type Begun = { readonly callId: string; readonly beganAt: string }

/** A call that has ended, with the holder whom the agent saw. */
export type Ended = {
  readonly call: HotlineCallView
  readonly holder: HotlineHolderView | undefined
}
