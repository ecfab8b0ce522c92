import * as api from '@sotevarmenne/api/cards'
import type { CardView } from '@sotevarmenne/api/cards'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { Identification, IdentificationRefusal } from '#points/identification/contract.ts'
import {
  aboutCard,
  requesterOf,
  handOver,
  type HandOverRefusal,
  checkHandOver,
  lockCard,
  saveCard,
  notify,
} from '#cards/card/index.ts'
import type { CardIn } from '#cards/card/contract.ts'
import { identificationProblems } from '#points/identification/index.ts'
import { operation } from '#platform/operation.ts'
import type { CardHandedOver } from './contract.ts'
import type { Sealed } from './deps.ts'
import { registrarMay } from './may.ts'
import { insertHandOver } from './store.ts'
import { showCard } from './view.ts'
import { texts } from './texts.ts'

export type HandOverCardRefusal =
  { readonly kind: 'card-not-found' } | HandOverRefusal | IdentificationRefusal

/** Hands the card to its holder, who is at the desk and was identified again (R25). */
export const handOverCard = operation({
  contract: api.handOverCard,
  problems: {
    'card-not-found': { status: 404, ...texts.cardNotFound },
    'card-not-awaiting-hand-over': { status: 409, ...texts.notAwaitingHandOver },
    'card-at-another-point': { status: 409, ...texts.atAnotherPoint },
    'card-sent-home': { status: 409, ...texts.sentHome },
    'handing-over-to-oneself': { status: 403, ...texts.notToOneself },
    ...identificationProblems,
  },
  handle:
    (deps: Sealed) =>
    (permit, { cardId, identification }) =>
      deps.db.write(async (tx): Promise<Result<CardView, HandOverCardRefusal>> => {
        const card = await lockCard(tx, cardId)
        if (!card) return refuse({ kind: 'card-not-found' })
        const checked = checkHandOver(card, requesterOf(permit))
        if (!checked.ok) return checked
        const identified = await deps.identify(tx, {
          personId: card.holder,
          presented: identification,
        })
        if (!identified.ok) return identified

        const handedOver = await give(deps, tx, permit, checked.value, identified.value)
        return ok(await showCard(tx, handedOver, (one) => registrarMay(one, requesterOf(permit))))
      }),
})

/**
 * The first registrar and the first case officer hand each other their cards: there is no other registrar
 * yet, and both are present. Even then nobody hands a card to themselves.
 */
export const handOverAtBootstrap =
  (deps: Sealed) =>
  async (
    tx: Tx,
    permit: Permit<'permissions.bootstrap'>,
    { cardId, by }: { readonly cardId: string; readonly by: string },
  ): Promise<Result<void, { readonly kind: 'card-not-found' } | HandOverRefusal>> => {
    const card = await lockCard(tx, cardId)
    if (!card) return refuse({ kind: 'card-not-found' })
    const checked = checkHandOver(card, { personId: by, pointId: card.pointId })
    if (!checked.ok) return checked

    await give(deps, tx, permit, checked.value, { documentType: 'known-to-each-other', by })
    return ok(undefined)
  }

async function give(
  deps: Sealed,
  tx: Tx,
  permit: Permit,
  card: CardIn<'awaitingHandOver'>,
  identification:
    Identification | { readonly documentType: 'known-to-each-other'; readonly by: string },
): Promise<CardIn<'handedOver'>> {
  const handedOver = handOver(card, deps.clock.now())
  const plain = Buffer.from(JSON.stringify(identification), 'utf8')
  await saveCard(tx, handedOver)
  await insertHandOver(tx, {
    cardId: card.cardId,
    at: handedOver.handedOverAt,
    identificationSealed: deps.sealing.seal(plain, card.cardId),
  })
  const event: CardHandedOver = {
    type: 'CardHandedOver',
    about: aboutCard(handedOver),
    documentType: identification.documentType,
  }
  await notify(deps, tx, event, permit)
  return handedOver
}
