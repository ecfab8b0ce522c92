import type { ProblemsFor } from '#platform/endpoint.ts'
import type { ProduceNextRefusal } from './produce-next-card.ts'
import { texts } from './texts.ts'

/** Messages of a station to the person at the reader. */
export const produceNextProblems = {
  'card-removed': { status: 409, ...texts.cardRemoved },
  'card-unreadable': { status: 409, ...texts.cardUnreadable },
  'card-of-another-kind': { status: 409, ...texts.cardOfAnotherKind },
  'card-not-blank': { status: 409, ...texts.cardNotBlank },
  'blank-not-in-stock': { status: 409, ...texts.blankNotInStock },
  'blank-was-rejected': { status: 409, ...texts.blankWasRejected },
  'nothing-to-produce': { status: 409, ...texts.nothingToProduce },
  'registers-silent': { status: 503, ...texts.registersSilentForProduction },
  'signer-silent': { status: 503, ...texts.signerSilentForProduction },
  'card-not-produced': { status: 409, ...texts.cardNotProduced },
} satisfies ProblemsFor<ProduceNextRefusal>
