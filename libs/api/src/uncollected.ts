import { z } from 'zod'
import { card } from './cards.ts'
import { defineEndpoint } from './endpoint.ts'
import { id, instantText } from './values.ts'

/**
 * `waiting`: at the point, for its holder. `closed`: for another reason than that, and there still. `destroying`: closed, and one of
 * two has signed for its destruction.
 */
export const uncollectedState = z.enum(['waiting', 'closed', 'returned', 'destroying', 'destroyed'])
export type UncollectedState = z.infer<typeof uncollectedState>

/** How a holder is reminded: by the service, or by the registrar, who notes it. */
export const reminderMeans = z.enum(['mail', 'phone', 'letter'])
export type ReminderMeans = z.infer<typeof reminderMeans>

/** A card that lies at its registration point, or came back from it, and that nobody has fetched. */
export const uncollectedCard = z.object({
  card,
  state: uncollectedState,
  /** Days since the card was made. */
  waitedDays: z.number().int(),
  reminders: z.number().int(),
  lastRemindedAt: instantText.optional(),
  lastRemindedBy: reminderMeans.optional(),
  /** The holder has an address that was confirmed and takes mail. */
  canBeMailed: z.boolean(),
  /** What the asker may do now. */
  may: z.array(z.enum(['remind', 'return', 'destroy'])),
})
export type UncollectedCard = z.infer<typeof uncollectedCard>

export const listUncollected = defineEndpoint({
  method: 'GET',
  path: '/uncollected-cards',
  summary:
    'Cards that nobody has fetched: at the registration point (registrar), or returned to the office (handler). The longest waiting first',
  input: z.object({
    /** `waiting`: for their holders. `to-destroy`: closed, and still there. */
    show: z.enum(['waiting', 'to-destroy']),
    cursor: z.string().optional(),
    limit: z.coerce.number().int().min(1).max(100).default(25),
  }),
  answer: z.object({ cards: z.array(uncollectedCard), nextCursor: z.string().optional() }),
})

const one = { input: z.object({ cardId: id }), answer: uncollectedCard }

export const remindOfCard = defineEndpoint({
  method: 'POST',
  path: '/uncollected-cards/:cardId/reminder',
  summary:
    'Reminds the holder of a card that waits at the registration point by e-mail, or notes that it was done by telephone or letter (registrar)',
  input: z.object({ cardId: id, means: reminderMeans.default('mail') }),
  answer: uncollectedCard,
})

export const returnUncollected = defineEndpoint({
  method: 'POST',
  path: '/uncollected-cards/:cardId/return',
  summary: 'Closes a card that nobody has fetched and sends it back to the office (registrar)',
  ...one,
})

export const destroyUncollected = defineEndpoint({
  method: 'POST',
  path: '/uncollected-cards/:cardId/destruction',
  summary:
    'One of two signatures for the destruction of a card that nobody has fetched (registrar at the point, handler at the office). The first one closes it',
  ...one,
})
