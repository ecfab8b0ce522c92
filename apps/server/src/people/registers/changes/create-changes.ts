import { actOnChanges } from './act-on-changes.ts'
import { askAgain } from './ask-again.ts'
import type { ChangesDeps } from './deps.ts'
import { hearChanges } from './hear-changes.ts'
import { releaseChanges } from './release-changes.ts'
import { viewRegisters } from './view-registers.ts'

export type RegisterChanges = ReturnType<typeof createRegisterChanges>

/** What registers say of people whom the service knows, after their cards were ordered. */
export function createRegisterChanges(deps: ChangesDeps) {
  const hear = hearChanges(deps)
  const ask = askAgain(deps)
  const act = actOnChanges(deps)
  return {
    /** Hears, asks and acts: once a minute. A register that is down keeps nothing of the other from acting. */
    round: async (): Promise<void> => {
      const registers = ['rights', 'population'] as const
      await Promise.all(
        registers.map(async (register) => {
          await hear(register)
          await ask(register)
        }),
      )
      await act()
    },
    releaseChanges: releaseChanges(deps),
    viewRegisters: viewRegisters(deps),
  }
}
