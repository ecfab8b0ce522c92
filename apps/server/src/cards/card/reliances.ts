import type { Tx } from '#platform/db.ts'
import type { Reliance } from './contract.ts'
import type { Card, SaysProfessional } from './domain/card.ts'
import { cardsOfHolder, countOpenCards, findCard } from './store.ts'

/** What the registers must confirm for a person's cards that are not cancelled. */
export const reliancesOf = async (tx: Tx, personId: string): Promise<readonly Reliance[]> =>
  (await cardsOfHolder(tx, personId)).filter(({ state }) => state !== 'cancelled').map(relianceOf)

/** Of one card, also a cancelled one: a spare card may still repeat its data. */
export async function relianceOfCard(tx: Tx, cardId: string): Promise<Reliance | undefined> {
  const card = await findCard(tx, cardId)
  return card && relianceOf(card)
}

export const relianceOf = ({ cardId, holder, says }: Card): Reliance => ({
  cardId,
  personId: holder,
  givenNames: says.givenNames,
  surname: says.surname,
  ...(says.product === 'professional-card' && rightOf(says)),
  validTo: says.validTo,
})

const rightOf = ({ registrationNumber, doctorId, rightCode }: SaysProfessional) => ({
  registrationNumber,
  ...(doctorId !== undefined && { doctorId }),
  rightCode,
})

export const countReliances = countOpenCards
