import { z } from 'zod'
import { relayTurn } from './card-relay.ts'
import { defineEndpoint } from './endpoint.ts'
import { base64, dateText, id, instantText, refusalShown } from './values.ts'

const count = z.number().int().min(0)
const name = z.string().trim().min(1).max(100)

/** How a reader of a station stands, as the station says. */
export const readerState = z.enum([
  /** No card lies in it. */
  'empty',
  /** A card lies in it and there is nothing to make. */
  'ready',
  'working',
  /** The card in it is done, or is no blank that may be used: it is to be taken out. */
  'take-out',
  /** It does not answer, or the service does not. */
  'trouble',
])
export type ReaderState = z.infer<typeof readerState>

/** How far a card that is being made has come. */
export const productionStage = z.enum(['making-keys', 'certifying', 'writing', 'reading-back'])
export type ProductionStage = z.infer<typeof productionStage>

export const reportReaders = defineEndpoint({
  method: 'POST',
  path: '/production/readers',
  summary: 'A station says how its readers stand, and hears how many cards wait (stations)',
  input: z.object({
    /** What the people beside it call it. */
    station: name,
    readers: z.array(z.object({ reader: name, state: readerState })).max(32),
  }),
  answer: z.object({ waiting: count }),
})

export const openProduction = defineEndpoint({
  method: 'POST',
  path: '/production/relays',
  summary: 'A blank lies in a reader: the service makes the next card of it, in turns (stations)',
  input: z.object({
    station: name,
    reader: name,
    atr: z.string().regex(/^([0-9A-F]{2}){2,33}$/),
  }),
  answer: relayTurn,
})

/** The outcome of such a relay: which card the blank has become. */
export const productionOutcome = z.object({ cardId: id, chipSerial: z.string() })
export type ProductionOutcome = z.infer<typeof productionOutcome>

/** What is printed on a card: both sides as one PDF, a page for each, and each as a picture of 300 dots an inch. */
export const printedCard = z.object({
  pdf: base64,
  front: base64,
  back: base64,
  /** The lines of the envelope of a card that goes by post to its holder; absent of one that goes to its point. */
  sendTo: z.array(z.string()).optional(),
})

export const fetchPrint = defineEndpoint({
  method: 'GET',
  path: '/production/cards/:cardId/print',
  summary: 'What the printer puts on a card that was made at the station (stations)',
  input: z.object({ cardId: id }),
  answer: printedCard,
})

export const viewProduction = defineEndpoint({
  method: 'GET',
  path: '/operations/production',
  summary: 'Queue, readers of the stations, rate and failures of production',
  input: z.object({}),
  answer: z.object({
    at: instantText,
    /** Cards that wait for a blank, those whose try is to be repeated among them. */
    waiting: count,
    waitingSince: instantText.optional(),
    running: z.array(
      z.object({
        cardId: id,
        /** Absent of a card that the service makes in a reader of its own. */
        station: z.string().optional(),
        reader: z.string().optional(),
        stage: productionStage,
        since: instantText,
      }),
    ),
    readers: z.array(
      z.object({ station: z.string(), reader: z.string(), state: readerState, at: instantText }),
    ),
    /** Cards made in each of the last sixty minutes, the oldest first. */
    madeByMinute: z.array(count),
    /** From the try's begin to its end, over the last hour; absent when none was made. */
    secondsPerCard: z.number().optional(),
    failures: z.array(
      z.object({
        cardId: id,
        at: instantText,
        tries: count,
        /** No further blank is taken until somebody says so. */
        isFinal: z.boolean(),
        findings: z.array(refusalShown),
      }),
    ),
  }),
})
export type Production = z.infer<typeof viewProduction.answer>

export const retryProduction = defineEndpoint({
  method: 'POST',
  path: '/operations/production/:cardId/retry',
  summary: 'Takes up to three further blanks for a card whose production failed',
  input: z.object({ cardId: id }),
  answer: z.object({}),
})

/** Letters to the print house: they go in batches, each acknowledged by its manifest. */
export const lettersShown = z.object({
  at: instantText,
  /** Letters of the days to come. */
  planned: z.array(z.object({ day: dateText, letters: count })),
  /** Letters whose day has come and which have not left; of these, those that could not go with their batch, by why. */
  waiting: z.object({
    letters: count,
    leftBehind: z.object({
      'register-unavailable': count,
      'not-written': count,
      'refused-by-print-house': count,
    }),
  }),
  batches: z.array(
    z.object({
      batchId: id,
      day: dateText,
      letters: count,
      formedAt: instantText,
      state: z.enum(['open', 'accepted']),
      /** Of an open one whose last try failed. */
      tried: z
        .object({
          at: instantText,
          trouble: z.enum(['print-house-unavailable', 'print-house-refused']),
        })
        .optional(),
      acceptedAt: instantText.optional(),
      /** SHA-256 of the manifest, hexadecimal: what the print house can be asked about. */
      manifestDigest: z.string().optional(),
    }),
  ),
  nextCursor: z.string().optional(),
})
export type LettersShown = z.infer<typeof lettersShown>

export const viewLetters = defineEndpoint({
  method: 'GET',
  path: '/operations/letters',
  summary:
    'Activation letters on their way to the print house: planned, waiting, and batches, newest first',
  input: z.object({
    cursor: z.string().max(100).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(25),
  }),
  answer: lettersShown,
})

export const retryLetters = defineEndpoint({
  method: 'POST',
  path: '/operations/letters/retry',
  summary: 'Sends letters that did not leave on their day at once',
  input: z.object({}),
  answer: z.object({}),
})
