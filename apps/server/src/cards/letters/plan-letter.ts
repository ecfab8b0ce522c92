import type { Instant } from '@sotevarmenne/kernel/instant'
import { startOfDay, type LocalDate } from '@sotevarmenne/kernel/local-date'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import { aboutCard, notify } from '#cards/card/index.ts'
import type { CardIn, ProducedState } from '#cards/card/contract.ts'
import { newLetterNumber } from './letter-secrets.ts'
import type { ActivationLetterPlanned, LetterNumber } from './contract.ts'
import type { Sealed } from './deps.ts'
import { plannedLetterDay } from './letter-day.ts'
import { insertLetter } from './store.ts'

/** Plans a letter with the code, which is stored sealed until then. It leaves some working days `after`. */
export async function planLetter(
  deps: Sealed,
  tx: Tx,
  permit: Permit,
  {
    card,
    activationCode,
    after,
    codeOnCard,
  }: {
    readonly card: CardIn<ProducedState>
    readonly activationCode: string
    readonly after: Instant
    readonly codeOnCard: boolean
  },
): Promise<{ readonly letterNumber: LetterNumber; readonly plannedFor: LocalDate }> {
  const { plannedFor, settings } = await plannedLetterDay(tx, after)
  const letterNumber = newLetterNumber()
  const sealed = deps.sealing.seal(Buffer.from(activationCode, 'utf8'), letterNumber)
  await insertLetter(tx, { letterNumber, cardId: card.cardId, plannedFor, codeOnCard }, sealed)
  // The first letter of a day plans the job that sends all of them.
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
    settings,
  }
  await notify(deps, tx, planned, permit)
  return { letterNumber, plannedFor }
}
