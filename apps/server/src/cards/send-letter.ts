import type { IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { Address } from '#people/contract.ts'
import type { PopulationFacts } from '#registers/contract.ts'
import type { ActivationLetterRedirected, ActivationLetterSent } from './contract.ts'
import { aboutCard, tell, type Sealed } from './deps.ts'
import type { ActivationLetter } from './domain/activation-letter.ts'
import { whatWasMade, type Card } from './domain/card.ts'
import {
  codeSealedOf,
  findCard,
  findLetter,
  forgetLetterAddress,
  letterAddressSealedOf,
  lockCard,
  lockLetter,
  markLetterSent,
} from './store.ts'

export type SendLetterRefusal = { readonly kind: 'letter-not-found' }

/**
 * Writes the letter and gives it to the print house; then code and address are erased here. Asked again it sends nothing, and a
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

    const { card, letter, activationCode } = opened
    const lines = await addressLines(deps, permit, opened)
    const pdf = await deps.renderLetter({
      language: card.says.language,
      letterNumber,
      activationCode,
      lastDigits: opened.lastDigits,
      addressLines: lines,
      date: letter.plannedFor,
    })
    await deps.printHouse.post({ letterNumber, pdf, addressee: { lines } })
    return deps.db.write(async (tx) => {
      await letterHasLeft(deps, tx, permit, { card, letter, by: 'print-house' })
      return ok(undefined)
    })
  }

type Opened = {
  readonly card: Card
  readonly letter: ActivationLetter
  readonly activationCode: string
  readonly lastDigits: string
  /** Where the applicant wished it to go; absent when that was the registration point. */
  readonly home?: Home
}

type Home = { readonly address: Address; readonly identityCode: IdentityCode }

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
    ...(await homeOf(deps, tx, card)),
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
  },
): Promise<void> {
  const { letterNumber } = sent.letter
  const now = await lockLetter(tx, letterNumber)
  if (now?.state !== 'planned') return

  await markLetterSent(tx, letterNumber, deps.clock.now())
  await forgetLetterAddress(tx, sent.card.cardId)
  const event: ActivationLetterSent = {
    type: 'ActivationLetterSent',
    about: aboutCard(sent.card),
    letterNumber,
    by: sent.by,
  }
  await tell(deps, tx, event, permit)
}

async function homeOf(deps: Sealed, tx: Tx, card: Card): Promise<{ readonly home?: Home }> {
  const sealed = await letterAddressSealedOf(tx, card.cardId)
  const address = sealed && parseAddress(deps.sealing.open(sealed, card.cardId))
  if (!address) return {}
  return { home: { address, identityCode: await deps.people.identityCodeOf(tx, card.holder) } }
}

/** Undefined when the letter goes to the registration point. */
function parseAddress(plain: Uint8Array): Address | undefined {
  // Sealed by `acceptOrder` from its own type.
  const address = JSON.parse(Buffer.from(plain).toString('utf8')) as Address | 'registration-point'
  return address === 'registration-point' ? undefined : address
}

/**
 * The holder's name over the address of the order, or over that of the registration point. Non-disclosure may have begun
 * since the order, so the register is asked at the last moment (R23); while it does not answer, the letter waits.
 */
async function addressLines(
  deps: Sealed,
  permit: Permit<'cards.sendLetter'>,
  { card, letter, home }: Opened,
): Promise<readonly string[]> {
  const name = `${card.says.givenNames} ${card.says.surname}`
  if (home) {
    const found = await deps.registers.lookUpPerson(home.identityCode)
    if (!found.ok && found.refusal.kind === 'register-unavailable')
      throw new Error(`the population register gives no answer: ${found.refusal.because}`)
    if (found.ok && !found.value.nonDisclosure) return [name, ...linesOf(home.address)]

    await redirect(deps, permit, {
      card,
      letter,
      home,
      population: found.ok ? found.value : undefined,
    })
  }
  const point = await deps.db.read((tx) => deps.registration.findPoint(tx, card.pointId))
  if (!point) throw new Error(`a card of a point that is not there: ${card.pointId}`)
  return [name, point.name, ...linesOf(point.address)]
}

/** Erases the address, before anything is printed, and tells it: once, however often the letter is tried. */
async function redirect(
  deps: Sealed,
  permit: Permit<'cards.sendLetter'>,
  {
    card,
    letter,
    home,
    population,
  }: Pick<Opened, 'card' | 'letter'> & {
    readonly home: Home
    readonly population: PopulationFacts | undefined
  },
): Promise<void> {
  const redirected = await deps.db.write(async (tx) => {
    await lockCard(tx, card.cardId)
    if ((await letterAddressSealedOf(tx, card.cardId)) === undefined) return ok(undefined)

    await forgetLetterAddress(tx, card.cardId)
    if (population)
      await deps.people.rememberPerson(tx, { identityCode: home.identityCode, ...population })
    const event: ActivationLetterRedirected = {
      type: 'ActivationLetterRedirected',
      about: aboutCard(card),
      letterNumber: letter.letterNumber,
      because: population ? 'non-disclosure' : 'unknown-to-population-register',
    }
    await tell(deps, tx, event, permit)
    return ok(undefined)
  })
  if (!redirected.ok) throw new Error('unreachable: a redirection is not refused')
}

const linesOf = ({ street, postalCode, postOffice, country }: Address): readonly string[] => [
  street,
  `${postalCode} ${postOffice}`,
  ...(country === 'FI' ? [] : [country]),
]
