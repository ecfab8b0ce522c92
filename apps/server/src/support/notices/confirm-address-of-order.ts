import { ok } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { OrderPlaced } from '../../cards/orders/contract.ts'
import type { Subscription } from '#platform/outbox.ts'
import type { NoticesDeps } from './deps.ts'
import { sendConfirmation } from './own-contact.ts'

/**
 * An applicant gave an address for notices at the desk: once the order is signed, the link that confirms it is
 * sent there. Nothing is sent when that address is in use already, or after too many changes in one day: the
 * holder can give it on their own page.
 */
export const confirmAddressOfOrder = (
  deps: Pick<
    NoticesDeps,
    | 'db'
    | 'clock'
    | 'record'
    | 'planJob'
    | 'contacts'
    | 'sealing'
    | 'noticeEmailOf'
    | 'systemPermit'
  >,
): Subscription => ({
  event: 'OrderPlaced' satisfies OrderPlaced['type'],
  listener: 'notices.confirmAddressOfOrder',
  handle: async (event, eventId) => {
    const { personId, orderId } = ofOrder.parse(event['about'])
    await deps.db.write(async (tx) => {
      const address = await deps.noticeEmailOf(tx, orderId)
      const contact = await deps.contacts.lockContact(tx, personId)
      const isKnown = address === contact.address && !contact.isRefused
      // The event may come twice: its id is the id of the change.
      const isRepeated = (await deps.contacts.findChange(tx, eventId)) !== undefined
      if (address === undefined || isKnown || isRepeated) return ok(false)
      const sent = await sendConfirmation(deps, tx, deps.systemPermit('notices.notify'), {
        ...{ personId, contact, address, changeId: eventId },
      })
      return ok(sent.ok)
    })
  },
})

const ofOrder = z.object({ personId: z.string(), orderId: z.string() })
