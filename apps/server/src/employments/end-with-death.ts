import { ok } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { Subscription } from '#platform/outbox.ts'
import type { PersonDied } from '#registers/contract.ts'
import type { PreparedWithdrawn } from './contract.ts'
import type { EmploymentsDeps } from './deps.ts'
import { settlePrepared, waitingFor } from './store.ts'

/** What employers prepared of somebody who has died comes to nothing, whoever they are (R276). */
export const endWithDeath = (deps: EmploymentsDeps): Subscription => ({
  event: 'PersonDied' satisfies PersonDied['type'],
  listener: 'employments.endWithDeath',
  handle: async (recorded) => {
    const { personId } = ofPerson.parse(recorded['about'])
    const permit = deps.systemPermit('employments.forget')
    await deps.db.write(async (tx) => {
      const now = deps.clock.now()
      const identityCode = await deps.people.identityCodeOf(tx, personId)
      const waiting = await waitingFor(tx, deps.sealing, {
        ...{ identityCode, now, withDrafts: true },
      })
      for (const { preparedId, organisationId } of waiting) {
        await settlePrepared(tx, preparedId, { state: 'withdrawn', settledAt: now })
        const event: PreparedWithdrawn = { type: 'PreparedWithdrawn', preparedId, organisationId }
        await deps.record(tx, event, permit)
      }
      return ok(undefined)
    })
  },
})

const ofPerson = z.object({ personId: z.string() })
