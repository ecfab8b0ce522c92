import { randomUUID } from 'node:crypto'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { Tx } from '#platform/db.ts'
import type { Subscription } from '#platform/outbox.ts'
import { listedVat, vatPermille } from '#products/index.ts'
import type { Price, PricedProduct } from '#products/contract.ts'
import type { Charge, ChargeBorn, ChargeId } from './contract.ts'
import type { FeesDeps } from './deps.ts'
import type { Payer } from './ports.ts'
import { insertCharge } from './store.ts'

type Deps = Pick<FeesDeps, 'db' | 'clock' | 'record' | 'payerOf' | 'systemPermit'>

/**
 * Hears of the acts that organisations pay for: a card that was made, at the price its order was signed for; and a spare
 * card that was handed over. What is free is written down too, at zero and with its reason.
 */
export const chargeActs = (deps: Deps): readonly Subscription[] => [
  {
    event: 'CardProduced',
    listener: 'fees.chargeCard',
    handle: async (event) => {
      const { about } = ofCard.parse(event)
      await charge(deps, about, (payer) => ({ product: payer.product, price: payer.price }))
    },
  },
  {
    event: 'SpareCardHandedOver',
    listener: 'fees.chargeSpareCard',
    handle: async (event) => {
      const { about, price } = ofSpareCard.parse(event)
      await charge(deps, about, () => ({ product: 'temporary-certificate', price }))
    },
  },
]

const about = z.object({ orderId: z.string(), cardId: z.string() })
const ofCard = z.object({ about })
const ofSpareCard = z.object({
  about,
  price: z.custom<Price>((value) => typeof value === 'object' && value !== null && 'kind' in value),
})

type Act = z.infer<typeof about>

async function charge(
  deps: Deps,
  act: Act,
  priced: (payer: Payer) => { readonly product: PricedProduct; readonly price: Price },
): Promise<void> {
  const permit = deps.systemPermit('fees.charge')
  await deps.db.write(async (tx) => {
    const payer = await deps.payerOf(tx, act.orderId)
    if (payer === undefined) return ok(undefined)
    const born = chargeOf(deps, payer, { ...act, ...priced(payer) })
    if (await isNew(deps, tx, born)) {
      const { chargeId, organisationId, product, netCents, because } = born
      const event: ChargeBorn = {
        type: 'ChargeBorn',
        ...{ chargeId, organisationId, product, netCents, because, about: act },
      }
      await deps.record(tx, event, permit)
    }
    return ok(undefined)
  })
}

function chargeOf(
  { clock }: Deps,
  payer: Payer,
  act: Act & { readonly product: PricedProduct; readonly price: Price },
): Charge {
  const { price, product, orderId, cardId } = act
  const { organisationId, agreementId, authorisationId, unit, priceList } = payer
  const actedOn = dateInHelsinki(clock.now())
  return {
    chargeId: randomUUID() as string as ChargeId,
    ...{ organisationId, product, agreementId, orderId, cardId, actedOn },
    ...(authorisationId !== undefined && { authorisationId }),
    ...(unit && { unit }),
    because: price.because,
    netCents: price.kind === 'free' ? 0 : price.amount.cents,
    vatPermille: vatPermille(listedVat(actedOn, priceList), actedOn),
    state: { kind: 'open' },
  }
}

/** A card is made once and a spare card handed over once, each under an id of its own. */
const isNew = ({ clock }: Deps, tx: Tx, charge: Charge): Promise<boolean> =>
  insertCharge(tx, charge, { cause: `card ${charge.cardId}`, bornAt: clock.now() })
