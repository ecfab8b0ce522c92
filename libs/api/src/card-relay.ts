import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { instantText, refusalShown } from './values.ts'

/** What a person may let the service do to the card that lies in a reader elsewhere. */
export const relayPurpose = z.enum(['unlock', 'spare-card', 'spare-card-return'])
export type RelayPurpose = z.infer<typeof relayPurpose>

/** Octets in hexadecimal, in capitals. */
const hex = (octets: { readonly least: number; readonly most: number }) =>
  z
    .string()
    .min(2 * octets.least)
    .max(2 * octets.most)
    .regex(/^([0-9A-F]{2})*$/)

/**
 * What is to be done with the card, in order: a short command APDU in hexadecimal; `reset`, power off and on; `own-step`,
 * what the person was asked for, done with what was typed there and is sent nowhere (new PINs).
 */
const command = z.union([z.literal(['reset', 'own-step']), hex({ least: 4, most: 261 })])

/** What the service says in its turn. */
export const relayTurn = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('commands'),
    relayId: z.string(),
    /** Counts from 1; the answers repeat it. */
    turn: z.number().int(),
    commands: z.array(command),
  }),
  z.object({ state: z.literal('done'), outcome: z.unknown() }),
  z.object({ state: z.literal('refused'), refusal: refusalShown }),
])
export type RelayTurn = z.infer<typeof relayTurn>

/** Answered by whatever begins what the holder lets the service do: the portal hands it to the reader software. */
export const relayTicket = z.object({
  ticket: z.string(),
  purpose: relayPurpose,
  expiresAt: instantText,
})
export type RelayTicket = z.infer<typeof relayTicket>

export const atrText = hex({ least: 2, most: 33 })

export const openRelay = defineEndpoint({
  method: 'POST',
  path: '/card-relays',
  summary:
    'The reader software opens a relay to its card, with the ticket that the portal was given',
  open: true,
  input: z.object({
    ticket: z.string().max(100),
    /** What the person was told: a ticket for anything else is refused. */
    purpose: relayPurpose,
    atr: atrText,
  }),
  answer: relayTurn,
})

export const takeRelayTurn = defineEndpoint({
  method: 'POST',
  path: '/card-relays/:relayId/turns',
  summary:
    'What the card answered to the commands of the last turn. Whoever knows the id of the relay speaks for its card',
  open: true,
  input: z.object({
    relayId: z.string().max(100),
    turn: z.number().int(),
    /** One for each command, in order: data and status word; of `reset` and `own-step` a status word. */
    answers: z
      .array(hex({ least: 2, most: 258 }))
      .min(1)
      .max(64)
      .optional(),
    /** Instead of answers. */
    problem: z.literal('card-removed').optional(),
  }),
  answer: relayTurn,
})
