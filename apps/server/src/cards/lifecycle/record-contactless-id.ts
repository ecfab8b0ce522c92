import * as api from '@sotevarmenne/api/cards'
import type { CardView } from '@sotevarmenne/api/cards'
import {
  contactlessId as readId,
  type ContactlessId,
} from '@sotevarmenne/identifiers/contactless-id'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { aboutCard, findCard, lockCard, notify, requesterOf } from '#cards/card/index.ts'
import type { Card } from '#cards/card/contract.ts'
import type { Tx } from '#platform/db.ts'
import { operation } from '#platform/operation.ts'
import type { ContactlessIdRecorded, ContactlessIdRemoved } from './contract.ts'
import type { CardsDeps } from './deps.ts'
import { checkContactless, registrarMay, type ContactlessRefusal } from './may.ts'
import {
  contactlessIdsOf,
  eraseContactlessId,
  lockCardWithId,
  saveContactlessId,
} from './stores/contactless-ids.ts'
import { texts } from './texts.ts'
import { showCard } from './view.ts'

export type RecordContactlessIdRefusal =
  | ContactlessRefusal
  | { readonly kind: 'card-not-found' }
  | { readonly kind: 'contactless-id-malformed' }
  | { readonly kind: 'contactless-id-random' }
  | { readonly kind: 'contactless-id-in-use' }

/** Records, changes or removes the identifier by which doors and time clocks know a card in force (R405). */
export const recordContactlessId = operation({
  contract: api.recordContactlessId,
  problems: {
    'card-not-found': { status: 404, ...texts.cardNotFound },
    'card-not-produced': { status: 409, ...texts.notProduced },
    'card-already-cancelled': { status: 409, ...texts.alreadyCancelled },
    'contactless-id-malformed': { status: 422, ...texts.contactlessMalformed },
    'contactless-id-random': { status: 422, ...texts.contactlessRandom },
    'contactless-id-in-use': { status: 409, ...texts.contactlessInUse },
  },
  handle:
    (deps: Pick<CardsDeps, 'db' | 'clock' | 'record'>) =>
    (permit, { cardId, contactlessId }) =>
      deps.db.write(async (tx): Promise<Result<CardView, RecordContactlessIdRefusal>> => {
        const read = contactlessId === undefined ? ok(undefined) : readId(contactlessId)
        if (!read.ok)
          return refuse({
            kind: read.refusal === 'random' ? 'contactless-id-random' : 'contactless-id-malformed',
          })
        const card = await lockCard(tx, cardId)
        if (!card || card.says.isTest) return refuse({ kind: 'card-not-found' })
        const checked = checkContactless(card)
        if (!checked.ok) return checked

        const changed = await change(deps, tx, card, read.value)
        if (!changed.ok) return changed
        if (changed.value !== undefined) {
          const event: ContactlessIdRecorded | ContactlessIdRemoved = {
            ...{ type: changed.value, about: aboutCard(card) },
          }
          await notify(deps, tx, event, permit)
        }
        return ok(await showCard(tx, card, (one) => registrarMay(one, requesterOf(permit))))
      }),
})

type Changed = (ContactlessIdRecorded | ContactlessIdRemoved)['type'] | undefined

/** What happened; undefined when it was so before. */
async function change(
  { clock }: Pick<CardsDeps, 'clock'>,
  tx: Tx,
  { cardId }: Card,
  id: ContactlessId | undefined,
): Promise<Result<Changed, { readonly kind: 'contactless-id-in-use' }>> {
  if (id === undefined)
    return ok((await eraseContactlessId(tx, cardId)) ? 'ContactlessIdRemoved' : undefined)
  if ((await contactlessIdsOf(tx, [cardId])).get(cardId) === id) return ok(undefined)
  const other = await lockCardWithId(tx, id)
  if (other !== undefined) {
    const holding = await findCard(tx, other)
    const today = dateInHelsinki(clock.now())
    if (holding !== undefined && holding.state !== 'cancelled' && holding.says.validTo >= today)
      return refuse({ kind: 'contactless-id-in-use' })
    // Of a card that is no longer in force.
    await eraseContactlessId(tx, other)
  }
  const isSaved = await saveContactlessId(tx, { cardId, id, at: clock.now() })
  return isSaved ? ok('ContactlessIdRecorded') : refuse({ kind: 'contactless-id-in-use' })
}
