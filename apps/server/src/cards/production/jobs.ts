import { ok } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import { hopeless, type JobHandler, type Subscription } from '#platform/outbox.ts'
import { lockCard, revocationCauseOf, productionDataOf } from '#cards/card/index.ts'
import type { ProductionDeps } from './deps.ts'
import type { CardCancelled } from '#cards/card/contract.ts'
import type { produceCard } from './produce-card.ts'
import { dropOrderBasis } from './order-bases.ts'

/** The production queue: one job per card. */
export const productionJobs = (
  deps: ProductionDeps,
  operations: {
    readonly produceCard: ReturnType<typeof produceCard>
    readonly isLeftToStations: () => Promise<boolean>
  },
): readonly JobHandler[] => [
  {
    kind: 'cards.produce',
    isReady: deps.signerResponds,
    handle: async ({ payload }) => {
      // Stations take the cards from the queue themselves.
      if (await operations.isLeftToStations()) return
      const produced = await operations.produceCard(
        deps.systemPermit('cards.produceCard'),
        cardIdIn(payload),
      )
      // Cancelled meanwhile, or failed for good and reported: a person must look at it, the outbox must not retry.
      if (!produced.ok && produced.refusal.kind === 'card-not-found')
        throw hopeless('production of a card that is not there')
      // Nothing is guessed while a register does not respond: tried again.
      if (!produced.ok && produced.refusal.kind === 'registers-silent')
        throw new Error(`the ${produced.refusal.register} register does not respond`)
      // Checked again later: the other run may crash.
      if (!produced.ok && produced.refusal.kind === 'superseded')
        throw new Error('another run produces the card')
    },
  },
]

/** The recovery of `certificates` may complete a certificate after its attempt was abandoned. */
export const revokeStray = (deps: ProductionDeps): Subscription => ({
  event: 'CertificateIssued',
  listener: 'cards.revokeStray',
  concerns: (event) => ofCard.safeParse(event).success,
  handle: async (event) => {
    const { cardId } = ofCard.parse(event).about
    const permit = deps.systemPermit('cards.produceCard')
    await deps.db.write(async (tx) => {
      const card = await lockCard(tx, cardId)
      const mayKeep = card?.state === 'inProduction'
      if (!card || mayKeep) return ok(undefined)
      const keep = (productionDataOf(card)?.certificates ?? []).map(({ serial }) => serial)
      const cause = revocationCauseOf('production-failed')
      await deps.revocations.revokeCard(tx, permit, { cardId, keep, cause })
      return ok(undefined)
    })
  },
})

/** What shows the signer that it was ordered is needed no longer. */
export const dropOfCancelled = ({ db }: Pick<ProductionDeps, 'db'>): Subscription => ({
  event: 'CardCancelled' satisfies CardCancelled['type'],
  listener: 'cards.dropSignedOrder',
  handle: async (event) => {
    const { orderId } = ofOrder.parse(event).about
    await db.write(async (tx) => {
      await dropOrderBasis(tx, orderId)
      return ok(undefined)
    })
  },
})

function cardIdIn({ cardId }: { readonly [name: string]: unknown }): string {
  if (typeof cardId !== 'string') throw hopeless('a job without cardId')
  return cardId
}

const ofOrder = z.object({ about: z.object({ orderId: z.string() }) })
const ofCard = z.object({ about: z.object({ cardId: z.string() }) })
