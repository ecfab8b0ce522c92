import * as contracts from '@sotevarmenne/api/stock'
import { endpoint, type Endpoint, type ProblemsFor } from '#platform/endpoint.ts'
import type { Blanks } from './create-blanks.ts'
import type { CountRefusal, MoveRefusal, ReceiveRefusal, RejectRefusal } from './keep-stock.ts'
import { texts } from './texts.ts'

export const blankApi = (blanks: Blanks): readonly Endpoint[] => [
  endpoint({
    contract: contracts.viewStock,
    action: (permit) => blanks.viewStock(permit),
    problems: {},
  }),
  endpoint({
    contract: contracts.receiveBlanks,
    action: blanks.receiveBlanks,
    problems: {
      ...rangeProblems,
      'already-in-stock': { status: 409, ...texts.alreadyInStock },
    } satisfies ProblemsFor<ReceiveRefusal>,
  }),
  endpoint({
    contract: contracts.moveBlanks,
    action: blanks.moveBlanks,
    problems: {
      ...rangeProblems,
      'none-in-stock': { status: 409, ...texts.noneInStock },
    } satisfies ProblemsFor<MoveRefusal>,
  }),
  endpoint({
    contract: contracts.countBlanks,
    action: async (permit, requested) => {
      const counted = await blanks.countBlanks(permit, requested)
      return counted.ok
        ? { ok: true, value: { ...counted.value, missing: [...counted.value.missing] } }
        : counted
    },
    problems: {
      ...rangeProblems,
      'place-of-others': { status: 403, ...texts.placeOfOthers },
    } satisfies ProblemsFor<CountRefusal>,
  }),
  endpoint({
    contract: contracts.rejectBlank,
    action: async (permit, requested) => {
      const rejected = await blanks.rejectBlank(permit, requested)
      return rejected.ok ? { ok: true, value: {} } : rejected
    },
    problems: {
      'blank-not-found': { status: 404, ...texts.blankNotFound },
      'blank-used': { status: 409, ...texts.blankUsed },
      'place-of-others': { status: 403, ...texts.placeOfOthers },
    } satisfies ProblemsFor<RejectRefusal>,
  }),
]

const rangeProblems = {
  'range-backwards': { status: 422, ...texts.rangeBackwards },
  'range-too-long': { status: 422, ...texts.rangeTooLong },
  'place-not-found': { status: 404, ...texts.placeNotFound },
}
