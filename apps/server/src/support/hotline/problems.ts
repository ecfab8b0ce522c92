import { texts } from './texts.ts'

export const takeCallProblems = {
  'identity-code-differs': { status: 422, ...texts.identityCodeDiffers },
  'card-number-differs': { status: 422, ...texts.cardNumberDiffers },
  'call-back-missing': { status: 422, ...texts.callBackMissing },
  'reason-missing': { status: 422, ...texts.reasonMissing },
  'reason-not-of-caller': { status: 422, ...texts.reasonNotOfCaller },
  'holder-missing': { status: 422, ...texts.holderMissing },
  'card-not-of-holder': { status: 409, ...texts.cardNotOfHolder },
  'card-not-cancellable': { status: 409, ...texts.cardNotCancellable },
  'happened-in-the-future': { status: 422, ...texts.happenedInTheFuture },
  'call-of-another-agent': { status: 409, ...texts.callOfAnotherAgent },
}

export const viewCallProblems = {
  'call-not-found': { status: 404, ...texts.callNotFound },
}
