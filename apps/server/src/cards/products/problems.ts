import { dualControlProblems } from '#platform/dual-control-problems.ts'
import { texts } from './texts.ts'

const tooEarly = { status: 422, ...texts.tooEarly } as const

export const proposeProblems = {
  'change-begins-too-early': tooEarly,
  'change-already-proposed': { status: 409, ...texts.alreadyProposed },
}

export const decideProblems = {
  'price-change-not-found': { status: 404, ...texts.unknown },
  ...dualControlProblems,
  'change-begins-too-early': tooEarly,
}
