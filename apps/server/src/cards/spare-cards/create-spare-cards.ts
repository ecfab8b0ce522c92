import { createSealing } from '#platform/sealing.ts'
import { cancelForCaller, cancelSpareCard, writeOffSpareCard } from './cancel-spare-card.ts'
import type { SpareCardsDeps } from './deps.ts'
import { holderOfSpareCardNumber, spareCardsForCaller } from './for-caller.ts'
import { handOverSpareCard } from './hand-over-spare-card.ts'
import { spareCardJobs, spareCardSubscriptions } from './jobs.ts'
import { listSpareCards } from './list-spare-cards.ts'
import { produceSpareCard } from './produce-spare-card.ts'
import { noteContact } from './note-contact.ts'
import { startSpareCard } from './start-spare-card.ts'
import { takeBackSpareCard } from './take-back.ts'
import { viewOwnSpareCards, viewSpareCard, viewSpareCardsOf } from './view-spare-cards.ts'

export type SpareCards = ReturnType<typeof createSpareCards>

/** Throws when the secret is shorter than 32 bytes. */
export function createSpareCards(wired: SpareCardsDeps) {
  const deps = { ...wired, sealing: createSealing(wired.secret, 'spare-cards') }
  return {
    startSpareCard: startSpareCard(deps),
    produceSpareCard: produceSpareCard(deps),
    handOverSpareCard: handOverSpareCard(deps),
    cancelSpareCard: cancelSpareCard(deps),
    cancelForCaller: cancelForCaller(deps),
    spareCardsForCaller,
    holderOfSpareCardNumber,
    writeOffSpareCard: writeOffSpareCard(deps),
    takeBackSpareCard: takeBackSpareCard(deps),
    noteContact: noteContact(deps),
    viewSpareCard: viewSpareCard(deps),
    viewSpareCardsOf: viewSpareCardsOf(deps),
    viewOwnSpareCards: viewOwnSpareCards(deps),
    listSpareCards: listSpareCards(deps),
    jobs: spareCardJobs(deps),
    subscriptions: spareCardSubscriptions(deps),
  }
}
