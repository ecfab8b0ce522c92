import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { definePermission } from './permission.ts'
import {
  dateText,
  id,
  instantText,
  lineText,
  pageCursor,
  pageLimit,
  type ThreeLanguages,
} from './values.ts'

const organisationId = id
const prepared = {
  organisationId,
  preparedId: id,
  /** By which the organisation knows the order in its own systems. */
  reference: z.string().optional(),
}
const card = {
  organisationId,
  cardId: id,
  product: z.string(),
  /** Of the card: the last day, inclusive. */
  validTo: dateText,
  /** Printed on the card; absent until it is produced. */
  cardNumber: z.string().optional(),
}
const certificate = { organisationId, applicationId: id }
const invoice = {
  organisationId,
  invoiceId: id,
  number: z.number().int(),
  /** `service`, or the organisation that operates a registration point. */
  sellerId: z.string(),
}

/**
 * The kinds of events of which webhooks notify, with the schema of their `data`: identifiers, states and the
 * organisation's own references, never a name, an address or an identity code (R521).
 */
export const webhookEvents = {
  'order.prepared': {
    label: {
      fi: 'Tilaus on valmisteltu',
      sv: 'En beställning har förberetts',
      en: 'An order was prepared',
    },
    data: z.object(prepared),
  },
  'orders.prepared': {
    label: {
      fi: 'Useita tilauksia on valmisteltu yhdellä kertaa',
      sv: 'Flera beställningar har förberetts på en gång',
      en: 'Several orders were prepared at once',
    },
    data: z.object({ organisationId, count: z.number().int() }),
  },
  'order.withdrawn': {
    label: {
      fi: 'Valmisteltu tilaus on peruttu',
      sv: 'En förberedd beställning har återkallats',
      en: 'A prepared order was withdrawn',
    },
    data: z.object(prepared),
  },
  'order.placed': {
    label: {
      fi: 'Valmistellusta tilauksesta on tehty korttitilaus rekisteröintipisteessä',
      sv: 'En förberedd beställning har använts på ett registreringsställe',
      en: 'A prepared order was used at a registration point',
    },
    data: z.object({ ...prepared, orderId: id }),
  },
  'card.produced': {
    label: {
      fi: 'Kortti on valmistettu',
      sv: 'Ett kort har tillverkats',
      en: 'A card was produced',
    },
    data: z.object(card),
  },
  'card.issued': {
    label: {
      fi: 'Kortti on luovutettu haltijalle',
      sv: 'Ett kort har överlåtits till innehavaren',
      en: 'A card was handed over to its holder',
    },
    data: z.object(card),
  },
  'card.activated': {
    label: { fi: 'Kortti on aktivoitu', sv: 'Ett kort har aktiverats', en: 'A card was activated' },
    data: z.object(card),
  },
  'card.expiring': {
    label: {
      fi: 'Kortti vanhenee 60 päivän kuluttua',
      sv: 'Ett kort går ut om 60 dagar',
      en: 'A card expires in 60 days',
    },
    data: z.object(card),
  },
  'card.cancelled': {
    label: { fi: 'Kortti on suljettu', sv: 'Ett kort har spärrats', en: 'A card was cancelled' },
    data: z.object(card),
  },
  'certificate.issued': {
    label: {
      fi: 'Palveluvarmenne on myönnetty',
      sv: 'Ett servicecertifikat har utfärdats',
      en: 'A service certificate was issued',
    },
    data: z.object({ ...certificate, issuer: z.string(), serial: z.string() }),
  },
  'certificate.expiring': {
    label: {
      fi: 'Palveluvarmenne vanhenee pian',
      sv: 'Ett servicecertifikat går snart ut',
      en: 'A service certificate expires soon',
    },
    data: z.object({ ...certificate, daysLeft: z.number().int() }),
  },
  'certificate.revoked': {
    label: {
      fi: 'Palveluvarmenne on suljettu',
      sv: 'Ett servicecertifikat har spärrats',
      en: 'A service certificate was revoked',
    },
    data: z.object({ ...certificate, reason: z.string() }),
  },
  'invoice.created': {
    label: { fi: 'Lasku on tehty', sv: 'En faktura har gjorts', en: 'An invoice was created' },
    data: z.object({ ...invoice, month: z.string(), grossCents: z.number().int() }),
  },
  'invoice.sent': {
    label: {
      fi: 'Lasku on lähetetty',
      sv: 'En faktura har skickats',
      en: 'An invoice was sent',
    },
    data: z.object(invoice),
  },
  'invoice.credited': {
    label: {
      fi: 'Laskua on hyvitetty',
      sv: 'En faktura har krediterats',
      en: 'An invoice was credited',
    },
    data: z.object({ ...invoice, credits: id, grossCents: z.number().int() }),
  },
  'dispute.decided': {
    label: {
      fi: 'Laskun riitautus on ratkaistu',
      sv: 'En invändning mot en faktura har avgjorts',
      en: 'A dispute of an invoice was decided',
    },
    data: z.object({ ...invoice, caseId: id, outcome: z.string() }),
  },
  'agreement.approved': {
    label: {
      fi: 'Sopimus tai valtuutus on hyväksytty',
      sv: 'Ett avtal eller en fullmakt har godkänts',
      en: 'An agreement or authorisation was approved',
    },
    data: z.object({ organisationId, agreementId: id, kind: z.string() }),
  },
  'agreement.ended': {
    label: {
      fi: 'Sopimus tai valtuutus on päättynyt',
      sv: 'Ett avtal eller en fullmakt har upphört',
      en: 'An agreement or authorisation ended',
    },
    data: z.object({ organisationId, agreementId: id, kind: z.string() }),
  },
  'employment.endPlanned': {
    label: {
      fi: 'Työsuhteen päättyminen on ilmoitettu ennalta',
      sv: 'Att en anställning upphör har anmälts i förväg',
      en: 'The end of an employment was reported in advance',
    },
    data: z.object({ organisationId, endId: id, lastDay: dateText }),
  },
  'employment.ended': {
    label: {
      fi: 'Työsuhde on päättynyt',
      sv: 'En anställning har upphört',
      en: 'An employment ended',
    },
    data: z.object({
      organisationId,
      /** Of the report of the organisation; absent when the same day was reported again. */
      endId: id.optional(),
    }),
  },
} as const satisfies {
  readonly [kind: string]: { readonly label: ThreeLanguages; readonly data: z.ZodObject }
}

