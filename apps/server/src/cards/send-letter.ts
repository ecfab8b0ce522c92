import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { Address } from '../people/contract.ts'
import { hashCode } from './card-secrets.ts'
import type { ActivationLetterSent } from './contract.ts'
import { aboutCard, tell, type Sealed } from './deps.ts'
import type { ActivationLetter } from './domain/activation-letter.ts'
import { whatWasMade, type Card } from './domain/card.ts'
import {
  codeSealedOf,
  findCard,
  findLetter,
  forgetLetterAddress,
  letterAddressSealedOf,
  lockLetter,
  markLetterSent,
} from './store.ts'

export type SendLetterRefusal = { readonly kind: 'letter-not-found' }

/**
 * Writes the letter and gives it to the print house; then the code is erased here. Asked again it sends nothing, and a
 * crash between the two sends the same letter under the same number. A withdrawn letter does not leave.
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

    const { card, letter, activationCode, lines } = opened
    const pdf = await deps.renderLetter({
      language: card.says.language,
      letterNumber,
      activationCode,
      lastDigits: opened.lastDigits,
      addressLines: lines,
      date: letter.plannedFor,
    })
    await deps.printHouse.post({ letterNumber, pdf, addressee: { lines } })
    const codeHash = await hashCode(deps.secret, activationCode)
    return deps.db.write((tx) =>
      letterHasLeft(deps, tx, permit, { card, letter, codeHash, by: 'print-house' }),
    )
  }

type Opened = {
  readonly card: Card
  readonly letter: ActivationLetter
  readonly activationCode: string
  readonly lastDigits: string
  readonly lines: readonly string[]
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
    lastDigits: made.cardNumber.slice(-lastDigitsShown),
    lines: await addressLines(deps, tx, card),
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
    readonly codeHash: string
    readonly by: ActivationLetterSent['by']
  },
): Promise<Result<void, never>> {
  const { letterNumber } = sent.letter
  const now = await lockLetter(tx, letterNumber)
  if (now?.state !== 'planned') return ok(undefined)

  await markLetterSent(tx, letterNumber, { at: deps.clock.now(), codeHash: sent.codeHash })
  await forgetLetterAddress(tx, sent.card.cardId)
  const event: ActivationLetterSent = {
    type: 'ActivationLetterSent',
    about: aboutCard(sent.card),
    letterNumber,
    by: sent.by,
  }
  await tell(deps, tx, event, permit)
  return ok(undefined)
}

/** The holder's name over the address of the order, or over that of the registration point (R23). */
async function addressLines(deps: Sealed, tx: Tx, card: Card): Promise<readonly string[]> {
  const name = `${card.says.givenNames} ${card.says.surname}`
  const sealed = await letterAddressSealedOf(tx, card.cardId)
  const address = sealed && parseAddress(deps.sealing.open(sealed, card.cardId))
  if (address) return [name, ...linesOf(address)]

  const point = await deps.registration.findPoint(tx, card.pointId)
  if (!point) throw new Error(`a card of a point that is not there: ${card.pointId}`)
  return [name, point.name, ...linesOf(point.address)]
}

/** Undefined when the letter goes to the registration point. */
function parseAddress(plain: Uint8Array): Address | undefined {
  // Sealed by `acceptOrder` from its own type.
  const address = JSON.parse(Buffer.from(plain).toString('utf8')) as Address | 'registration-point'
  return address === 'registration-point' ? undefined : address
}

const linesOf = ({ street, postalCode, postOffice, country }: Address): readonly string[] => [
  street,
  `${postalCode} ${postOffice}`,
  ...(country === 'FI' ? [] : [country]),
]
