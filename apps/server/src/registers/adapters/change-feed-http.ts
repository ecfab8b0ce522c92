import { parseIdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { parseInstant } from '@sotevarmenne/kernel/instant'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { ChangeFeed } from '../ports.ts'
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
    if (read.ok) return ok(read.value)
    return refuse(
      read.refusal.kind === 'not-known'
        ? { kind: 'register-unavailable', register, because: 'error-answer' }
        : read.refusal,
    )
  },
})

const mostEvents = 500

const identityCode = z.string().transform((text, context) => {
  const parsed = parseIdentityCode(text)
  if (parsed.ok) return parsed.value
  context.addIssue({ code: 'custom', message: 'no identity code' })
  return z.NEVER
})

const at = z.string().transform((text, context) => {
  const parsed = parseInstant(text)
  if (parsed !== undefined) return parsed
  context.addIssue({ code: 'custom', message: 'no instant' })
  return z.NEVER
})

const pageAnswer = z.object({
  events: z
    .array(z.object({ eventId: z.string().min(1).max(100), identityCode, changedAt: at }))
    .max(mostEvents),
  cursor: z.string().min(1).max(200),
  hasMore: z.boolean(),
})