export type WebhookEventKind = keyof typeof webhookEvents

export const webhookEventKinds = Object.keys(webhookEvents) as [
  WebhookEventKind,
  ...WebhookEventKind[],
]
const webhookEventKind = z.enum(webhookEventKinds)

/** Sent on request, to each endpoint, whichever kinds it has. */
export const testEventKind = 'webhook.test'
const sentKind = z.enum([...webhookEventKinds, testEventKind])
export type SentKind = z.infer<typeof sentKind>

/** `data` of a test event. */
export const testEventData = z.object({ organisationId, endpointId: id })

/**
 * Of an endpoint. `gone`: its receiver responded with 410; `failing`: no delivery succeeded for days; `ceased`: with
 * the organisation.
 */
const webhookState = z.enum(['enabled', 'disabled', 'gone', 'failing', 'ceased'])
export type WebhookState = z.infer<typeof webhookState>

/** `abandoned`: after its last attempt. */
const deliveryState = z.enum(['waiting', 'delivered', 'abandoned'])
export type WebhookDeliveryState = z.infer<typeof deliveryState>

/** Why the last attempt failed; `status`: another one than 2xx, which is stated. */
const deliveryFault = z.enum([
  'status',
  'redirect',
  'time-out',
  'no-connection',
  'certificate',
  'no-address',
  'address-not-allowed',
])
export type WebhookDeliveryFault = z.infer<typeof deliveryFault>

const endpointView = z.object({
  endpointId: id,
  name: z.string(),
  url: z.string(),
  kinds: z.array(webhookEventKind),
  state: webhookState,
  createdAt: instantText,
  /** Until then deliveries are signed with the former secret, too. */
  formerSecretUntil: instantText.optional(),
  /** Since the first of the attempts that have failed, when the last one did. */
  failingSince: instantText.optional(),
  /** Deliveries that wait for an attempt. */
  waiting: z.number().int(),
})
export type WebhookEndpointView = z.infer<typeof endpointView>

const deliveryView = z.object({
  deliveryId: id,
  /** `webhook-id` of each attempt. */
  messageId: z.string(),
  kind: sentKind,
  happenedAt: instantText,
  state: deliveryState,
  attempts: z.number().int(),
  lastAttemptAt: instantText.optional(),
  /** HTTP status of the last attempt. */
  lastStatus: z.number().int().optional(),
  lastFault: deliveryFault.optional(),
  nextAttemptAt: instantText.optional(),
})
export type WebhookDeliveryView = z.infer<typeof deliveryView>

const ofAccount = z.object({ organisationId: id })
const ofEndpoint = ofAccount.extend({ endpointId: id })

/** Of a receiver: an address that begins with `https://`. */
const receiverUrl = z.string().trim().min(1).max(500)
const endpointInput = {
  name: lineText({ max: 60 }),
  kinds: z.array(webhookEventKind).min(1).max(webhookEventKinds.length),
}

