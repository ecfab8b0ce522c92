import { bindOperations } from '#platform/operation.ts'
import { actOnChanges } from './act-on-changes.ts'
import { queryAgain } from './query-again.ts'
import type { ChangesDeps } from './deps.ts'
import { receiveChanges } from './receive-changes.ts'
import { releaseChanges } from './release-changes.ts'
import { waitingPauses } from './stores/waiting.ts'
import { viewRegisters } from './view-registers.ts'

/** Register changes about people whom the service knows, after their cards were ordered. */
export function createRegisterChanges(deps: ChangesDeps) {
  const receive = receiveChanges(deps)
  const query = queryAgain(deps)
  const act = actOnChanges(deps)
  /** Receives, queries and applies: once a minute. A register that is down does not delay the other. */
  const round = async (): Promise<void> => {
    const registers = ['rights', 'population'] as const
    await Promise.all(
      registers.map(async (register) => {
        await receive(register)
        await query(register)
      }),
    )
    await act()
  }
  return {
    round,
    waiting: [waitingPauses],
    schedules: [{ name: 'changes of the registers', run: round }],
    ...bindOperations(deps, { viewRegisters, releaseChanges }),
  }
}
