import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { instantText, refusalShown } from './values.ts'
import { definePermission } from './permission.ts'

/** What a person may let the service do to the card in a reader elsewhere. */
export const relayPurpose = z.enum(['unlock', 'spare-card', 'spare-card-return'])
export type RelayPurpose = z.infer<typeof relayPurpose>

/** Bytes in hexadecimal, in capitals. */
const hex = (bytes: { readonly min: number; readonly max: number }) =>
  z
    .string()
    .min(2 * bytes.min)
    .max(2 * bytes.max)
    .regex(/^([0-9A-F]{2})*$/)
    .meta({ examples: ['3B80800101'] })

/**
 * Steps for the card, in order: a short command APDU in hexadecimal; `reset`, power off and on; `own-step`,
 * the next step for which the person was prompted, done with the data typed there, which are sent nowhere: PIN1
 * (with the code of a new letter, if it is one), then PIN2. The program beside the card has a list of what the
 * purpose allows, and ends the relay at anything else.
 */
const command = z.union([z.literal(['reset', 'own-step']), hex({ min: 4, max: 261 })])

/** The service's message in its turn. */
export const relayTurnView = z.discriminatedUnion('state', [
  z.object({
    state: z.literal('commands'),
    relayId: z.string(),
    /** Counts from 1; the responses repeat it. */
    turn: z.number().int(),
    commands: z.array(command),
  }),
  z.object({ state: z.literal('done'), outcome: z.unknown() }),
  z.object({ state: z.literal('refused'), refusal: refusalShown }),
])
export type RelayTurnView = z.infer<typeof relayTurnView>

/**
 * Returned by every operation that starts a relay with the holder's consent: the portal passes it to the
 * reader software.
 */
export const relayTicketView = z.object({
  ticket: z.string(),
  purpose: relayPurpose,
  expiresAt: instantText,
})
export type RelayTicketView = z.infer<typeof relayTicketView>

export const atrText = hex({ min: 2, max: 33 })

export const openRelay = defineEndpoint({
  method: 'POST',
  onRepeat: 'new-session',
  path: '/card-relays',
  permission: definePermission('relays.openRelay', {
    roles: 'everybody',
    label: {
      fi: 'Yhteyden avaaminen korttiin',
      sv: 'Öppnande av förbindelse till kort',
      en: 'Opening a relay to a card',
    },
  }),
  summary:
    'The card reader software opens an APDU relay to its card, with the ticket that the portal received',
  input: z.object({
    ticket: z.string().max(100),
    /** The purpose shown to the person: a ticket for another purpose is refused. */
    purpose: relayPurpose,
    atr: atrText,
  }),
  response: relayTurnView,
})

export const takeRelayTurn = defineEndpoint({
  method: 'POST',
  onRepeat: 'own-key',
  path: '/card-relays/:relayId/turns',
  permission: definePermission('relays.takeTurn', {
    roles: 'everybody',
    label: {
      fi: 'Kortin vastausten välitys',
      sv: 'Förmedling av kortets svar',
      en: 'Relaying answers of a card',
    },
  }),
  summary:
    'The card’s responses to the commands of the last turn. A caller that knows the id of the relay speaks for its card',
  input: z.object({
    relayId: z.string().max(100),
    turn: z.number().int(),
    /** One for each command, in order: data and status word; for `reset` and `own-step` a status word. */
    responses: z
      .array(hex({ min: 2, max: 258 }))
      .min(1)
      .max(64)
      .optional(),
    /** Instead of responses. `command-refused`: by the program beside the card, which has ended the relay. */
    problem: z.enum(['card-removed', 'command-refused']).optional(),
    /** With `command-refused`: the command without its data, and name and version of the program. */
    refused: z
      .object({
        command: z.union([z.literal('own-step'), hex({ min: 0, max: 5 })]),
        program: z.string().regex(/^[a-z]{1,20} \d[\w.+-]{0,30}$/),
      })
      .optional(),
  }),
  response: relayTurnView,
})
