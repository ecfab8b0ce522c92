import { ok, type Result } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { Subscription } from '#platform/outbox.ts'
import type { PersonDied } from '#cards/register-changes/contract.ts'
import type { AddressRemoved } from './contract.ts'
import type { NoticesDeps } from './deps.ts'

/**
 * Erases the address of a person who has died, so that readers of that mailbox learn nothing more of the
 * person's matters (R276).
 */
export const forgetDead = (
  deps: Pick<NoticesDeps, 'db' | 'record' | 'contacts' | 'sealing' | 'systemPermit'>,
): Subscription => ({
  event: 'PersonDied' satisfies PersonDied['type'],
  listener: 'notices.forgetDead',
  handle: async (event) => {
    const { personId } = ofPerson.parse(event['about'])
    const forgotten = await deps.db.write(async (tx): Promise<Result<void, never>> => {
      const { address, unconfirmed } = await deps.contacts.findContact(tx, personId)
      if (address === undefined && unconfirmed === undefined) return ok(undefined)
      await deps.contacts.forgetChanges(tx, personId)
      await deps.contacts.setAddress(tx, personId, undefined)
      const removed: AddressRemoved = { type: 'AddressRemoved', about: { personId } }
      await deps.record(tx, removed, deps.systemPermit('notices.notify'))
      return ok(undefined)
    })
    if (!forgotten.ok) throw new Error('unreachable: this operation has no refusal')
  },
})

const ofPerson = z.object({ personId: z.string() })
