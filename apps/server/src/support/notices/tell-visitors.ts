import { ok, type Result } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { Subscription } from '#platform/outbox.ts'
import type { VisitorNotTold, VisitorTold } from './contract.ts'
import type { NoticesDeps } from './deps.ts'
import { kindOfVisitEvent, type ToldToVisitor, visitTellingOf } from './domain/tell-visitor.ts'
import { visitWordsOf } from './visit-words.ts'

/**
 * Writes to whoever booked a visit, at the address of the booking, of which nothing is kept here. Who gave none is told by
 * nobody. A crash after the mail has left sends it once more, under the same Message-ID (RFC 5322 § 3.6.4).
 */
export const tellVisitors = (
  deps: Pick<NoticesDeps, 'db' | 'clock' | 'record' | 'visitOf' | 'sendMail' | 'systemPermit'>,
): readonly Subscription[] =>
  (Object.keys(kindOfVisitEvent) as ToldToVisitor['type'][]).map((type) => ({
    event: type,
    listener: 'notices.tellVisitor',
    handle: async (event, eventId) => {
      const { visitId, startsAt } = ofVisit.parse(event)
      const visit = await deps.db.read((tx) => deps.visitOf(tx, visitId))
      const to = visit?.contact.email
      if (visit === undefined || to === undefined) return
      const kind = visitTellingOf({ type, startsAt }, visit, deps.clock.now())
      if (kind === undefined) return

      const words = visitWordsOf(kind, visit)
      const taken = await deps.sendMail({ ...words, to, language: visit.language, id: eventId })
      const told: VisitorTold | VisitorNotTold = {
        type: taken.ok ? 'VisitorTold' : 'VisitorNotTold',
        ...{ visitId, kind },
      }
      await deps.db.write(async (tx): Promise<Result<void, never>> => {
        await deps.record(tx, told, deps.systemPermit('notices.tell'))
        return ok(undefined)
      })
    },
  }))

const ofVisit = z.object({ visitId: z.string(), startsAt: z.string().optional() })
