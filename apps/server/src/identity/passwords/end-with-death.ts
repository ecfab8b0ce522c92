import { ok } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { PersonDied } from '#cards/register-changes/contract.ts'
import type { Subscription } from '#platform/outbox.ts'
import type { PasswordsDeps } from './deps.ts'
import { forgetPassword } from './own-password.ts'

/**
 * Deletes the password of a person who has died, and ends the sessions that it began (R276): in one
 * transaction, so that none is opened between the two. Their other sessions end in `identity/authentication`.
 */
export const endWithDeath = (deps: PasswordsDeps): Subscription => ({
  event: 'PersonDied' satisfies PersonDied['type'],
  listener: 'passwords.endWithDeath',
  handle: async (event) => {
    const { personId } = ofPerson.parse(event['about'])
    const permit = deps.systemPermit('access.endSessions', 'jobs')
    await deps.db.write(async (tx) => {
      await forgetPassword(deps, tx, permit, { personId, because: 'holder-died' })
      return ok(undefined)
    })
  },
})

const ofPerson = z.object({ personId: z.string() })
