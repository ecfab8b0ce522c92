import { asShown } from './as-shown.ts'
import { z } from 'zod'
import { cardDelivery } from './cards.ts'
import { defineEndpoint } from './endpoint.ts'
import { orderView, rightView } from './orders.ts'
import { releaseVersion } from './reader-software.ts'
import {
  address,
  base64,
  dateText,
  id,
  instantText,
  language,
  refusalShown,
  threeLanguages,
} from './values.ts'
import { definePermission } from './permission.ts'

/** Why the holder's card is to be replaced by a new one. */
const renewalGround = z.enum(['expiring', 'data-changed', 'lost', 'stolen', 'broken'])
export type RenewalGround = z.infer<typeof renewalGround>

/** A renewal that was decided, and its order. */
export const renewalView = z.object({
  orderId: id,
  /** The card that is renewed. */
  cardId: id,
  newCardId: id,
  ground: renewalGround,
  decidedAt: instantText,
  /** The last day of the new card, inclusive. */
  validTo: dateText,
  delivery: cardDelivery,
  /** Where the holder collects the card, or is served. */
  point: z.object({ pointId: id, name: z.string() }),
  letterTo: cardDelivery,
  rulesVersion: z.string(),
})
export type RenewalView = z.infer<typeof renewalView>

/** The holder says that a card which is not cancelled does not work any more. */
const broken = z.literal('yes').optional()

export const viewRenewal = defineEndpoint({
  method: 'GET',
  path: '/own/cards/:cardId/renewal',
  permission: definePermission('orders.viewRenewal', {
    roles: ['holder'],
    signIn: 'suomiFi',
    label: {
      fi: 'Kortin uusimisen avaaminen',
      sv: 'Öppning av kortets förnyelse',
      en: 'Opening the renewal of a card',
    },
  }),
  summary:
    'Whether your own card may be renewed now, by the present data of the registers, and how',
  input: z.object({ cardId: id, broken }),
  response: z.object({
    cardId: id,
    may: z.union([
      z.object({ allowed: z.literal(true), ground: renewalGround }),
      z.object({ allowed: z.literal(false), because: refusalShown }),
    ]),
    /** Rights, one of which is printed on the new card, with the last day that the card would have. */
    rights: z.array(rightView.extend({ isOnCard: z.boolean(), cardValidTo: dateText })),
    /**
     * The address in the population register, to which the card or its letter may be sent; absent under
     * non-disclosure.
     */
    address: address.optional(),
    /** Printed on the new card as on this one; absent when this card has no photo. */
    photoId: id.optional(),
    language,
    /** Where this card was ordered. */
    point: z.object({ pointId: id, name: z.string() }).optional(),
    /** Older reader software can't use the new card. */
    minimumReaderVersion: releaseVersion,
    /** There is a renewal of the card already. */
    renewal: renewalView.optional(),
  }),
})

/** What the holder chooses. */
const renewalForm = {
  cardId: id,
  rightId: z.string().max(100),
  broken,
  delivery: z.union([
    z.object({ to: z.literal('home') }),
    z.object({ to: z.literal('registration-point'), pointId: id }),
  ]),
  /**
   * As in the population register, confirmed by the holder: the letter goes there. When absent, to the point.
   */
  address: asShown(address).optional(),
  language,
  /** As the holder's reader software reports it. */
  readerVersion: releaseVersion.optional(),
  termsAccepted: z.literal(true),
}

/** As it was drafted, byte for byte: UTF-8 in base64. */
const statement = z.base64().max(20_000)

/** The renewal as the rules would decide it now, to be confirmed by the holder. */
const renewalDraftView = z.object({
  orderId: id,
  /** What the holder signs, or identifies for. */
  statement,
  /** Afterwards it is drafted again. */
  confirmBefore: instantText,
  ground: renewalGround,
  givenNames: z.string(),
  surname: z.string(),
  title: threeLanguages,
  registrationNumber: z.string(),
  photoId: id.optional(),
  language,
  /** The last day of the new card, inclusive. */
  validTo: dateText,
  delivery: cardDelivery,
  point: z.object({ pointId: id, name: z.string() }),
  letterTo: cardDelivery,
})
export type RenewalDraftView = z.infer<typeof renewalDraftView>

