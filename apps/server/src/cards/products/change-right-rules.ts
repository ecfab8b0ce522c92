import * as contracts from '@sotevarmenne/api/right-rules'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { operation } from '#platform/operation.ts'
import {
  decideChange,
  proposeChange,
  showChanges,
  type DatedChanges,
  type DatedChangesDeps,
} from '#platform/dated-changes/change-from-a-day.ts'
import { decideProblems, proposeProblems } from '#platform/dated-changes/problems.ts'
import type { RightRulesChange, RightRulesEvent } from './contract.ts'
import { rightRulesChanges } from './store.ts'

const rules: DatedChanges<RightRulesChange> = {
  stored: rightRulesChanges,
  eventOf: (step, changeId, change): RightRulesEvent => ({
    ...{ type: `RightRulesChange${step}`, changeId, change },
  }),
}

/** All right rules: in force, coming, rejected, or waiting for another case officer. */
export const viewRightRules = operation({
  contract: contracts.viewRightRules,
  problems: {},
  handle: (deps: Omit<DatedChangesDeps, 'record'>) => async (permit) => {
    const changes = await showChanges(deps, permit, rules)
    return ok({
      changes: changes.map((one) => ({
        ...{ ...one, doctorId: [...one.doctorId], together: [...one.together] },
      })),
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
      proposeChange(deps, permit, rules, {
        kind: 'right-rules',
        beginsOn: localDate(beginsOn),
        doctorId: [...new Set(doctorId)].toSorted(),
        together: together.toSorted(),
      }),
})

export const decideRightRules = operation({
  contract: contracts.decideRightRules,
  problems: decideProblems('right-rules-change-not-found'),
  handle: (deps: DatedChangesDeps) => (permit, input) =>
    decideChange(deps, permit, rules, { ...input, notFound: 'right-rules-change-not-found' }),
})
