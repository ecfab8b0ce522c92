import { ok } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { Subscription } from '#platform/outbox.ts'
import type { PersonDied } from '#people/registers/contract.ts'
import type { EmploymentsDeps } from './deps.ts'
import { withdraw } from './prepare-orders.ts'
import { waitingFor } from './store.ts'

/** What employers prepared of somebody who has died comes to nothing, whoever they are (R276). */
export const endWithDeath = (deps: EmploymentsDeps): Subscription => ({
  event: 'PersonDied' satisfies PersonDied['type'],
  listener: 'employments.endWithDeath',
  handle: async (recorded) => {
    const { personId } = ofPerson.parse(recorded['about'])
    const permit = deps.systemPermit('employments.forget')
    await deps.db.write(async (tx) => {
      const identityCode = await deps.people.identityCodeOf(tx, personId)
      const asked = { identityCode, now: deps.clock.now(), withDrafts: true }
      for (const order of await waitingFor(tx, deps.sealing, asked))
        await withdraw(deps, tx, permit, order)
      return ok(undefined)
    })
  },
})

const ofPerson = z.object({ personId: z.string() })
