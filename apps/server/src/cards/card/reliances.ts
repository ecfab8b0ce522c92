import type { Tx } from '#platform/db.ts'
import type { Reliance } from '#people/registers/contract.ts'
import type { Card, SaysProfessional } from './domain/card.ts'
import { cardsOfHolder, countOpenCards } from './store.ts'

/** What the registers must confirm for a person's cards that are not cancelled. */
export const reliancesOf = async (tx: Tx, personId: string): Promise<readonly Reliance[]> =>
  (await cardsOfHolder(tx, personId)).filter(({ state }) => state !== 'closed').map(relianceOf)

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
