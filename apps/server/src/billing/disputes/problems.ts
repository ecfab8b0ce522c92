import { texts } from './texts.ts'

export const disputeNotOpen = {
  'dispute-not-found': { status: 404, ...texts.disputeNotFound },
  'dispute-settled-before': { status: 409, ...texts.disputeSettledBefore },
}
