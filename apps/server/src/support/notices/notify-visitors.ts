import { ok, type Result } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { Subscription } from '#platform/outbox.ts'
import type { VisitorNotNotified, VisitorNotified } from './contract.ts'
import type { NoticesDeps } from './deps.ts'
import {
  kindOfVisitEvent,
  type NotifiedToVisitor,
  visitNotifyingOf,
} from './domain/notify-visitor.ts'
import { visitWordsOf } from './visit-words.ts'

/**
 * Sends mail to the person who made an appointment, at its address; no address is stored here, and without
 * one no mail is sent. A crash after the mail has left sends it again, under the same Message-ID
 * (RFC 5322 § 3.6.4).
 */
export const notifyVisitors = (
  deps: Pick<
    NoticesDeps,
    'db' | 'clock' | 'record' | 'visitOf' | 'sendMail' | 'systemPermit' | 'service'
  >,
): readonly Subscription[] =>
  (Object.keys(kindOfVisitEvent) as NotifiedToVisitor['type'][]).map((type) => ({
    event: type,
    listener: 'notices.notifyVisitor',
    handle: async (event, eventId) => {
      const { visitId, startsAt } = ofVisit.parse(event)
      const visit = await deps.db.read((tx) => deps.visitOf(tx, visitId))
      const to = visit?.contact.email
      if (visit === undefined || to === undefined) return
      const kind = visitNotifyingOf({ type, startsAt }, visit, deps.clock.now())
      if (kind === undefined) return

      const words = visitWordsOf(kind, visit, deps.service)
      const taken = await deps.sendMail({ ...words, to, language: visit.language, id: eventId })
      const notified: VisitorNotified | VisitorNotNotified = {
        type: taken.ok ? 'VisitorNotified' : 'VisitorNotNotified',
        ...{ visitId, kind },
      }
      await deps.db.write(async (tx): Promise<Result<void, never>> => {
        await deps.record(tx, notified, deps.systemPermit('notices.notify'))
        return ok(undefined)
      })
    },
  }))

const ofVisit = z.object({ visitId: z.string(), startsAt: z.string().optional() })
