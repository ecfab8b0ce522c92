import { plus } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { Subscription } from '#platform/outbox.ts'
import type { PersonDied } from '#cards/register-changes/contract.ts'
import type { AuthenticationDeps } from '../deps.ts'
import { maxSession } from '../domain/session.ts'
import { endSession } from './sessions.ts'
import { sessionsOfPerson } from '../stores/sessions.ts'

/**
 * Ends all sessions of a person who has died (R276). Passwords end in `identity/passwords`, roles in
 * `identity/permissions`.
 */
export const endWithDeath = (deps: AuthenticationDeps): Subscription => ({
  event: 'PersonDied' satisfies PersonDied['type'],
  listener: 'access.endWithDeath',
  handle: async (event) => {
    const { personId } = ofPerson.parse(event['about'])
    const permit = deps.systemPermit('access.endSessions', 'jobs')
    await deps.db.write(async (tx) => {
      for (const session of await sessionsOfPerson(
        tx,
        personId,
        plus(deps.clock.now(), -maxSession),
      ))
        await endSession(deps, tx, permit, { session, because: 'holder-died' })
      return ok(undefined)
    })
  },
})

const ofPerson = z.object({ personId: z.string() })
