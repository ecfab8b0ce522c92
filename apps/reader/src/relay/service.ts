import { openRelay, takeRelayTurn, type RelayTurn } from '@sotevarmenne/api/card-relay'
import { renewCodeOnCard } from '@sotevarmenne/api/cards'
import { minute } from '@sotevarmenne/kernel/instant'
import type { Result } from '@sotevarmenne/kernel/result'
import type { Language } from '@sotevarmenne/pages/languages'
import type { CardTurn } from '@sotevarmenne/smartcard/play-turns'
import type { z } from 'zod'
import { askService, type ServiceRefusal } from '../ask-service.ts'

type Turn = Promise<Result<RelayTurn, ServiceRefusal>>

/** How the service comes to speak to the card that is in a reader here. */
export type RelayService = {
  /** With the ticket that the portal was given. */
  readonly open: (asked: z.input<typeof openRelay.input>, language: Language) => Turn
  /** With the proof that somebody here has the code of a new letter. */
  readonly renewCode: (asked: z.input<typeof renewCodeOnCard.input>, language: Language) => Turn
  readonly takeTurn: (turn: CardTurn, language: Language) => Turn
}

/** The service may ask its signer between two turns, and write what it did. */
const timeLimit = minute

/** The service over HTTP, at its base address. */
export const relayServiceAt = (serviceUrl: string): RelayService => ({
  open: (input, language) => askService(serviceUrl, openRelay, { input, language, timeLimit }),
  renewCode: (input, language) =>
    askService(serviceUrl, renewCodeOnCard, { input, language, timeLimit }),
  takeTurn: (input, language) =>
    askService(serviceUrl, takeRelayTurn, { input, language, timeLimit }),
})
