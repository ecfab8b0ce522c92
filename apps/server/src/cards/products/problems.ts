import { dualControlProblems } from '#platform/dual-control-problems.ts'
import { texts } from './texts.ts'

const tooEarly = { status: 422, ...texts.tooEarly } as const

export const proposeProblems = {
  'change-begins-too-early': tooEarly,
  'change-already-proposed': { status: 409, ...texts.alreadyProposed },
}

const notFound = { status: 404, ...texts.unknown } as const
const approvalProblems = { ...dualControlProblems, 'change-begins-too-early': tooEarly }

export const decidePriceProblems = { 'price-change-not-found': notFound, ...approvalProblems }
export const decideRightRulesProblems = {
  'right-rules-change-not-found': notFound,
  ...approvalProblems,
}
