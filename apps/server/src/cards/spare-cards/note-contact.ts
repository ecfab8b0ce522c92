import * as api from '@sotevarmenne/api/spare-cards'
import type { SpareCardView } from '@sotevarmenne/api/spare-cards'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { operation } from '#platform/operation.ts'
import type { SpareCardHolderReminded } from './contract.ts'
import { aboutSpareCard, notify, type Sealed } from './deps.ts'
import { checkNote, type NoteRefusal } from './domain/rules.ts'
import { insertNote } from './stores/life.ts'
import { lockSpareCard } from './stores/spare-cards.ts'
import { showOneAtDesk } from './view.ts'
import { texts } from './texts.ts'
import { notFound } from './problems.ts'

export type NoteContactRefusal = { readonly kind: 'spare-card-not-found' } | NoteRefusal

/**
 * Records a contact about the return (R78): that the holder was reminded, how, and the result. The text is
 * sealed.
 */
export const noteContact = operation({
  contract: api.noteContact,
  problems: {
    'spare-card-not-found': notFound,
    'nothing-to-bring-back': { status: 409, ...texts.nothingToBringBack },
  },
  handle:
    (deps: Sealed) =>
    (permit, { spareCardId, means, text }) =>
      deps.db.write(async (tx): Promise<Result<SpareCardView, NoteContactRefusal>> => {
        const card = await lockSpareCard(tx, spareCardId)
        if (!card) return refuse({ kind: 'spare-card-not-found' })
        const checked = checkNote(card)
        if (!checked.ok) return checked

        await insertNote(tx, {
          spareCardId: card.spareCardId,
          at: deps.clock.now(),
          means,
          ...(text !== undefined &&
            text !== '' && {
              textSealed: deps.sealing.seal(Buffer.from(text, 'utf8'), card.spareCardId),
            }),
        })
        const event: SpareCardHolderReminded = {
          type: 'SpareCardHolderReminded',
          about: aboutSpareCard(card),
          means,
        }
        await notify(deps, tx, event, permit)
        return ok(await showOneAtDesk(deps, tx, permit, card))
      }),
})
