import { webhookEvents, type WebhookEventKind } from '@sotevarmenne/api/webhooks'
import { z } from 'zod'
import type { Tx } from '#platform/db.ts'
import type { RecordedEvent } from '#platform/outbox.ts'
import type { WebhooksDeps } from './deps.ts'

type EventData = { readonly organisationId: string }

/** The kind of each event that webhooks notify of, and where its data are. */
export const kindOfEvent = {
  OrderPrepared: 'order.prepared',
  OrdersPrepared: 'orders.prepared',
  PreparedWithdrawn: 'order.withdrawn',
  PreparedUsed: 'order.placed',
  CardProduced: 'card.produced',
  CardHandedOver: 'card.issued',
  CardActivated: 'card.activated',
  CardCancelled: 'card.cancelled',
  ServiceCertificateIssued: 'certificate.issued',
  ServiceCertificateEnding: 'certificate.expiring',
  ServiceCertificateRevoked: 'certificate.revoked',
  InvoiceCreated: 'invoice.created',
  InvoiceSent: 'invoice.sent',
  CreditNoteCreated: 'invoice.credited',
  DisputeSettled: 'dispute.decided',
  AgreementApproved: 'agreement.approved',
  AgreementEnded: 'agreement.ended',
  EmploymentEndPlanned: 'employment.endPlanned',
  EmploymentEnded: 'employment.ended',
} as const satisfies { readonly [type: string]: WebhookEventKind }

export type NotifiedType = keyof typeof kindOfEvent

type Deps = Pick<WebhooksDeps, 'cards' | 'employments'>

/**
 * The data of the event as its schema has them: every other member of the event is left out. Undefined when it
 * concerns no organisation, as a professional's card.
 */
export async function dataOfEvent(
  deps: Deps,
  tx: Tx,
  event: RecordedEvent & { readonly type: NotifiedType },
): Promise<EventData | undefined> {
  const kind = kindOfEvent[event.type]
  const { data } = webhookEvents[kind]
  if (isOfCard(kind)) {
    const card = await deps.cards.cardForEmployer(tx, ofCard.parse(event).about.cardId)
    return card && data.parse(card)
  }
  if (!isOfOrder(kind)) return data.parse(event)
  const ids = ofPrepared.parse(event)
  const reference = await deps.employments.referenceOf(tx, ids)
  return data.parse({
    ...ids,
    ...(reference !== undefined && { reference }),
    ...(ids.about !== undefined && { orderId: ids.about.orderId }),
  })
}

const isOfCard = (kind: WebhookEventKind): boolean => kind.startsWith('card.')
const isOfOrder = (kind: WebhookEventKind): boolean => kind.startsWith('order.')

const ofCard = z.object({ about: z.object({ cardId: z.string() }) })
const ofPrepared = z.object({
  organisationId: z.string(),
  preparedId: z.string(),
  about: z.object({ orderId: z.string() }).optional(),
})
