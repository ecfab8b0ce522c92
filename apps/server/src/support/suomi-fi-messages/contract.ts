import type { MessageState } from './domain/message-state.ts'

type About = { readonly personId: string }

/** Suomi.fi Messages accepted the message. `either`: on paper when the mailbox is not in use. */
export type SuomiFiMessageAccepted = {
  readonly type: 'SuomiFiMessageAccepted'
  readonly about: About
  readonly noticeId: string
  readonly channel: 'electronic' | 'either'
}

/** A state that Suomi.fi Messages recorded. */
export type SuomiFiMessageStateRead = {
  readonly type: 'SuomiFiMessageStateRead'
  readonly about: About
  readonly noticeId: string
  readonly state: MessageState
}

/** Neither the mailbox nor the post brought the message to the person. */
export type SuomiFiMessageUndelivered = {
  readonly type: 'SuomiFiMessageUndelivered'
  readonly about: About
  readonly noticeId: string
  readonly because: Undelivered
}

/**
 * `no-letter`: the mailbox is not in use, and there is no address to which a letter may go (non-disclosure, or
 * none in the population register), or the operator has no contract for printing. `rejected`: Suomi.fi
 * Messages does not accept the message. `came-back`: the post returned it, or could not say where it is.
 */
export type Undelivered = 'no-letter' | 'rejected' | 'came-back'
