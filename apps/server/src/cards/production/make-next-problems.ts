import type { ProblemsFor } from '#platform/endpoint.ts'
import type { MakeNextRefusal } from './make-next-card.ts'
import { texts } from './texts.ts'

/** What a station tells whoever stands at the reader. */
export const makeNextProblems = {
  'card-removed': { status: 409, ...texts.cardRemoved },
  'card-unreadable': { status: 409, ...texts.cardUnreadable },
  'card-of-another-kind': { status: 409, ...texts.cardOfAnotherKind },
  'card-not-blank': { status: 409, ...texts.cardNotBlank },
  'blank-not-in-stock': { status: 409, ...texts.blankNotInStock },
  'blank-was-given-up': { status: 409, ...texts.blankWasGivenUp },
  'nothing-to-make': { status: 409, ...texts.nothingToMake },
  'registers-silent': { status: 503, ...texts.registersSilentForProduction },
  'card-not-made': { status: 409, ...texts.cardNotMade },
} satisfies ProblemsFor<MakeNextRefusal>
