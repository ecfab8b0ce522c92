import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import { withSealing, type Unsealed } from '#platform/sealing.ts'
import { bindOperations } from '#platform/operation.ts'
import type { Sealed } from './deps.ts'
import { sendingLetters } from './jobs.ts'
import type { LetterAddress } from '#people/persons/contract.ts'
import { addressLines, sealAddress } from './letter-address.ts'
import { planLetter } from './plan-letter.ts'
import { renewCodeOnCard } from './renew-code-on-card.ts'
import { replaceLetter } from './replace-letter.ts'
import { retryLetters } from './retry-letters.ts'
import { sendLetters } from './send-letters.ts'
import { revealActivationCode } from './reveal-activation-code.ts'
import { viewLetters } from './view-letters.ts'

export type Letters = ReturnType<typeof createLetters>

export function createLetters(wired: Unsealed<Sealed>) {
  const deps: Sealed = withSealing(wired, 'cards')
  const send = sendLetters(deps)
  return {
    /** The address for the card's next letter, sealed for the card. */
    sealAddress: (cardId: string, address: LetterAddress | 'registration-point'): Uint8Array =>
      sealAddress(deps, cardId, address),
    addressLines: (
      permit: Parameters<typeof addressLines>[1],
      letter: Parameters<typeof addressLines>[2],
    ) => addressLines(deps, permit, letter),
    planLetter: (tx: Tx, permit: Permit, planned: Parameters<typeof planLetter>[3]) =>
      planLetter(deps, tx, permit, planned),
    replaceLetter: (
      tx: Tx,
      permit: Permit<'cards.orderNewCode' | 'cards.orderOwnNewCode'>,
      replaced: Parameters<typeof replaceLetter>[3],
    ) => replaceLetter(deps, tx, permit, replaced),
    sendLetters: send,
    ...bindOperations(deps, { renewCodeOnCard, viewLetters, retryLetters }),
    /** Needed only at bootstrap. */
    revealActivationCode: revealActivationCode(deps),
    jobs: [sendingLetters(deps, send)],
  }
}
