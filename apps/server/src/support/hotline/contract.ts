import type {
  CallerIdentity,
  CallerKind,
  CallOutcome,
  FollowUpResult,
  FollowUpState,
  Happening,
} from '@sotevarmenne/api/revocation-line'
import type { Brand } from '@sotevarmenne/kernel/brand'

declare module '#platform/permit.ts' {
  interface Permissions {
    hotline:
      | 'revocationLine.findHolder'
      | 'revocationLine.takeCall'
      | 'revocationLine.viewCalls'
      | 'revocationLine.noteFollowUp'
      | 'revocationLine.forgetCaller'
  }
}

/** One call, from the moment at which the agent’s page began it. UUID. */
export type CallId = Brand<string, 'CallId'>

/** What a caller is told to keep: eight digits, the last one a check. */
export type CallReference = Brand<string, 'CallReference'>

/** A person was shown to an agent. */
export type HolderSought = {
  readonly type: 'HolderSought'
  readonly about: { readonly personId: string }
}

export type CallTaken = {
  readonly type: 'CallTaken'
  /** The holder, where one was found. */
  readonly about?: { readonly personId: string }
  readonly callId: CallId
  readonly reference: CallReference
  readonly caller: CallerKind
  readonly identity: CallerIdentity
  readonly outcome: CallOutcome
  readonly happened?: Happening
  readonly followUp: FollowUpState
}

export type CallFollowedUp = {
  readonly type: 'CallFollowedUp'
  readonly about: { readonly personId: string }
  readonly callId: CallId
  readonly result: FollowUpResult
}

/** Somebody looked at a call that concerns the holder. */
export type CallViewed = {
  readonly type: 'CallViewed'
  readonly about?: { readonly personId: string }
  readonly callId: CallId
}

/** What was told of the caller was erased. */
export type CallerForgotten = { readonly type: 'CallerForgotten'; readonly callId: CallId }
