import type { IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { Address } from '#people/persons/contract.ts'
import type { PopulationFacts } from '#people/registers/contract.ts'
import {
  aboutCard,
  forgetLetterAddress,
  letterAddressSealedOf,
  lockCard,
  tell,
} from '#cards/card/index.ts'
import type { Card } from '#cards/card/contract.ts'
import type { ActivationLetterRedirected, LetterNumber } from './contract.ts'
import type { Sealed } from './deps.ts'

type Letter = { readonly card: Card; readonly letterNumber: LetterNumber }

/**
 * The holder's name over the address of the order, or over that of the registration point. Non-disclosure may have begun
 * since the order, so the register is asked at the last moment (R23); while it does not answer, the letter waits.
 */
export async function addressLines(
  deps: Sealed,
  permit: Permit<'cards.sendLetter' | 'cards.fetchPrint'>,
  letter: Letter,
): Promise<Result<readonly string[], { readonly kind: 'register-unavailable' }>> {
  const { says, pointId } = letter.card
  const name = `${says.givenNames} ${says.surname}`
  const vendor = says.isTest && (await deps.db.read((tx) => addressOf(deps, tx, letter.card)))
  if (vendor) return ok([name, ...linesOf(vendor)])
  const home = await deps.db.read((tx) => homeOf(deps, tx, letter.card))
  if (home) {
    const found = await deps.registers.lookUpPerson(home.identityCode)
    if (!found.ok && found.refusal.kind === 'register-unavailable')
      return refuse({ kind: 'register-unavailable' })
    if (found.ok && !found.value.nonDisclosure) return ok([name, ...linesOf(home.address)])

    const population = found.ok ? found.value : undefined
    await redirect(deps, permit, letter, { identityCode: home.identityCode, population })
  }
  const point = await deps.db.read((tx) => deps.registration.findPoint(tx, pointId))
  if (!point) throw new Error(`a card of a point that is not there: ${pointId}`)
  return ok([name, point.name, ...linesOf(point.address)])
}

/** Where the applicant wished the letter to go; undefined when that was the registration point. */
async function homeOf(
  deps: Pick<Sealed, 'sealing' | 'people'>,
  tx: Tx,
  card: Card,
): Promise<{ readonly address: LetterAddress; readonly identityCode: IdentityCode } | undefined> {
  const address = await addressOf(deps, tx, card)
  return address && { address, identityCode: await deps.people.identityCodeOf(tx, card.holder) }
}

async function addressOf(
  { sealing }: Pick<Sealed, 'sealing'>,
  tx: Tx,
  { cardId }: Card,
): Promise<LetterAddress | undefined> {
  const sealed = await letterAddressSealedOf(tx, cardId)
  return sealed && parseAddress(sealing.open(sealed, cardId))
}

/** Of a test card with whoever receives it at the vendor's. */
export type LetterAddress = Address & { readonly careOf?: string }

/** Sealed for the card: where its next letter goes. */
export const sealAddress = (
  { sealing }: Pick<Sealed, 'sealing'>,
  cardId: string,
  address: LetterAddress | 'registration-point',
): Uint8Array => sealing.seal(Buffer.from(JSON.stringify(address), 'utf8'), cardId)

function parseAddress(plain: Uint8Array): LetterAddress | undefined {
  // Sealed by `sealAddress` from its own type.
  const address = JSON.parse(Buffer.from(plain).toString('utf8')) as
    LetterAddress | 'registration-point'
  return address === 'registration-point' ? undefined : address
}

/** Erases the address, before anything is printed, and tells it: once, however often the letter is tried. */
async function redirect(
  deps: Sealed,
  permit: Permit,
  { card, letterNumber }: Letter,
  {
    identityCode,
    population,
  }: { readonly identityCode: IdentityCode; readonly population: PopulationFacts | undefined },
): Promise<void> {
  await deps.db.write(async (tx) => {
    await lockCard(tx, card.cardId)
    if ((await letterAddressSealedOf(tx, card.cardId)) === undefined) return ok(undefined)

    await forgetLetterAddress(tx, card.cardId)
    if (population) await deps.people.rememberPerson(tx, { identityCode, ...population })
    const event: ActivationLetterRedirected = {
      type: 'ActivationLetterRedirected',
      about: aboutCard(card),
      letterNumber,
      because: population ? 'non-disclosure' : 'unknown-to-population-register',
    }
    await tell(deps, tx, event, permit)
    return ok(undefined)
  })
}

const linesOf = ({
  careOf,
  street,
  postalCode,
  postOffice,
  country,
}: LetterAddress): readonly string[] => [
  ...(careOf === undefined ? [] : [careOf]),
  street,
  `${postalCode} ${postOffice}`,
  ...(country === 'FI' ? [] : [country]),
]