/** Shown once. */
const secret = z.string()

const viewPermission = definePermission('webhooks.view', {
  roles: ['holder'],
  signIn: 'suomiFi',
  label: {
    fi: 'Organisaation webhookien katselu',
    sv: 'Visning av en organisations webhookar',
    en: 'Viewing webhooks of an organisation',
  },
})
const changePermission = definePermission('webhooks.change', {
  roles: ['holder'],
  signIn: 'suomiFi',
  label: {
    fi: 'Organisaation webhookin muuttaminen',
    sv: 'Ändring av en organisations webhook',
    en: 'Changing a webhook of an organisation',
  },
})
const sendPermission = definePermission('webhooks.send', {
  roles: ['holder'],
  signIn: 'suomiFi',
  label: {
    fi: 'Webhook-viestin lähettäminen uudelleen tai kokeeksi',
    sv: 'Sändning av ett webhookmeddelande på nytt eller på prov',
    en: 'Sending a webhook message again, or as a test',
  },
})

export const viewWebhooks = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/webhooks',
  permission: viewPermission,
  summary: 'The webhook endpoints of the organisation, without their secrets; newest first',
  input: ofAccount,
  response: z.object({ endpoints: z.array(endpointView) }),
})

export const addWebhook = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/accounts/:organisationId/webhooks',
  permission: definePermission('webhooks.add', {
    roles: ['holder'],
    signIn: 'suomiFi',
    label: {
      fi: 'Organisaation webhookin lisääminen',
      sv: 'Tillägg av en webhook för en organisation',
      en: 'Adding a webhook of an organisation',
    },
  }),
  summary: 'Adds a webhook endpoint; its signing secret is shown once',
  input: ofAccount.extend({ ...endpointInput, url: receiverUrl }),
  response: endpointView.extend({ secret }),
})

export const changeWebhook = defineEndpoint({
  method: 'POST',
  onRepeat: 'same-state',
  path: '/accounts/:organisationId/webhooks/:endpointId',
  permission: changePermission,
  summary: 'Changes the name, the address and the kinds of events of a webhook endpoint',
  input: ofEndpoint.extend({ ...endpointInput, url: receiverUrl }),
  response: endpointView,
})

export const switchWebhook = defineEndpoint({
  method: 'POST',
  onRepeat: 'same-state',
  path: '/accounts/:organisationId/webhooks/:endpointId/state',
  permission: changePermission,
  summary:
    'Enables or disables a webhook endpoint: of what happens while it is disabled it is not notified',
  input: ofEndpoint.extend({ state: z.enum(['enabled', 'disabled']) }),
  response: endpointView,
})

export const rotateWebhookSecret = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/accounts/:organisationId/webhooks/:endpointId/secret',
  permission: changePermission,
  summary: 'Creates the next signing secret, shown once; the former one signs too for 24 hours',
  input: ofEndpoint,
  response: endpointView.extend({ secret }),
})

export const removeWebhook = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/accounts/:organisationId/webhooks/:endpointId/removal',
  permission: changePermission,
  summary: 'Removes a webhook endpoint with its deliveries: nothing more is sent to it',
  input: ofEndpoint,
  response: z.object({}),
})

export const testWebhook = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/accounts/:organisationId/webhooks/:endpointId/test',
  permission: sendPermission,
  summary: 'Sends a test event to a webhook endpoint',
  input: ofEndpoint,
  response: deliveryView,
})

export const listWebhookDeliveries = defineEndpoint({
  method: 'GET',
  path: '/accounts/:organisationId/webhooks/:endpointId/deliveries',
  permission: viewPermission,
  summary: 'The deliveries of a webhook endpoint within the last 30 days, newest first',
  input: ofEndpoint.extend({ cursor: pageCursor.optional(), limit: pageLimit }),
  response: z.object({
    deliveries: z.array(deliveryView),
    nextCursor: z.string().optional(),
  }),
})

export const resendWebhookDelivery = defineEndpoint({
  method: 'POST',
  onRepeat: 'same-state',
  path: '/accounts/:organisationId/webhooks/:endpointId/deliveries/:deliveryId/resending',
  permission: sendPermission,
  summary: 'Sends a delivery again, with the same webhook-id, whether it arrived or not',
  input: ofEndpoint.extend({ deliveryId: id }),
  response: deliveryView,
})

export const deliverPermission = definePermission('webhooks.deliver', {
  roles: 'service',
  label: {
    fi: 'Webhook-viestien lähettäminen',
    sv: 'Sändning av webhookmeddelanden',
    en: 'Sending webhook messages',
  },
})
