/** States of a message: our own until Suomi.fi Messages has it, then what its events say. */
export const messageStates = [
  'planned',
  'accepted',
  'created',
  'sent-to-print',
  'read',
  'receipt-confirmed',
  'came-back',
  'undelivered',
] as const
export type MessageState = (typeof messageStates)[number]

/** The channel that Suomi.fi Messages chose, once its first event says so. */
export type DeliveredBy = 'electronic' | 'paper'

type Said = { readonly state: MessageState; readonly by: DeliveredBy }

/** Events of `GET /v2/events`, by their type; others say nothing about a message of ours. */
const saidBy: { readonly [type: string]: Said } = {
  'Electronic message created': { state: 'created', by: 'electronic' },
  'Electronic message read': { state: 'read', by: 'electronic' },
  'Receipt confirmed': { state: 'receipt-confirmed', by: 'electronic' },
  'Paper mail created': { state: 'created', by: 'paper' },
  'Sent for printing and enveloping': { state: 'sent-to-print', by: 'paper' },
  'Posti: receipt confirmed': { state: 'receipt-confirmed', by: 'paper' },
  'Posti: returned to sender': { state: 'came-back', by: 'paper' },
  'Posti: unresolved': { state: 'came-back', by: 'paper' },
}

export const stateOfEvent = (type: string): Said | undefined =>
  Object.hasOwn(saidBy, type) ? saidBy[type] : undefined

/** Events arrive in any order and more than once: a state is never replaced by an earlier one. */
export const isLater = (state: MessageState, than: MessageState): boolean =>
  messageStates.indexOf(state) > messageStates.indexOf(than)
