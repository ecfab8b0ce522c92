import { z } from 'zod'
import { relayTurnView } from './card-relay.ts'
import { defineEndpoint } from './endpoint.ts'
import {
  base64,
  dateText,
  id,
  instantText,
  lineText,
  pageLimit,
  refusalShown,
  pageCursor,
} from './values.ts'
import { definePermission } from './permission.ts'

const count = z.number().int().min(0)
const name = lineText({ max: 100 })

/** State of a station's reader, as the station reports it. */
export const readerState = z.enum([
  /** No card in it. */
  'empty',
  /** A card is in it, and there is nothing to produce. */
  'ready',
  'working',
  /** The card in it is finished, or is not a usable blank card: it must be taken out. */
  'take-out',
  /** The reader or the service does not respond. */
  'trouble',
])
export type ReaderState = z.infer<typeof readerState>

/** The progress of a card in production. */
export const productionStage = z.enum(['generating-keys', 'certifying', 'writing', 'reading-back'])
export type ProductionStage = z.infer<typeof productionStage>

export const reportReaders = defineEndpoint({
  method: 'POST',
  onRepeat: 'same-state',
  path: '/production/readers',
  permission: definePermission('cards.reportReaders', {
    roles: 'station',
    label: {
      fi: 'Aseman lukijoiden tila',
      sv: 'Läget för stationens läsare',
      en: 'State of a station’s readers',
    },
  }),
  summary:
    'A station reports the state of its readers and gets the number of waiting cards (stations)',
  input: z.object({
    /** The station's name, as the people beside it call it. */
    station: name,
    readers: z.array(z.object({ reader: name, state: readerState })).max(32),
  }),
  response: z.object({ waiting: count }),
})

export const openProduction = defineEndpoint({
  method: 'POST',
  onRepeat: 'new-session',
  path: '/production/relays',
  permission: definePermission('cards.openProduction', {
    roles: 'station',
    label: {
      fi: 'Kortin valmistus asemalla',
      sv: 'Tillverkning av kort vid station',
      en: 'Making a card at a station',
    },
  }),
  summary:
    'A blank card is in a reader: the service produces the next card on it by APDU relay (stations)',
  input: z.object({
    station: name,
    reader: name,
    atr: z
      .string()
      .regex(/^([0-9A-F]{2}){2,33}$/)
      .meta({ examples: ['3B80800101'] }),
  }),
  response: relayTurnView,
})

/** The outcome of such a relay: the card that was produced from the blank card. */
export const productionOutcome = z.object({ cardId: id, chipSerial: z.string() })
export type ProductionOutcome = z.infer<typeof productionOutcome>

/**
 * The print of a card: both sides as one PDF, a page for each, and each as a picture of 300 dots an inch.
 */
export const printedCardView = z.object({
  pdf: base64,
  front: base64,
  back: base64,
  /**
   * Address lines of the envelope, for a card that is posted to its holder; absent for one that goes to its
   * point.
   */
  sendTo: z.array(z.string()).optional(),
})

export const fetchPrint = defineEndpoint({
  method: 'GET',
  path: '/production/cards/:cardId/print',
  permission: definePermission('cards.fetchPrint', {
    roles: 'station',
    label: {
      fi: 'Kortin painotietojen haku',
      sv: 'Hämtning av kortets tryckdata',
      en: 'Fetching what is printed on a card',
    },
  }),
  summary: 'What the printer puts on a card that was produced at the station (stations)',
  input: z.object({ cardId: id }),
  response: printedCardView,
})

