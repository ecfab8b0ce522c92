import { openRelay, takeRelayTurn, type RelayTurnView } from '@sotevarmenne/api/card-relay'
import { renewCodeOnCard } from '@sotevarmenne/api/cards'
import { minute } from '@sotevarmenne/kernel/instant'
import type { Result } from '@sotevarmenne/kernel/result'
import type { Language } from '@sotevarmenne/pages/languages'
import type { CardTurn } from '@sotevarmenne/smartcard/relay-apdus'
import type { z } from 'zod'
import { requestService, type ServiceRefusal } from '../request-service.ts'

type Turn = Promise<Result<RelayTurnView, ServiceRefusal>>

/** How the service communicates with the card in a reader here. */
export type RelayService = {
  /** With the ticket that the portal received. */
  readonly open: (requested: z.input<typeof openRelay.input>, language: Language) => Turn
  /** With the proof that somebody here has the code of a new letter. */
  readonly renewCode: (requested: z.input<typeof renewCodeOnCard.input>, language: Language) => Turn
  readonly takeTurn: (turn: CardTurn, language: Language) => Turn
}

/** Between two turns the service may call its signer and write to its database. */
const timeLimit = minute

/** Of a turn: the card can't be begun again, and another process of the service goes on with it. */
const maxAttempts = 4

/** The service over HTTP, at its base address. */
export const relayServiceAt = (serviceUrl: string): RelayService => ({
  open: (input, language) => requestService(serviceUrl, openRelay, { input, language, timeLimit }),
  renewCode: (input, language) =>
    requestService(serviceUrl, renewCodeOnCard, { input, language, timeLimit }),
  takeTurn: (input, language) =>
    requestService(serviceUrl, takeRelayTurn, { input, language, timeLimit, maxAttempts }),
})
