import type { CallerAtAdviceDesk } from '@sotevarmenne/api/advice-desk'

/** A person, an organisation or one of its members was shown to the advice desk; `reason`: who called. */
export type AdviceDeskViewed = {
  readonly type: 'AdviceDeskViewed'
  readonly about?: { readonly personId: string }
  readonly organisationId?: string
  readonly reason: CallerAtAdviceDesk
  /** What the call was about, or its reference. */
  readonly text: string
}
