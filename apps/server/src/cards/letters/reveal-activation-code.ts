import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { CardNumber } from '#cards/card/contract.ts'
import { findCard, productionDataOf } from '#cards/card/index.ts'
import type { LetterNumber } from './contract.ts'
import type { Sealed } from './deps.ts'
import { letterHasLeft, openCode } from './open-letter.ts'
import { codeSealedOf, findLetterOfCard } from './store.ts'

export type RevealedCode = {
  readonly cardId: string
  readonly cardNumber: CardNumber
  readonly chipSerial: string
  readonly letterNumber: LetterNumber
  readonly activationCode: string
}

export type RevealCodeRefusal =
  | { readonly kind: 'card-not-found' }
  | { readonly kind: 'card-not-produced' }
  | { readonly kind: 'code-has-left' }

/** Instead of a letter, once, for the first registrar and case officer: nobody else can send them one yet. */
export const revealActivationCode =
  (deps: Sealed) =>
  async (
    tx: Tx,
    permit: Permit<'permissions.bootstrap'>,
    cardId: string,
  ): Promise<Result<RevealedCode, RevealCodeRefusal>> => {
    const card = await findCard(tx, cardId)
    if (!card) return refuse({ kind: 'card-not-found' })
    const production = productionDataOf(card)
    const letter = await findLetterOfCard(tx, cardId)
    if (!production || !letter) return refuse({ kind: 'card-not-produced' })
    const sealed = await codeSealedOf(tx, letter.letterNumber)
    if (!sealed) return refuse({ kind: 'code-has-left' })

    const activationCode = openCode(deps, sealed, letter.letterNumber)
    await letterHasLeft(deps, tx, permit, { card, letter, by: 'terminal' })
    return ok({
      cardId,
      cardNumber: production.cardNumber,
      chipSerial: production.chipSerial,
      letterNumber: letter.letterNumber,
      activationCode,
    })
  }
