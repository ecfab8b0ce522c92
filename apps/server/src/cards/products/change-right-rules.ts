import * as contracts from '@sotevarmenne/api/right-rules'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { operation } from '#platform/operation.ts'
import { decideChange, proposeChange, showChanges, type DatedChangesDeps } from './dated-changes.ts'
import { decideRightRulesProblems, proposeProblems } from './problems.ts'

const kinds = ['right-rules'] as const

/** All right rules: in force, coming, rejected, or waiting for another case officer. */
export const viewRightRules = operation({
  contract: contracts.viewRightRules,
  problems: {},
  handle: (deps: Omit<DatedChangesDeps, 'record'>) => async (permit) => {
    const changes = await showChanges(deps, permit, kinds)
    return ok({
      changes: changes.flatMap((one) =>
        one.kind === 'right-rules'
          ? [{ ...one, doctorId: [...one.doctorId], together: [...one.together] }]
          : [],
      ),
    })
  },
})

/** A case officer proposes which rights need a Doctor ID, and which two may have a card each, from a day on (R340). */
export const proposeRightRules = operation({
  contract: contracts.proposeRightRules,
  problems: proposeProblems,
  handle:
    (deps: DatedChangesDeps) =>
    (permit, { beginsOn, doctorId, together }) =>
      proposeChange(deps, permit, {
        kind: 'right-rules',
        beginsOn: localDate(beginsOn),
        doctorId: [...new Set(doctorId)].toSorted(),
        together: together.toSorted(),
      }),
})

export const decideRightRules = operation({
  contract: contracts.decideRightRules,
  problems: decideRightRulesProblems,
  handle: (deps: DatedChangesDeps) => (permit, input) =>
    decideChange(deps, permit, { ...input, kinds, notFound: 'right-rules-change-not-found' }),
})
