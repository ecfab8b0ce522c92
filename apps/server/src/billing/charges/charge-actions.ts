import type { Instant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { Tx } from '#platform/db.ts'
import type { Subscription } from '#platform/outbox.ts'
import { vatPermilleOn } from '#cards/products/index.ts'
import type { ChargedAction, Price } from '#cards/products/contract.ts'
import type { VisitToInvoice } from '#points/appointments/contract.ts'
import type { ChargesDeps } from './deps.ts'
import { chargeOf, chargesOfVisit } from './domain/charge.ts'
import type { Payer } from './ports.ts'
import { insertNewCharge, newId } from './insert-charge.ts'

type Deps = Pick<ChargesDeps, 'db' | 'clock' | 'record' | 'orders' | 'testCards' | 'systemPermit'>

/** Events with `charges`, which say what they cost and who pays (`ChargedAction`). */
const eventsWithCharges = ['ServiceCertificateIssued'] as const

/**
 * Subscribes to the operations that organisations pay for: a produced card, at the price signed in its order;
 * a spare card that was handed over; any event with its own charges; and a visit paid by an organisation,
 * owed to the operator of the point. Free operations are recorded too, at zero and with their reason.
 */
export const chargeActions = (deps: Deps): readonly Subscription[] => [
  {
    event: 'CardProduced',
    listener: 'fees.chargeCard',
    handle: async (event, _eventId, happenedAt) => {
      const { about } = ofCard.parse(event)
      await chargePayer(deps, { about, happenedAt }, ({ product, price }) => ({ product, price }))
    },
  },
  {
    event: 'SpareCardHandedOver',
    listener: 'fees.chargeSpareCard',
    handle: async (event, _eventId, happenedAt) => {
      const { about, price } = ofSpareCard.parse(event)
      await chargePayer(deps, { about, happenedAt }, () => ({
        product: 'temporary-certificate',
        price,
      }))
    },
  },
  {
    event: 'VisitServed',
    listener: 'fees.chargeVisit',
    concerns: (event) => ofVisit.safeParse(event).success,
    handle: async (event) => {
      const { visitId, pointId, toInvoice } = ofVisit.parse(event)
      await deps.db.write(async (tx) => {
        for (const created of chargesOfVisit(toInvoice, { visitId, pointId, newId }))
          await insertNewCharge(deps, tx, created, deps.systemPermit('charges.charge'))
        return ok(undefined)
      })
    },
  },
  ...eventsWithCharges.map((event): Subscription => ({
    event,
    listener: `charges.charge${event}`,
    handle: async (input, _eventId, happenedAt) => {
      const { charges } = withCharges.parse(input)
      await deps.db.write(async (tx) => {
        for (const action of charges) await charge(deps, tx, action, happenedAt)
        return ok(undefined)
      })
    },
  })),
]

const about = z.object({ orderId: z.string(), cardId: z.string() })
const ofCard = z.object({ about })
const ofSpareCard = z.object({
  about,
  price: z.custom<Price>((value) => typeof value === 'object' && value !== null && 'kind' in value),
})
const ofVisit = z.object({
  visitId: z.string(),
  pointId: z.string(),
  toInvoice: z.custom<VisitToInvoice>(
    (value) => typeof value === 'object' && value !== null && 'payerId' in value,
  ),
})
const withCharges = z.object({
  // Absent from events before charging was introduced.
  charges: z
    .array(
      z.custom<ChargedAction>(
        (value) => typeof value === 'object' && value !== null && 'price' in value,
      ),
    )
    .default([]),
})

/** Looks up the payer of the order, and the agreements. */
const chargePayer = (
  deps: Deps,
  {
    about: { orderId, cardId },
    happenedAt,
  }: { readonly about: z.infer<typeof about>; readonly happenedAt: Instant | undefined },
  priced: (payer: Payer) => Pick<ChargedAction, 'product' | 'price'>,
): Promise<unknown> =>
  deps.db.write(async (tx) => {
    const payer = await payerOf(deps, tx, orderId)
    if (payer !== undefined)
      await charge(
        deps,
        tx,
        { ...{ ...payer, ...priced(payer) }, subject: { kind: 'card', orderId, cardId } },
        happenedAt,
      )
    return ok(undefined)
  })

/** Nobody pays for a professional's card (R9). */
const payerOf = async (
  { orders, testCards }: Deps,
  tx: Tx,
  orderId: string,
): Promise<Payer | undefined> =>
  (await orders.payerOf(tx, orderId)) ?? (await testCards.payerOf(tx, orderId))

/** On the day of the operation: its event may be delivered after midnight, or days later. */
async function charge(
  deps: Deps,
  tx: Tx,
  action: ChargedAction,
  happenedAt: Instant = deps.clock.now(),
): Promise<void> {
  const actedOn = dateInHelsinki(happenedAt)
  const created = chargeOf(action, {
    chargeId: newId(),
    actedOn,
    vatPermille: await vatPermilleOn(tx, actedOn, action.priceList),
  })
  return insertNewCharge(deps, tx, created, deps.systemPermit('charges.charge'))
}
