import type { ContactMeans, SpareCardView } from '@sotevarmenne/api/spare-cards'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Permit } from '#platform/permit.ts'
import type { SpareCardHolderReminded } from './contract.ts'
import { aboutSpareCard, notify, type Sealed } from './deps.ts'
import { checkNote, type NoteRefusal } from './domain/rules.ts'
import { insertNote } from './stores/life.ts'
import { lockSpareCard } from './stores/spare-cards.ts'
import { showOneAtDesk } from './view.ts'

export type NoteContact = {
  readonly spareCardId: string
  readonly means: ContactMeans
  readonly text?: string | undefined
}

export type NoteContactRefusal = { readonly kind: 'spare-card-not-found' } | NoteRefusal

/**
 * Records a contact about the return (R78): that the holder was reminded, how, and the result. The text is
 * sealed.
 */
export const noteContact =
  (deps: Sealed) =>
  (
    permit: Permit<'spareCards.noteContact'>,
    { spareCardId, means, text }: NoteContact,
  ): Promise<Result<SpareCardView, NoteContactRefusal>> =>
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
    })
