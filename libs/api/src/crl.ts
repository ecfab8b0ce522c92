import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { id, instantText } from './values.ts'

/** Lists that hold nothing new, because unusually much was revoked, until two persons have looked. */
const hold = z.object({
  holdId: id,
  /** Whose lists. */
  issuer: z.string(),
  noticedAt: instantText,
  /** How many revocations wait to come on the lists now. */
  revoked: z.number().int(),
  /** Why, the most frequent cause first. */
  causes: z.array(z.object({ cause: z.string(), count: z.number().int() })),
  /** The last revocation of these: an agreement says up to which one the person has looked. */
  upTo: z.number().int().nonnegative(),
  /** When one person agreed to release it … */
  firstAgreedAt: instantText.optional(),
  /** … and how many revocations that person saw: what came later is not released with them. */
  firstSaw: z.number().int().optional(),
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
    'Agrees that what was shown of held lists is published; with the second person it is (CA officer, handler)',
  input: z.object({ holdId: id, upTo: z.number().int().positive() }),
  answer: z.object({ state: z.enum(['awaits-second', 'released']) }),
})