export const draftRenewal = defineEndpoint({
  method: 'POST',
  onRepeat: 'reads',
  path: '/own/cards/:cardId/renewal/draft',
  permission: definePermission('orders.draftRenewal', {
    roles: ['holder'],
    signIn: 'suomiFi',
    label: {
      fi: 'Kortin uusimisen valmistelu',
      sv: 'Beredning av kortets förnyelse',
      en: 'Drafting the renewal of a card',
    },
  }),
  summary:
    'The statement of the renewal, for its holder to confirm within an hour. Nothing is ordered yet',
  input: z.object(renewalForm),
  response: z.union([
    z.object({ draft: renewalDraftView }),
    /** There is a renewal of the card already. */
    z.object({ renewal: renewalView }),
  ]),
})

export const identifyForRenewal = defineEndpoint({
  method: 'POST',
  onRepeat: 'new-session',
  path: '/own/cards/:cardId/renewal/identification',
  permission: definePermission('orders.identifyForRenewal', {
    roles: ['holder'],
    signIn: 'suomiFi',
    label: {
      fi: 'Tunnistautuminen kortin uusimista varten',
      sv: 'Identifiering för kortets förnyelse',
      en: 'Identifying for the renewal of a card',
    },
  }),
  summary:
    'Begins a new identification at Suomi.fi for this statement: returns the address to which the browser goes',
  input: z.object({ cardId: id, statement }),
  response: z.object({
    /** A secret of this browser, to be sent with the confirmation. */
    attempt: z.string(),
    address: z.url(),
  }),
})

/** How the holder confirms the statement. */
const renewalConfirmation = z.union([
  /** With PIN2, by any card of the holder's own that is in force. */
  z.object({
    by: z.literal('signature'),
    signature: base64,
    signatureAlgorithm: z.string().max(40),
    chain: z.array(base64).min(1).max(5),
  }),
  /** By the identification that was begun for it. */
  z.object({
    by: z.literal('suomiFi'),
    attempt: z.string().min(1).max(100),
    /** With which the browser returned, without the question mark. */
    query: z.string().max(4096),
  }),
])

export const renewCard = defineEndpoint({
  method: 'POST',
  onRepeat: 'own-key',
  path: '/own/cards/:cardId/renewal',
  permission: definePermission('orders.renewCard', {
    roles: ['holder'],
    signIn: 'suomiFi',
    label: { fi: 'Kortin uusiminen', sv: 'Förnyelse av kort', en: 'Renewing a card' },
  }),
  summary:
    'Renews your own card by a statement that you have confirmed: decided at once by rules alone. Sent again, it is the same order',
  input: z.object({ ...renewalForm, statement, confirmation: renewalConfirmation }),
  response: renewalView,
})

export const viewOwnOrders = defineEndpoint({
  method: 'GET',
  path: '/own/orders',
  permission: definePermission('orders.viewOwnOrders', {
    roles: ['holder'],
    signIn: 'suomiFi',
    label: {
      fi: 'Omien tilausten katselu',
      sv: 'Visning av egna beställningar',
      en: 'Viewing own orders',
    },
  }),
  summary: 'Your own orders, newest first, and which of your cards may be renewed',
  input: z.object({}),
  response: z.object({
    orders: z.array(orderView.extend({ renewal: renewalView.optional() })),
    /** For each professional card; the registers are queried when the renewal is opened. */
    renewals: z.array(
      z.object({
        cardId: id,
        ground: renewalGround.optional(),
        /** The first possible day, if it is only too early. */
        opensOn: dateText.optional(),
        /** Whether a broken card may be replaced by a new one. */
        mayBeBroken: z.boolean(),
        renewal: renewalView.optional(),
      }),
    ),
  }),
})

export const viewDecision = defineEndpoint({
  method: 'GET',
  path: '/own/orders/:orderId/decision',
  permission: definePermission('orders.viewDecision', {
    roles: ['holder'],
    signIn: 'suomiFi',
    label: { fi: 'Päätöksen katselu', sv: 'Visning av beslut', en: 'Viewing a decision' },
  }),
  summary: 'The automatic decision on the renewal, with its grounds, as a PDF',
  input: z.object({ orderId: id }),
  response: z.object({ mediaType: z.literal('application/pdf'), document: base64 }),
})
