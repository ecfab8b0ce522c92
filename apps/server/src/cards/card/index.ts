export { requesterOf } from './actor.ts'
export { newActivationCode, newCardNumber, randomDigits } from './card-secrets.ts'
export {
  activate,
  cancel,
  failTry,
  finishTry,
  handOver,
  isOnTheWayHome,
  isOrdered,
  startTry,
  maxTries,
  tryAgain,
  type SaysCitizen,
  type SaysMember,
  type SaysOrganisation,
  type SaysProfessional,
  productionDataOf,
} from './domain/card.ts'
export { revocationCauseOf } from './domain/revocation-cause.ts'
export {
  checkCancelling,
  checkCancellation,
  checkHandOver,
  checkLoss,
  checkProduction,
  checkUnlock,
  type CancelRefusal,
  type CancellationRefusal,
  type HandOverRefusal,
  type LossRefusal,
  type ProductionRefusal,
  type UnlockRefusal,
} from './domain/rules.ts'
export { aboutCard, notify, notifyOn } from './record-card-event.ts'
export { countReliances, relianceOf, relianceOfCard, reliancesOf } from './reliances.ts'
export { stopOrdered } from './stop-ordered-card.ts'
export {
  cardsEndingOn,
  cardsOfEmployer,
  openCardsOfEmployer,
  cardsOfHolder,
  holdersOfCardsInUse,
  cardsOfOrders,
  cardsOfPoint,
  type CardsSought,
  cardIdsOf,
  cardNumbersOf,
  cardsWaitingAt,
  cardsWithEvent,
  countHeldOfEmployer,
  findCard,
  findCardByNumber,
  findCardOfOrder,
  forgetLetterAddress,
  insertCard,
  keepLetterAddress,
  letterAddressSealedOf,
  lockCard,
  professionalHoldersAmong,
  saveCard,
  sendToPoint,
} from './store.ts'
export { showCertificates, showTimeline } from './show-parts.ts'
export { timelines, timelinesIn, type TimelineEntry } from './stores/timeline.ts'
export { waitsForHandOver } from './stores/figures.ts'
export { failedCards, nextInQueue, queueFigures, waitingCards } from './stores/production-queue.ts'
export { cardInProduction, type AdminKeys } from './ports.ts'
export { wipeBySigner, type AdminKeyOfCard, type SignerSilent } from './wipe-by-signer.ts'
