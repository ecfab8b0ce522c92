import { texts } from './texts.ts'

export const notRenewable = {
  'card-not-found': { status: 404, ...texts.cardNotFound },
  'renewed-by-employer': { status: 409, ...texts.renewedByEmployer },
} as const
