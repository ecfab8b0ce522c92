import { cancelCard } from '@sotevarmenne/api/cards'
import { ok } from '@sotevarmenne/kernel/result'
import { aPermit } from '../operation/permit.ts'
import type { Subject } from './history.ts'

/** A card with everything that an auditor asks for: ordered, produced, handed over, unlocked and cancelled. */
export function auditedCard(): Subject<{
  readonly audited: {
    readonly name: string
    readonly cardId: string
    readonly personId: string
    readonly cancelledOn: string
  }
}> {
  let audited: ReturnType<ReturnType<typeof auditedCard>['found']>['audited']
  return {
    history: [
      [
        '2026-11-12',
        async ({ desk, stranger, riitta, service }) => {
          const { identityCode, givenNames, surname } = stranger()
          const { card } = await desk.putInUse(identityCode)
          const { personId } = card.holder
          const { cardId } = card
          // As an unlock writes it: the card itself is not needed here.
          const unlocked = await service.db.write(async (tx) => {
            await service.audit.record(
              tx,
              { type: 'CardUnlocked', about: { personId, cardId }, ...{ signedInBy: 'suomi-fi' } },
              aPermit('cards.unlockOwnCard', { personId }),
            )
            return ok(undefined)
          })
          if (!unlocked.ok) throw new Error('the unlock was not recorded')
          await riitta.request(cancelCard, { cardId, reason: 'lost' })
          const name = `${givenNames} ${surname}`
          audited = { ...{ name, cardId, personId }, cancelledOn: '12.11.2026' }
        },
      ],
    ],
    found: () => ({ audited }),
  }
}
