import type { AnswerOf } from '@sotevarmenne/api/endpoint'
import type {
  addSpareStock as addContract,
  viewSpareStock as viewContract,
} from '@sotevarmenne/api/spare-cards'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import type { Permit } from '#platform/permit.ts'
import { registrarOf, type NotAtAPoint } from '#registration/index.ts'
import type { SpareStockAdded } from './contract.ts'
import type { SpareCardsDeps } from './deps.ts'
import { insertBlanks, stockOf } from './store.ts'

/** Blanks that have come to the registrar's point. What is known already, here or elsewhere, stays where it is. */
export const addSpareStock =
  ({ db, clock, record }: SpareCardsDeps) =>
  (
    permit: Permit<'spareCards.addStock'>,
    { chipSerials }: { readonly chipSerials: readonly string[] },
  ): Promise<Result<AnswerOf<typeof addContract>, NotAtAPoint>> =>
    db.write(async (tx): Promise<Result<AnswerOf<typeof addContract>, NotAtAPoint>> => {
      const desk = registrarOf(permit)
      if (!desk.ok) return desk
      const { pointId } = desk.value
      const asked = [...new Set(chipSerials)]
      const added = await insertBlanks(tx, { chipSerials: asked, pointId, since: clock.now() })
      if (added.length > 0) {
        const event: SpareStockAdded = { type: 'SpareStockAdded', pointId, chipSerials: added }
        await record(tx, event, permit)
      }
      return ok({ added: added.length, known: asked.length - added.length })
    })

export const viewSpareStock =
  ({ db }: SpareCardsDeps) =>
  (
    permit: Permit<'spareCards.viewStock'>,
  ): Promise<Result<AnswerOf<typeof viewContract>, NotAtAPoint>> =>
    db.read(async (tx): Promise<Result<AnswerOf<typeof viewContract>, NotAtAPoint>> => {
      const desk = registrarOf(permit)
      if (!desk.ok) return desk
      const blanks = await stockOf(tx, desk.value.pointId)
      return ok({
        blanks: blanks.map(({ chipSerial, since }) => ({
          chipSerial,
          since: formatInstant(since),
        })),
      })
    })
