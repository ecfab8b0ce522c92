import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import {
  aboutCard,
  findCard,
  forgetLetterAddress,
  notify,
  productionDataOf,
} from '#cards/card/index.ts'
import type { Card } from '#cards/card/contract.ts'
import type { ActivationLetterSent } from './contract.ts'
import type { Sealed } from './deps.ts'
import type { ActivationLetter } from './domain/activation-letter.ts'
import { codeSealedOf, findLetter, lockLetter, markLetterSent } from './store.ts'

/** A letter that has not left, with its activation code. */
export type OpenedLetter = {
  readonly card: Card
  readonly letter: ActivationLetter
  readonly activationCode: string
  readonly cardNumber: string
}

/** Undefined when the letter has left or was withdrawn: its code can no longer be read here. */
export async function openLetter(
  deps: Sealed,
  tx: Tx,
  letterNumber: string,
): Promise<OpenedLetter | undefined> {
  const letter = await findLetter(tx, letterNumber)
  const sealed = letter && (await codeSealedOf(tx, letterNumber))
  if (letter?.state !== 'planned' || !sealed) return undefined
  const card = await findCard(tx, letter.cardId)
  const production = card && productionDataOf(card)
  if (!production) throw new Error(`letter ${letterNumber} has no card`)

  const activationCode = openCode(deps, sealed, letterNumber)
  return { card, letter, activationCode, cardNumber: production.cardNumber }
}

export const openCode = (
  { sealing }: Pick<Sealed, 'sealing'>,
  sealed: Uint8Array,
  letterNumber: string,
): string => Buffer.from(sealing.open(sealed, letterNumber)).toString('utf8')

/**
 * Marks the letter as sent, erases the code and the address, and records the event once, however often
 * called.
 */
export async function letterHasLeft(
  deps: Sealed,
  tx: Tx,
  permit: Permit,
  sent: {
    readonly card: Card
    readonly letter: ActivationLetter
    readonly by: ActivationLetterSent['by']
    /** Digest of a code that the card does not know yet. */
    readonly codeDigest?: Uint8Array | undefined
  },
): Promise<void> {
  const { letterNumber } = sent.letter
  const now = await lockLetter(tx, letterNumber)
  if (now?.state !== 'planned') return

  await markLetterSent(tx, letterNumber, { at: deps.clock.now(), codeDigest: sent.codeDigest })
  await forgetLetterAddress(tx, sent.card.cardId)
  const event: ActivationLetterSent = {
    type: 'ActivationLetterSent',
    about: aboutCard(sent.card),
    letterNumber,
    by: sent.by,
  }
  await notify(deps, tx, event, permit)
}
