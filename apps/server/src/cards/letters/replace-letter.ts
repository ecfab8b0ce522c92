import { addDays, dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Address } from '#people/persons/contract.ts'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import { aboutCard, keepLetterAddress, newActivationCode, notify } from '#cards/card/index.ts'
import type { Card, CardIn, ProducedState } from '#cards/card/contract.ts'
import type { ActivationLetterReplaced } from './contract.ts'
import type { Sealed } from './deps.ts'
import { checkNewCode, maxLetters, type NewCodeRefusal } from './domain/activation-letter.ts'
import { sealAddress } from './letter-address.ts'
import { planLetter } from './plan-letter.ts'
import { countLettersSince, findLetterOfCard, replaceLettersOf } from './store.ts'

export type ReplaceLetterRefusal = NewCodeRefusal | { readonly kind: 'too-many-new-codes' }

/** Whether the card may have a letter with a new code, whichever person requests it. */
export async function mayReplaceLetter(
  { clock }: Pick<Sealed, 'clock'>,
  tx: Tx,
  card: Card,
): Promise<Result<CardIn<ProducedState>, ReplaceLetterRefusal>> {
  const checked = checkNewCode(card, await findLetterOfCard(tx, card.cardId))
  if (!checked.ok) return checked
  const monthAgo = addDays(dateInHelsinki(clock.now()), -30)
  const letters = await countLettersSince(tx, card.cardId, monthAgo)
  return letters < maxLetters ? checked : refuse({ kind: 'too-many-new-codes' })
}

/** The former letter is invalid at once; the new one leaves as many working days later as the first (R22). */
export async function replaceLetter(
  deps: Sealed,
  tx: Tx,
  permit: Permit<'cards.orderNewCode' | 'cards.orderOwnNewCode'>,
  {
    card,
    address,
  }: { readonly card: CardIn<ProducedState>; readonly address: Address | 'registration-point' },
): Promise<void> {
  await replaceLettersOf(tx, card.cardId)
  await keepLetterAddress(tx, card.cardId, sealAddress(deps, card.cardId, address))
  const { letterNumber, plannedFor } = await planLetter(deps, tx, permit, {
    card,
    activationCode: newActivationCode(),
    after: deps.clock.now(),
    codeOnCard: false,
  })
  const replaced: ActivationLetterReplaced = {
    type: 'ActivationLetterReplaced',
    about: aboutCard(card),
    letterNumber,
    plannedFor,
  }
  await notify(deps, tx, replaced, permit)
}
