import { ok } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { Subscription } from '#platform/outbox.ts'
import type { PersonDied } from '#cards/register-changes/contract.ts'
import type { AccountRequestLapsed, MemberEnded } from './contract.ts'
import type { AccountsDeps } from './deps.ts'
import { aboutMember } from './check-member.ts'
import { dropRequestsOf, endMember, lockAccount, memberIn, membershipsOf } from './store.ts'

/**
 * A person who has died acts for no organisation, even if nobody remains who could invite others: further
 * signatories can join by themselves (R274). The person's requests with a power of attorney lapse (R276).
 */
export const endWithDeath = (deps: AccountsDeps): Subscription => ({
  event: 'PersonDied' satisfies PersonDied['type'],
  listener: 'accounts.endWithDeath',
  handle: async (recorded) => {
    const { personId } = ofPerson.parse(recorded['about'])
    const permit = deps.systemPermit('accounts.follow')
    await deps.db.write(async (tx) => {
      const at = deps.clock.now()
      for (const { organisationId } of await membershipsOf(tx, personId)) {
        await lockAccount(tx, organisationId)
        const member = await memberIn(tx, { personId, organisationId })
        if (!member) continue
        await endMember(tx, member.memberId, at)
        const ended: MemberEnded = { type: 'MemberEnded', ...aboutMember(member) }
        await deps.record(tx, ended, permit)
      }
      for (const requestId of await dropRequestsOf(tx, personId)) {
        const lapsed: AccountRequestLapsed = {
          ...{ type: 'AccountRequestLapsed', requestId, about: { personId } },
        }
        await deps.record(tx, lapsed, permit)
      }
      return ok(undefined)
    })
  },
})

const ofPerson = z.object({ personId: z.string() })
