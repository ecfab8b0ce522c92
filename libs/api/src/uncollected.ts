import { z } from 'zod'
import { cardView } from './cards.ts'
import { daysInOrder, deskList } from './desk-lists.ts'
import { defineEndpoint } from './endpoint.ts'
import { id, instantText } from './values.ts'
import { definePermission } from './permission.ts'

/**
 * `waiting`: at the point, for its holder. `cancelled`: cancelled for another reason than that, and still there.
 * `destroying`: cancelled, and the first of two persons has signed for its destruction (dual control).
 */
export const uncollectedState = z.enum([
  'waiting',
  'cancelled',
  'returned',
  'destroying',
  'destroyed',
])
export type UncollectedState = z.infer<typeof uncollectedState>

/** How a holder is reminded: by the service, or by the registrar, who records it. */
export const reminderMeans = z.enum(['mail', 'phone', 'letter'])
export type ReminderMeans = z.infer<typeof reminderMeans>

/** By Suomi.fi Messages when no mail reached the holder. */
const remindedBy = z.enum([...reminderMeans.options, 'suomi-fi'])
export type RemindedBy = z.infer<typeof remindedBy>

/** A card at its registration point, or returned from it, that was not collected. */
export const uncollectedCardView = z.object({
  card: cardView,
  state: uncollectedState,
  /** When the card was produced: the days of the list are by it. */
  producedAt: instantText,
  /** Days since then. */
  waitedDays: z.number().int(),
  reminders: z.number().int(),
  lastRemindedAt: instantText.optional(),
  lastRemindedBy: remindedBy.optional(),
  /** The holder has a confirmed address that accepts mail. */
  canBeMailed: z.boolean(),
  /** What the caller may do now. */
  may: z.array(z.enum(['remind', 'return', 'destroy'])),
})
export type UncollectedCardView = z.infer<typeof uncollectedCardView>

export const listUncollected = defineEndpoint({
  method: 'POST',
  onRepeat: 'reads',
  path: '/uncollected-cards/search',
  permission: definePermission('cards.listUncollected', {
    roles: ['registrar', 'caseOfficer'],
    label: {
      fi: 'Noutamattomien korttien katselu',
      sv: 'Visning av kort som inte har hämtats',
      en: 'Viewing cards that nobody has fetched',
    },
  }),
  summary:
    'Uncollected cards: at the registration point (registrar), or returned to the office (case officer). The longest waiting first, unless requested otherwise',
  input: deskList
    .extend({
      /** `waiting`: for their holders. `to-destroy`: cancelled, and still there. */
      show: z.enum(['waiting', 'to-destroy']),
    })
    .refine(daysInOrder, { path: ['to'] }),
  response: z.object({ cards: z.array(uncollectedCardView), nextCursor: z.string().optional() }),
})

const one = { input: z.object({ cardId: id }), response: uncollectedCardView }

export const remindOfCard = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/uncollected-cards/:cardId/reminder',
  permission: definePermission('cards.remindOfCard', {
    roles: ['registrar'],
    label: {
      fi: 'Muistutus noutamattomasta kortista',
      sv: 'Påminnelse om ett kort som inte har hämtats',
      en: 'Reminding of a card that waits',
    },
  }),
  summary:
    'Reminds the holder of a card that waits at the registration point by e-mail, or notes that it was done by telephone or letter (registrar)',
  input: z.object({ cardId: id, means: reminderMeans.default('mail') }),
  response: uncollectedCardView,
})

export const returnUncollected = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/uncollected-cards/:cardId/return',
  permission: definePermission('cards.returnUncollected', {
    roles: ['registrar'],
    label: {
      fi: 'Noutamattoman kortin palautus',
      sv: 'Återlämning av ett kort som inte har hämtats',
      en: 'Returning a card that nobody has fetched',
    },
  }),
  summary: 'Cancels an uncollected card and sends it back to the office (registrar)',
  ...one,
})

export const destroyUncollected = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/uncollected-cards/:cardId/destruction',
  permission: definePermission('cards.destroyUncollected', {
    roles: ['registrar', 'caseOfficer'],
    label: {
      fi: 'Noutamattoman kortin hävitys',
      sv: 'Förstöring av ett kort som inte har hämtats',
      en: 'Destroying a card that nobody has fetched',
    },
  }),
  summary:
    'One of two signatures for the destruction of an uncollected card (registrar at the point, case officer at the office). The first signature cancels the card',
  ...one,
})