export const viewProduction = defineEndpoint({
  method: 'GET',
  path: '/operations/production',
  permission: definePermission('cards.viewProduction', {
    roles: ['caseOfficer', 'auditor', 'caOfficer'],
    label: {
      fi: 'Valmistuksen katselu',
      sv: 'Visning av tillverkningen',
      en: 'Viewing production',
    },
  }),
  summary: 'Queue, readers of the stations, rate and failures of production',
  input: z.object({}),
  response: z.object({
    at: instantText,
    /** Cards that wait for a blank card, including those with an attempt to be repeated. */
    waiting: count,
    waitingSince: instantText.optional(),
    running: z.array(
      z.object({
        cardId: id,
        /** Absent for a card that the service produces in a reader of its own. */
        station: z.string().optional(),
        reader: z.string().optional(),
        stage: productionStage,
        since: instantText,
      }),
    ),
    readers: z.array(
      z.object({ station: z.string(), reader: z.string(), state: readerState, at: instantText }),
    ),
    /** Cards produced in each of the last sixty minutes, the oldest first. */
    producedByMinute: z.array(count),
    /**
     * From the start to the end of the production attempt, over the last hour; absent when none was produced.
     */
    secondsPerCard: z.number().optional(),
    failures: z.array(
      z.object({
        cardId: id,
        at: instantText,
        tries: count,
        /** No further blank card is used until somebody allows it. */
        isFinal: z.boolean(),
        findings: z.array(refusalShown),
      }),
    ),
  }),
})
export type ProductionView = z.infer<typeof viewProduction.response>

export const retryProduction = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/operations/production/:cardId/retry',
  permission: definePermission('cards.retryProduction', {
    roles: ['caseOfficer'],
    label: {
      fi: 'Valmistuksen uusiminen',
      sv: 'Nytt försök att tillverka kort',
      en: 'Trying production again',
    },
  }),
  summary: 'Allows up to three further blank cards for a card whose production failed',
  input: z.object({ cardId: id }),
  response: z.object({}),
})

/** Why a letter did not go with its batch: no address without the register, not written, or not accepted. */
export const leftBehindBecause = z.enum([
  'register-unavailable',
  'not-written',
  'refused-by-bureau',
])
export type LeftBehind = z.infer<typeof leftBehindBecause>

/** Letters to the card and letter bureau: they go in batches, each acknowledged by its manifest. */
export const lettersView = z.object({
  at: instantText,
  /** Letters of the days to come. */
  planned: z.array(z.object({ day: dateText, letters: count })),
  /** Letters that are due and not sent yet; of these, those that could not go with their batch, by reason. */
  waiting: z.object({
    letters: count,
    leftBehind: z.record(leftBehindBecause, count),
  }),
  batches: z.array(
    z.object({
      batchId: id,
      day: dateText,
      letters: count,
      formedAt: instantText,
      state: z.enum(['open', 'accepted']),
      /** For an open one, if its last attempt failed. */
      tried: z
        .object({
          at: instantText,
          trouble: z.enum(['bureau-unavailable', 'bureau-refused']),
        })
        .optional(),
      acceptedAt: instantText.optional(),
      /** SHA-256 of the manifest, hexadecimal: the bureau can be asked about it. */
      manifestDigest: z.string().optional(),
    }),
  ),
  nextCursor: z.string().optional(),
})
export type LettersView = z.infer<typeof lettersView>

export const viewLetters = defineEndpoint({
  method: 'GET',
  path: '/operations/letters',
  permission: definePermission('cards.viewLetters', {
    roles: ['caseOfficer', 'auditor', 'caOfficer'],
    label: {
      fi: 'Kirje-erien katselu',
      sv: 'Visning av brevpartier',
      en: 'Viewing letter batches',
    },
  }),
  summary:
    'Activation letters on their way to the card and letter bureau: planned, waiting, and batches, newest first',
  input: z.object({
    cursor: pageCursor.optional(),
    limit: pageLimit,
  }),
  response: lettersView,
})

export const retryLetters = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/operations/letters/retry',
  permission: definePermission('cards.retryLetters', {
    roles: ['caseOfficer'],
    label: {
      fi: 'Kirjeiden lähetyksen uusiminen',
      sv: 'Nytt försök att skicka brev',
      en: 'Trying to send letters again',
    },
  }),
  summary: 'Sends at once the letters that were not sent on their day',
  input: z.object({}),
  response: z.object({}),
})
