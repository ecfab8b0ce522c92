import * as contracts from '@sotevarmenne/api/settings'
import { dateInHelsinki, localDate } from '@sotevarmenne/kernel/local-date'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import {
  decideChange,
  proposeChange,
  showChanges,
  type DatedChanges,
  type DatedChangesDeps,
  type ProposeRefusal,
} from '#platform/dated-changes/change-from-a-day.ts'
import { decideProblems, proposeProblems } from '#platform/dated-changes/problems.ts'
import { operation } from '#platform/operation.ts'
import type { SettingChange, SettingChangeEvent } from './contract.ts'
import { checkNumbers, numbersOf, type NotAllowed } from './domain/setting.ts'
import { findChangesInForce, settingChanges } from './store.ts'
import { texts } from './texts.ts'

const changes: DatedChanges<SettingChange> = {
  stored: settingChanges,
  eventOf: (step, changeId, change): SettingChangeEvent => ({
    ...{ type: `SettingChange${step}`, changeId, change },
  }),
  counts: ({ kind, numbers }) => contracts.isAllowed(kind, numbers),
}

/** Every setting today, and all changes: in force, coming, past, rejected, or waiting for another case officer. */
export const viewSettings = operation({
  contract: contracts.viewSettings,
  problems: {},
  handle: (deps: Omit<DatedChangesDeps, 'record'>) => async (permit) => {
    const shown = await showChanges(deps, permit, changes)
    const today = dateInHelsinki(deps.clock.now())
    const keys = contracts.settingKey.options
    const inForce = await deps.db.read((tx) => findChangesInForce(tx, keys, today))
    return ok({
      inForce: keys.map((key) => {
        const change = inForce.get(key)
        return {
          ...{ key, numbers: [...numbersOf(key, change)] },
          ...(change && { from: change.from, changeId: change.changeId }),
        }
      }),
      changes: shown.map((one) => ({ ...one, numbers: [...one.numbers] })),
    })
  },
})

export type ProposeSettingRefusal = NotAllowed | ProposeRefusal

/** A case officer proposes a new value of a setting, from a day on and within its bounds (R345). */
export const proposeSetting = operation({
  contract: contracts.proposeSetting,
  problems: {
    ...proposeProblems,
    'setting-out-of-bounds': { status: 422, ...texts.outOfBounds },
  },
  handle:
    (deps: DatedChangesDeps) =>
    async (
      permit,
      { key, beginsOn, numbers },
    ): Promise<Result<{ readonly changeId: string }, ProposeSettingRefusal>> => {
      const checked = checkNumbers(key, numbers)
      if (!checked.ok) return checked
      return proposeChange(deps, permit, changes, {
        ...{ kind: key, beginsOn: localDate(beginsOn), numbers: checked.value },
      })
    },
})

export const decideSetting = operation({
  contract: contracts.decideSetting,
  problems: decideProblems('setting-change-not-found'),
  handle: (deps: DatedChangesDeps) => (permit, input) =>
    decideChange(deps, permit, changes, { ...input, notFound: 'setting-change-not-found' }),
})
