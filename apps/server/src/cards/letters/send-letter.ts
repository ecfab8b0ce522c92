import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { codeProofOf } from '@sotevarmenne/smartcard/code-proof'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { ActivationLetterSent } from '../contract.ts'
import { aboutCard, tell, type Sealed } from '../deps.ts'
import type { ActivationLetter } from '../domain/activation-letter.ts'
import { whatWasMade, type Card } from '../domain/card.ts'
import { digestOfProof } from '../card-secrets.ts'
import { addressLines } from './letter-address.ts'
import { findCard, forgetLetterAddress } from '../store.ts'
import { codeSealedOf, findLetter, lockLetter, markLetterSent } from '../stores/letters.ts'

export type SendLetterRefusal = { readonly kind: 'letter-not-found' }

/**
 * Writes the letter and gives it to the print house; then code and address are erased here. Asked again it sends
 * nothing, and a crash between the two sends the same letter under the same number. A withdrawn letter does not leave.
 */
export const sendLetter =
  (deps: Sealed) =>
  async (
    permit: Permit<'cards.sendLetter'>,
    letterNumber: string,
  ): Promise<Result<void, SendLetterRefusal>> => {
    const opened = await deps.db.read((tx) => openLetter(deps, tx, letterNumber))
    if (!opened) return refuse({ kind: 'letter-not-found' })
    if (opened === 'has-left') return ok(undefined)

    const { card, letter, activationCode } = opened
    const lines = await addressLines(deps, permit, { card, letterNumber: letter.letterNumber })
    const pdf = await deps.renderLetter({
      language: card.says.language,
      letterNumber,
      activationCode,
      lastDigits: opened.lastDigits,
      addressLines: lines,
      date: letter.plannedFor,
    })
    await deps.printHouse.post({ letterNumber, pdf, addressee: { lines } })
    const codeDigest = letter.codeOnCard
      ? undefined
      : digestOfProof(
          await codeProofOf(activationCode, { cardNumber: opened.cardNumber, letterNumber }),
        )
    return deps.db.write(async (tx) => {
      await letterHasLeft(deps, tx, permit, { card, letter, by: 'print-house', codeDigest })
      return ok(undefined)
    })
  }

type Opened = {
  readonly card: Card
  readonly letter: ActivationLetter
  readonly activationCode: string
  readonly cardNumber: string
  readonly lastDigits: string
}

async function openLetter(
  deps: Sealed,
  tx: Tx,
  letterNumber: string,
): Promise<Opened | 'has-left' | undefined> {
  const letter = await findLetter(tx, letterNumber)
  if (!letter) return undefined
  const sealed = await codeSealedOf(tx, letterNumber)
  if (letter.state !== 'planned' || !sealed) return 'has-left'
  const card = await findCard(tx, letter.cardId)
  const made = card && whatWasMade(card)
  if (!made) throw new Error(`a letter without a card: ${letterNumber}`)

  return {
    card,
    letter,
    activationCode: openCode(deps, sealed, letterNumber),
    cardNumber: made.cardNumber,
    lastDigits: made.cardNumber.slice(-lastDigitsShown),
  }
}

export const openCode = (
  { sealing }: Pick<Sealed, 'sealing'>,
  sealed: Uint8Array,
  letterNumber: string,
): string => Buffer.from(sealing.open(sealed, letterNumber)).toString('utf8')

/** Enough to tell the holder's cards apart; the whole number is on the card only. */
const lastDigitsShown = 6

/** Marks the letter as sent, erases the code and the address, and tells it. Sent once, however often it is called. */
export async function letterHasLeft(
  deps: Sealed,
  tx: Tx,
  permit: Permit,
  sent: {
    readonly card: Card
    readonly letter: ActivationLetter
    readonly by: ActivationLetterSent['by']
    /** Of a code that the card does not know yet. */
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
  await tell(deps, tx, event, permit)
}
