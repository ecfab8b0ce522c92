import { reportingRegister } from '@sotevarmenne/api/registers'
import { actOnChanges } from './act-on-changes.ts'
import { queryAgain } from './query-again.ts'
import type { ChangesDeps } from './deps.ts'
import { receiveChanges } from './receive-changes.ts'
import { releaseChanges } from './release-changes.ts'
import { viewRegisters } from './view-registers.ts'

export type RegisterChanges = ReturnType<typeof createRegisterChanges>

/** Register changes about people whom the service knows, after their cards were ordered. */
export function createRegisterChanges(deps: ChangesDeps) {
  const receive = receiveChanges(deps)
  const query = queryAgain(deps)
  const act = actOnChanges(deps)
  return {
    /** Receives, queries and applies: once a minute. A register that is down does not delay the other. */
    round: async (): Promise<void> => {
      await Promise.all(
        reportingRegister.options.map(async (register) => {
          await receive(register)
          await query(register)
        }),
      )
      await act()
    },
    releaseChanges: releaseChanges(deps),
    viewRegisters: viewRegisters(deps),
  }
}
