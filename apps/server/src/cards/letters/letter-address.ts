import type { IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { LetterAddress } from '#people/persons/contract.ts'
import type { PopulationFacts } from '#people/registers/contract.ts'
import {
  aboutCard,
  forgetLetterAddress,
  letterAddressSealedOf,
  lockCard,
  notify,
} from '#cards/card/index.ts'
import type { Card } from '#cards/card/contract.ts'
import type { ActivationLetterRedirected, LetterNumber } from './contract.ts'
import type { Sealed } from './deps.ts'

type Letter = { readonly card: Card; readonly letterNumber: LetterNumber }

/**
 * The holder's name above the address of the order, or above that of the registration point. Non-disclosure
 * may have begun since the order, so the register is queried at the last moment (R23); until it responds, the
 * letter waits.
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
  if (!point) throw new Error(`registration point ${pointId} of a card does not exist`)
  return ok([name, point.name, ...linesOf(point.address)])
}

/** The address that the applicant wished; undefined when that was the registration point. */
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

/** Seals the address of the card's next letter for the card. */
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

/** Erases the address before printing, and reports it once, however often the letter is tried. */
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
    await notify(deps, tx, event, permit)
    return ok(undefined)
  })
}

/** Foreign countries stand last and in capital letters, as posts want (Universal Postal Union). */
const linesOf = ({
  organisation,
  careOf,
  street,
  postalCode,
  postOffice,
  country,
}: LetterAddress): readonly string[] => [
  ...(organisation === undefined ? [] : [organisation]),
  ...(careOf === undefined ? [] : [`c/o ${careOf}`]),
  street,
  `${postalCode} ${postOffice}`.trim(),
  ...(country === 'FI' ? [] : [countryName(country)]),
]

const names = new Intl.DisplayNames(['en'], { type: 'region' })
const countryName = (country: string): string => (names.of(country) ?? country).toUpperCase()
