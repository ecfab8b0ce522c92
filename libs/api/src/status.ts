import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { id, instantText } from './values.ts'

/** Lists that hold nothing new, because unusually much was revoked, until two persons have looked. */
const hold = z.object({
  holdId: id,
  /** Whose lists. */
  issuer: z.string(),
  noticedAt: instantText,
  /** How many were revoked within an hour. */
  revoked: z.number().int(),
  /** Why, the most frequent cause first. */
  causes: z.array(z.object({ cause: z.string(), count: z.number().int() })),
  /** When one person agreed to release it. */
  firstAgreedAt: instantText.optional(),
})

export const viewHolds = defineEndpoint({
  method: 'GET',
  path: '/operations/holds',
  summary: 'Revocation lists that are held (CA officer, handler, revocation agent, auditor)',
  input: z.object({}),
  answer: z.object({ holds: z.array(hold) }),
})

export const releaseHold = defineEndpoint({
  method: 'POST',
  path: '/operations/holds/:holdId/release',
  summary:
    'Agrees that held lists go on; with the second person they are released (CA officer, handler)',
  input: z.object({ holdId: id }),
  answer: z.object({ state: z.enum(['awaits-second', 'released']) }),
})
