export { createLetters, type Letters } from './create-letters.ts'
export { renderLetter } from './adapters/letter-typst.ts'
export { bureauHttp } from './adapters/letter-bureau-http.ts'
export type { LettersDeps } from './deps.ts'
export {
  activationStatement,
  clockDifferenceAllowed,
  checkLetterState,
  checkNewCode,
  type ActivationLetter,
  type LetterRefusal,
} from './domain/activation-letter.ts'
export type { Bureau, RenderLetter } from './ports.ts'
export { letterProblems, relayedCardProblems } from './problems.ts'
export {
  arePinsSet,
  haveOwnStepDone,
  isThisCard,
  proveTo,
  type RelayedCardRefusal,
} from './relayed-card.ts'
export { plannedLetterDay } from './letter-day.ts'
export { mayReplaceLetter, type ReplaceLetterRefusal } from './replace-letter.ts'
export {
  findLetter,
  findLetterOfCard,
  forgetFormerCodes,
  hasFormerCode,
  lettersOfCards,
  withdrawLettersOf,
} from './store.ts'
