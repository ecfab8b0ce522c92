import { withSealing, type Unsealed } from '#platform/sealing.ts'
import { bindOperations } from '#platform/operation.ts'
import { cancelForCaller, cancelSpareCard, writeOffSpareCard } from './cancel-spare-card.ts'
import type { Sealed } from './deps.ts'
import { holderOfSpareCardNumber, spareCardsForCaller } from './for-caller.ts'
import { handOverSpareCard } from './hand-over-spare-card.ts'
import { spareCardJobs, spareCardSubscriptions } from './jobs.ts'
import { listSpareCards } from './list-spare-cards.ts'
import {
  produceSpareCard,
  requestSpareCardProduction,
  serveSpareCardProduction,
} from './produce-spare-card.ts'
import { noteContact } from './note-contact.ts'
import { startSpareCard } from './start-spare-card.ts'
import { requestToTakeBackSpareCard, serveTakingBack, takeBackSpareCard } from './take-back.ts'
import { viewOwnSpareCards, viewSpareCard, viewSpareCardsOf } from './view-spare-cards.ts'

export type SpareCards = ReturnType<typeof createSpareCards>

export function createSpareCards(wired: Unsealed<Sealed>) {
  const deps: Sealed = withSealing(wired, 'spare-cards')
  serveSpareCardProduction(deps)
  serveTakingBack(deps)
  return {
    produceSpareCard: produceSpareCard(deps),
    cancelForCaller: cancelForCaller(deps),
    spareCardsForCaller,
    holderOfSpareCardNumber,
    takeBackSpareCard: takeBackSpareCard(deps),
    ...bindOperations(deps, {
      startSpareCard,
      requestSpareCardProduction,
      requestToTakeBackSpareCard,
      viewSpareCardsOf,
      handOverSpareCard,
      cancelSpareCard,
      writeOffSpareCard,
      noteContact,
      viewSpareCard,
      listSpareCards,
      viewOwnSpareCards,
    }),
    jobs: spareCardJobs(deps),
    subscriptions: spareCardSubscriptions(deps),
  }
}
