import { texts } from './texts.ts'

export const completeSignatureProblems = {
  'signature-unreadable': { status: 422, ...texts.signatureUnreadable },
  'signature-does-not-hold': { status: 422, ...texts.signatureDoesNotHold },
  'signed-by-another-card': { status: 403, ...texts.signedByAnotherCard },
  'card-not-accepted': { status: 403, ...texts.cardNotAccepted },
  'holder-unavailable': { status: 503, ...texts.holderUnavailable },
  'card-cancelled': { status: 403, ...texts.cardCancelled },
  'time-stamps-unavailable': { status: 503, ...texts.timeStampsUnavailable },
  'status-unavailable': { status: 503, ...texts.statusUnavailable },
}
