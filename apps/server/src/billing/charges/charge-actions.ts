import type { Instant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { Tx } from '#platform/db.ts'
import type { Subscription } from '#platform/outbox.ts'
import { vatPermilleOn } from '#cards/products/index.ts'
import type { ChargedAct, Price } from '#cards/products/contract.ts'
import type { VisitToInvoice } from '#points/appointments/contract.ts'
import type { ChargesDeps } from './deps.ts'
import { chargeOf, chargesOfVisit } from './domain/charge.ts'
import type { Payer } from './ports.ts'
import { keepBorn, newId } from './keep-charge.ts'

type Deps = Pick<ChargesDeps, 'db' | 'clock' | 'record' | 'orders' | 'testCards' | 'systemPermit'>

/** Events whose `charges` say what they cost and whom (`ChargedAct`). */
const eventsWithCharges = ['ServiceCertificateIssued'] as const

/**
 * Hears of the acts that organisations pay for: a card that was made, at the price its order was signed for; a spare card that was
 * handed over; whatever says itself what it costs; and a visit that an organisation pays for, to the keeper of the point. What
 * is free is written down too, at zero and with its reason.
 */
export const chargeActs = (deps: Deps): readonly Subscription[] => [
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
        for (const born of chargesOfVisit(toInvoice, { visitId, pointId, newId }))
          await keepBorn(deps, tx, born, deps.systemPermit('charges.charge'))
        return ok(undefined)
      })
    },
  },
  ...eventsWithCharges.map((event): Subscription => ({
    event,
    listener: `charges.charge${event}`,
    handle: async (told, _eventId, happenedAt) => {
      const { charges } = withCharges.parse(told)
      await deps.db.write(async (tx) => {
        for (const act of charges) await charge(deps, tx, act, happenedAt)
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
  // Absent of what happened before it was charged for.
  charges: z
    .array(
      z.custom<ChargedAct>(
        (value) => typeof value === 'object' && value !== null && 'price' in value,
      ),
    )
    .default([]),
})

/** Asks whose order it was, and on which papers. */
const chargePayer = (
  deps: Deps,
  {
    about: { orderId, cardId },
    happenedAt,
  }: { readonly about: z.infer<typeof about>; readonly happenedAt: Instant | undefined },
  priced: (payer: Payer) => Pick<ChargedAct, 'product' | 'price'>,
): Promise<unknown> =>
  deps.db.write(async (tx) => {
    const payer = await payerOf(deps, tx, orderId)
    if (payer !== undefined)
      await charge(
        deps,
        tx,
        { ...{ ...payer, ...priced(payer) }, made: { kind: 'card', orderId, cardId } },
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

/** On the day on which it happened: it may be heard of after midnight, or after days. */
async function charge(
  deps: Deps,
  tx: Tx,
  act: ChargedAct,
  happenedAt: Instant = deps.clock.now(),
): Promise<void> {
  const actedOn = dateInHelsinki(happenedAt)
  const born = chargeOf(act, {
    chargeId: newId(),
    actedOn,
    vatPermille: await vatPermilleOn(tx, actedOn, act.priceList),
  })
  return keepBorn(deps, tx, born, deps.systemPermit('charges.charge'))
}
