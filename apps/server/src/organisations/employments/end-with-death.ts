import { ok } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { Subscription } from '#platform/outbox.ts'
import type { PersonDied } from '#cards/register-changes/contract.ts'
import type { EmploymentsDeps } from './deps.ts'
import { withdraw } from './prepare-orders.ts'
import { waitingFor } from './store.ts'

/** Deletes what any employer prepared for a person who has died (R276). */
export const endWithDeath = (deps: EmploymentsDeps): Subscription => ({
  event: 'PersonDied' satisfies PersonDied['type'],
  listener: 'employments.endWithDeath',
  handle: async (recorded) => {
    const { personId } = ofPerson.parse(recorded['about'])
    const permit = deps.systemPermit('employments.forget')
    await deps.db.write(async (tx) => {
      const identityCode = await deps.people.identityCodeOf(tx, personId)
      const requested = { identityCode, now: deps.clock.now(), withDrafts: true }
      for (const order of await waitingFor(tx, deps.sealing, requested))
        await withdraw(deps, tx, permit, order)
      return ok(undefined)
    })
  },
})

const ofPerson = z.object({ personId: z.string() })
