import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { base64, id } from './values.ts'

export const session = z.object({
  personId: id,
  /** As in the population register, for the page's header. */
  name: z.string(),
  roles: z.array(z.enum(['holder', 'registrar', 'handler', 'auditor'])),
  /** The card that signed in. */
  cardId: id.optional(),
  point: z.object({ pointId: id, name: z.string() }).optional(),
  /** To be sent as `x-csrf-token` with every change. */
  csrfToken: z.string(),
  /** ISO 8601: when the session ends if nothing is done. */
  endsAt: z.string(),
})
export type Session = z.infer<typeof session>

export const askSignInChallenge = defineEndpoint({
  method: 'POST',
  path: '/sign-in/challenge',
  summary: 'A challenge to be signed by a card as `origin;nonce`',
  open: true,
  input: z.object({}),
  answer: z.object({
    challengeId: id,
    /** 64 random octets. The text to sign is `<origin>;<nonce>`, the origin byte for byte that of the page. */
    nonce: base64,
    expiresAt: z.string(),
  }),
})

export const signIn = defineEndpoint({
  method: 'POST',
  path: '/sign-in',
  summary: 'Opens a session by the answer of the signing API',
  open: true,
  input: z.object({
    challengeId: id,
    signature: base64,
    signatureAlgorithm: z.string(),
    /** Leaf first, base64 of DER. */
    chain: z.array(base64).min(1).max(5),
  }),
  answer: session,
})

export const viewSession = defineEndpoint({
  method: 'GET',
  path: '/session',
  summary: 'The open session, or nothing',
  open: true,
  input: z.object({}),
  answer: z.object({ session: session.optional() }),
})

export const signOut = defineEndpoint({
  method: 'DELETE',
  path: '/session',
  summary: 'Ends the session',
  input: z.object({}),
  answer: z.object({}),
})

export const appointAuditor = defineEndpoint({
  method: 'POST',
  path: '/auditors',
  summary: 'From now on the person audits (handler); nobody who serves or decides can',
  input: z.object({ personId: id }),
  answer: z.object({}),
})

export const endAuditor = defineEndpoint({
  method: 'DELETE',
  path: '/auditors/:personId',
  summary: 'From now on the person audits no more (handler)',
  input: z.object({ personId: id }),
  answer: z.object({}),
})
