import { startOfDay, type LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import { aboutCard, tell } from '#cards/card/index.ts'
import type { CardIn, MadeState } from '#cards/card/contract.ts'
import { newLetterNumber } from './letter-secrets.ts'
import type { ActivationLetterPlanned, LetterNumber } from './contract.ts'
import type { Sealed } from './deps.ts'
import { insertLetter } from './store.ts'

/** A letter that will bring the code, which is kept sealed until then. */
export async function planLetter(
  deps: Sealed,
  tx: Tx,
  permit: Permit,
  {
    card,
    activationCode,
    plannedFor,
    codeOnCard,
  }: {
    readonly card: CardIn<MadeState>
    readonly activationCode: string
    readonly plannedFor: LocalDate
    readonly codeOnCard: boolean
  },
): Promise<LetterNumber> {
  const letterNumber = newLetterNumber()
  const sealed = deps.sealing.seal(Buffer.from(activationCode, 'utf8'), letterNumber)
  await insertLetter(tx, { letterNumber, cardId: card.cardId, plannedFor, codeOnCard }, sealed)
  // The first letter of a day plans the job that all of them leave by.
  await deps.planJob(tx, {
    kind: 'cards.sendLetters',
    key: `cards.sendLetters/${plannedFor}`,
    payload: { day: plannedFor },
    dueAt: startOfDay(plannedFor),
  })
  const planned: ActivationLetterPlanned = {
    type: 'ActivationLetterPlanned',
    about: aboutCard(card),
    letterNumber,
    plannedFor,
  }
  await tell(deps, tx, planned, permit)
  return letterNumber
}
