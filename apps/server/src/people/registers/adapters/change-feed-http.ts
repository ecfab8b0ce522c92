import { parseIdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { parseInstant } from '@sotevarmenne/kernel/instant'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { SetAside } from '../contract.ts'
import type { ChangeFeed, PageOfEvents, RegisterEvent } from '../ports.ts'
import { askFeed, type RegisterAddress } from './ask-register.ts'

/** `POST <url>/<register>/changes` with `{ changedSince, limit }`; no cursor asks from the beginning. */
export const changeFeedHttp = (address: RegisterAddress): ChangeFeed => ({
  changedSince: async (register, cursor) => {
    const read = await askFeed(address, {
      register,
      path: `${register}/changes`,
      body: { changedSince: cursor ?? null, limit: mostEvents },
      answer: pageAnswer,
    })
    if (read.ok) {
      const { events, ...page } = read.value
      return ok({ ...page, ...readEvents(events, cursor) })
    }
    return refuse(
      read.refusal.kind === 'not-known'
        ? { kind: 'register-unavailable', register, because: 'error-answer' }
        : read.refusal,
    )
  },
})

const mostEvents = 500

const at = z.string().transform((text, context) => {
  const parsed = parseInstant(text)
  if (parsed !== undefined) return parsed
  context.addIssue({ code: 'custom', message: 'no instant' })
  return z.NEVER
})

const eventId = z.string().min(1).max(100)

/** Event by event: only a page whose frame can't be read is no answer. */
const pageAnswer = z.object({
  events: z.array(z.unknown()).max(mostEvents),
  cursor: z.string().min(1).max(200),
  hasMore: z.boolean(),
})

const readable = z.object({ eventId, identityCode: z.string(), changedAt: at })

/** `from`: where the page begins, by which an event without an id is named. */
function readEvents(
  events: readonly unknown[],
  from: string | undefined,
): Pick<PageOfEvents, 'events' | 'setAside'> {
  const heard: RegisterEvent[] = []
  const setAside: SetAside[] = []
  events.forEach((event, index) => {
    const read = readable.safeParse(event)
    if (!read.success) {
      const named = z.object({ eventId }).safeParse(event)
      const place = `${from ?? 'beginning'}#${String(index)}`
      setAside.push({
        eventId: named.success ? named.data.eventId : place,
        because: 'malformed-event',
      })
      return
    }
    const identityCode = parseIdentityCode(read.data.identityCode)
    if (identityCode.ok) heard.push({ ...read.data, identityCode: identityCode.value })
    else setAside.push({ eventId: read.data.eventId, because: 'malformed-identity-code' })
  })
  return { events: heard, setAside }
}
