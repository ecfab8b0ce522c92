import { localDate } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { OrderErased } from '#cards/orders/contract.ts'
import {
  hopeless,
  type JobHandler,
  type RecordedEvent,
  type Subscription,
} from '#platform/outbox.ts'
import type { Permit } from '#platform/permit.ts'
import { askWhetherUsed } from './ask-whether-used.ts'
import type { CardsDeps } from './deps.ts'
import { whatWasMade } from './domain/card.ts'
import { revocationCauseOf } from './domain/closing.ts'
import type { produceCard } from './production/produce-card.ts'
import type { sendLetters } from './letters/send-letters.ts'
import { eraseHandOver, lockCard } from './store.ts'

/** Work of cards that the outbox brings: production at once, the letters of a day together. */
export const cardJobs = (
  deps: CardsDeps,
  deeds: {
    readonly produceCard: ReturnType<typeof produceCard>
    readonly sendLetters: ReturnType<typeof sendLetters>
    readonly isLeftToStations: () => Promise<boolean>
  },
): readonly JobHandler[] => [
  {
    kind: 'cards.produce',
    handle: async ({ payload }) => {
      // Stations take the cards of the queue themselves.
      if (await deeds.isLeftToStations()) return
      const produced = await deeds.produceCard(
        deps.systemPermit('cards.produceCard'),
        textOf(payload, 'cardId'),
      )
      // Cancelled meanwhile, or failed for good and told so: a person must look at it, not the outbox.
      if (!produced.ok && produced.refusal.kind === 'card-not-found')
        throw hopeless('production of a card that is not there')
      // Nothing is guessed while a register keeps silent: tried again.
      if (!produced.ok && produced.refusal.kind === 'registers-silent')
        throw new Error(`the ${produced.refusal.register} register gives no answer`)
      // Looked at again later: the other run may die.
      if (!produced.ok && produced.refusal.kind === 'overtaken')
        throw new Error('another run makes the card')
    },
  },
  {
    kind: 'cards.sendLetters',
    handle: async ({ payload }) => {
      const { waiting, faults } = await deeds.sendLetters(
        deps.systemPermit('cards.sendLetter'),
        localDate(textOf(payload, 'day')),
      )
      if (waiting > 0) throw new AggregateError(faults, `${String(waiting)} letters wait`)
    },
  },
  askWhetherUsed(deps),
]

/** What cards do when something happens elsewhere. */
export const cardSubscriptions = (deps: CardsDeps): readonly Subscription[] => [
  {
    // A certificate may be completed after its try was abandoned, by the recovery of `certificates`.
    event: 'CertificateIssued',
    listener: 'cards.revokeStray',
    concerns: (event) => aboutOf(event).cardId !== undefined,
    handle: async (event) => {
      const { cardId } = aboutOf(event)
      if (cardId === undefined) return
      const permit: Permit = deps.systemPermit('cards.produceCard')
      await deps.db.write(async (tx) => {
        const card = await lockCard(tx, cardId)
        const mayKeep = card?.state === 'inProduction'
        if (!card || mayKeep) return ok(undefined)
        const keep = (whatWasMade(card)?.certificates ?? []).map(({ serial }) => serial)
        const cause = revocationCauseOf('production-failed')
        await deps.revocation.revokeCard(tx, permit, { cardId, keep, cause })
        return ok(undefined)
      })
    },
  },
  {
    // The document seen at the hand-over goes with the one of the order (R60), whose erasure is the record of it.
    event: 'OrderErased' satisfies OrderErased['type'],
    listener: 'cards.eraseHandOver',
    handle: async (event) => {
      const { orderId } = aboutOf(event)
      if (orderId === undefined) throw new Error('an erased order without its id')
      await deps.db.write(async (tx) => {
        await eraseHandOver(tx, orderId)
        return ok(undefined)
      })
    },
  },
]

function textOf(payload: { readonly [name: string]: unknown }, name: string): string {
  const value = payload[name]
  if (typeof value !== 'string') throw hopeless(`a job without ${name}`)
  return value
}

const aboutOf = (event: RecordedEvent) => recorded.parse(event).about ?? {}

const recorded = z.object({
  about: z.object({ cardId: z.string().optional(), orderId: z.string().optional() }).optional(),
})
