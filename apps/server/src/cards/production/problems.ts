import { texts } from './texts.ts'

export const retryProblems = {
  'card-not-found': { status: 404, ...texts.cardNotFound },
  'production-not-failed': { status: 409, ...texts.productionNotFailed },
}
