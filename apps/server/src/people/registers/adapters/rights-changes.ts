import { parseIdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { parseInstant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { RegisterUnavailable, SetAside } from '../contract.ts'
import type { PageOfEvents, RegisterEvent } from '../ports.ts'
import { queryFeed, type RegisterAddress } from './query-register.ts'

/**
 * Of the rights registers, whose protocol is not public: `POST changes` with `{ changedSince, limit }`; without a
 * cursor from the beginning.
 */
export const rightsChanges =
  (address: RegisterAddress) =>
  async (cursor: string | undefined): Promise<Result<PageOfEvents, RegisterUnavailable>> => {
    const register = 'rights'
    const read = await queryFeed(address, {
      register,
      path: 'changes',
      body: { changedSince: cursor ?? null, limit: maxEvents },
      response: pageResponse,
    })
    if (read.ok) {
      const { events, ...page } = read.value
      return ok({ ...page, ...readEvents(events, cursor) })
    }
    return refuse(
      read.refusal.kind === 'not-known'
        ? { kind: 'register-unavailable', register, because: 'error-response' }
        : read.refusal,
    )
  }

const maxEvents = 500

const at = z.string().transform((text, context) => {
  const parsed = parseInstant(text)
  if (parsed !== undefined) return parsed
  context.addIssue({ code: 'custom', message: 'no instant' })
  return z.NEVER
})

const eventId = z.string().min(1).max(100)

/** Parsed event by event: only a page with a malformed frame counts as no response. */
const pageResponse = z.object({
  events: z.array(z.unknown()).max(maxEvents),
  cursor: z.string().min(1).max(200),
  hasMore: z.boolean(),
})

const readable = z.object({ eventId, identityCode: z.string(), changedAt: at })

/** `from`: the start of the page, which names an event without an id. */
function readEvents(
  events: readonly unknown[],
  from: string | undefined,
): Pick<PageOfEvents, 'events' | 'setAside'> {
  const received: RegisterEvent[] = []
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
    if (identityCode.ok) received.push({ ...read.data, identityCode: identityCode.value })
    else setAside.push({ eventId: read.data.eventId, because: 'malformed-identity-code' })
  })
  return { events: received, setAside }
}
