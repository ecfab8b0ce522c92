import type { IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { Result } from '@sotevarmenne/kernel/result'
import type { Address } from '#people/persons/contract.ts'
import type { Language } from '#platform/texts.ts'

export type MessageWords = { readonly title: string; readonly text: string }

/** A message to one person. `externalId`: the same message again is accepted once. */
export type ElectronicMessage = MessageWords & {
  readonly externalId: string
  readonly identityCode: IdentityCode
}

/** The letter for the case that the mailbox is not in use. */
export type LetterToSend = {
  readonly recipient: string
  readonly address: Address
  readonly pdf: Uint8Array
}

/** No usable response now; a retry may help. Nothing of the message is in it. */
export type MessagesUnavailable = {
  readonly kind: 'messages-unavailable'
  readonly because: string
}

type Rejected = { readonly kind: 'rejected' }

/** One event of Suomi.fi Messages. */
export type MessageEvent = {
  readonly type: string
  readonly at: Instant
  /** Absent for messages that people write to the service. */
  readonly externalId?: string
}

export type PageOfMessageEvents = {
  readonly events: readonly MessageEvent[]
  /** Events that could not be parsed; they do not block the others. */
  readonly unreadable: number
  /** How many the service sent, readable or not: none means that there is nothing new. */
  readonly received: number
  readonly continuationToken: string | undefined
}

/** Suomi.fi Messages. Called outside transactions. */
export type MessagesService = {
  readonly hasMailbox: (identityCode: IdentityCode) => Promise<Result<boolean, MessagesUnavailable>>
  readonly sendElectronic: (
    message: ElectronicMessage,
  ) => Promise<
    Result<void, { readonly kind: 'mailbox-not-in-use' } | Rejected | MessagesUnavailable>
  >
  /** On paper when the mailbox is not in use. */
  readonly sendByEither: (
    message: ElectronicMessage,
    paper: LetterToSend,
  ) => Promise<Result<void, Rejected | MessagesUnavailable>>
  /** Events after the token, or all of the last 60 days. */
  readonly readEvents: (
    continuationToken: string | undefined,
  ) => Promise<
    Result<PageOfMessageEvents, { readonly kind: 'token-refused' } | MessagesUnavailable>
  >
}

/** A page with the words of a message, for the post. */
export type RenderLetter = (
  message: MessageWords & { readonly language: Language; readonly at: Instant },
) => Promise<Uint8Array>
