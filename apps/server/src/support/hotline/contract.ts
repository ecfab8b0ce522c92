import type {
  CallerIdentity,
  CallerKind,
  CallOutcome,
  FollowUpResult,
  FollowUpState,
  Happening,
} from '@sotevarmenne/api/hotline'
import type { Brand } from '@sotevarmenne/kernel/brand'
import type { UsedSettings } from '#settings/contract.ts'

/** One call, from the moment at which the agent’s page began it. UUID. */
export type CallId = Brand<string, 'CallId'>

/** Reference number for the caller: eight digits, the last one a check digit. */
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
  /** Absent up to version 0.2.0. */
  readonly settings?: UsedSettings
}

export type CallFollowedUp = {
  readonly type: 'CallFollowedUp'
  readonly about: { readonly personId: string }
  readonly callId: CallId
  readonly result: FollowUpResult
}

/** Somebody viewed a call that concerns the holder. */
export type CallViewed = {
  readonly type: 'CallViewed'
  readonly about?: { readonly personId: string }
  readonly callId: CallId
}

/** The data about the caller were erased. */
export type CallerForgotten = { readonly type: 'CallerForgotten'; readonly callId: CallId }
