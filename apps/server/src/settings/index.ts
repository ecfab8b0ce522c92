import type { DatedChangesDeps } from '#platform/dated-changes/change-from-a-day.ts'
import { bindOperations } from '#platform/operation.ts'
import { decideSetting, proposeSetting, viewSettings } from './change-settings.ts'
import { waitingSettings } from './store.ts'

export { liveSettings } from './live-settings.ts'
export { settingOn, settingsOn } from './store.ts'

export const createSettings = (deps: DatedChangesDeps) => ({
  ...bindOperations(deps, { viewSettings, proposeSetting, decideSetting }),
  waiting: [waitingSettings],
})
