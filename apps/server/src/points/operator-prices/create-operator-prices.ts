import { bindOperations } from '#platform/operation.ts'
import { decidePointPrice, withdrawOwnPointPrice } from './decide-price.ts'
import type { OperatorPricesDeps } from './deps.ts'
import { mailsOf } from './mails.ts'
import { proposeOwnPointPrice, proposePointPrice } from './propose-price.ts'
import { waitingProposals } from './store.ts'
import {
  listOwnPriceProposals,
  listPriceProposals,
  viewOwnPointPrices,
  viewPriceProposal,
} from './view-prices.ts'

export const createOperatorPrices = (deps: OperatorPricesDeps) => ({
  ...bindOperations(deps, {
    viewOwnPointPrices,
    listOwnPriceProposals,
    proposeOwnPointPrice,
    withdrawOwnPointPrice,
    listPriceProposals,
    viewPriceProposal,
    proposePointPrice,
    decidePointPrice,
  }),
  mailsOf: mailsOf(deps),
  waiting: [waitingProposals],
})
