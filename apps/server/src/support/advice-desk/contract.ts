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

/**
 * The advice desk looked for a person or an organisation and found nothing (R657). What was typed is not stored: its keyed
 * digest tells whether it was the same.
 */
export type AdviceDeskSought = {
  readonly type: 'AdviceDeskSought'
  readonly by: 'identity-code' | 'card-number' | 'order' | 'name'
  /** HMAC-SHA-256 of what was typed, without spaces, hex. */
  readonly digest: string
  readonly reason: CallerAtAdviceDesk
  readonly text: string
}
