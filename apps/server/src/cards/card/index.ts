export { askerOf } from './actor.ts'
export { newActivationCode, newCardNumber, randomDigits } from './card-secrets.ts'
export {
  activate,
  close,
  failTry,
  finishTry,
  handOver,
  isOnTheWayHome,
  isOrdered,
  startTry,
  triesAtMost,
  tryAgain,
  type SaysCitizen,
  type SaysMember,
  type SaysOrganisation,
  type SaysProfessional,
  whatWasMade,
} from './domain/card.ts'
export { revocationCauseOf } from './domain/revocation-cause.ts'
export {
  judgeCancelling,
  judgeClosing,
  judgeHandOver,
  judgeLoss,
  judgeProduction,
  judgeUnlock,
  type CancelRefusal,
  type ClosingRefusal,
  type HandOverRefusal,
  type LossRefusal,
  type ProductionRefusal,
  type ReasonAtDesk,
  type UnlockRefusal,
} from './domain/rules.ts'
export { aboutCard, tell } from './record-card-event.ts'
export { countReliances, relianceOf, reliancesOf } from './reliances.ts'
export { stopOrdered } from './stop-ordered-card.ts'
export {
  cardsEndingOn,
  cardsOfHolder,
  cardsOfOrders,
  cardsOfPoint,
  cardsWaitingAt,
  cardsWithEvent,
  findCard,
  findCardByNumber,
  findCardOfOrder,
  forgetLetterAddress,
  insertCard,
  keepLetterAddress,
  letterAddressSealedOf,
  lockCard,
  saveCard,
  sendToPoint,
  timelinesOf,
  type TimelineEntry,
} from './store.ts'
export { waitsForHandOver } from './stores/figures.ts'
export { failedCards, nextInQueue, queueFigures, waitingCards } from './stores/production-queue.ts'
export type { AdminKeys, SystemPermit } from './ports.ts'
