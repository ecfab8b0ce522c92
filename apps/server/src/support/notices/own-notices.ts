import * as api from '@sotevarmenne/api/notices'
import type { NoticeView } from '@sotevarmenne/api/notices'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import { pageOf, readCursor, type CursorRefusal, cursorProblems } from '#platform/paging.ts'
import { personOf } from '#platform/permit.ts'
import { operation } from '#platform/operation.ts'
import type { NoticeId, NoticesViewed } from './contract.ts'
import type { NoticesDeps } from './deps.ts'
import { type Notice, topicOf } from './domain/notice.ts'
import { noticesOf } from './store.ts'

type Viewed = Result<{ notices: NoticeView[]; nextCursor?: string }, CursorRefusal>

/** The notices of the person who signed in, newest first. */
export const viewOwnNotices = operation({
  contract: api.viewOwnNotices,
  problems: cursorProblems,
  handle:
    (deps: Pick<NoticesDeps, 'db' | 'record' | 'sealing'>) =>
    (permit, { cursor, limit }): Promise<Viewed> => {
      const personId = personOf(permit)
      return deps.db.write(async (tx): Promise<Viewed> => {
        const behind = readCursor<NoticeId>(cursor)
        if (!behind.ok) return behind

        const requested = { personId, behind: behind.value, limit: limit + 1 }
        const { page, nextCursor } = pageOf(await noticesOf(deps, tx, requested), {
          limit,
          placeOf: ({ at, noticeId }) => ({ at, id: noticeId }),
        })
        const viewed: NoticesViewed = { type: 'NoticesViewed', about: { personId } }
        await deps.record(tx, viewed, permit)
        return ok({ notices: page.map(shown), ...(nextCursor !== undefined && { nextCursor }) })
      })
    },
})

const shown = ({ noticeId, kind, state, at, sentAt, facts }: Notice): NoticeView => ({
  noticeId,
  kind,
  topic: topicOf[kind],
  state,
  at: formatInstant(at),
  ...(sentAt !== undefined && { sentAt: formatInstant(sentAt) }),
  ...(facts.day !== undefined && { day: facts.day }),
})
