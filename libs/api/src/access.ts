import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { base64, id, instantText } from './values.ts'

/** Roles that are given and taken by two persons. */
export const givenRole = z.enum(['handler', 'auditor', 'caOfficer', 'revocationAgent'])
export type GivenRole = z.infer<typeof givenRole>

/** `card`: of this service; identity and organisation cards are other trust services'. */
const signInMethod = z.enum(['card', 'identityCard', 'organisationCard', 'suomiFi', 'password'])

/** For an organisation: whoever the population register knows may come in, known here or not. */
const isForOrganisation = z.boolean().optional()

export const session = z.object({
  personId: id,
  /** As in the population register, for the page's header. */
  name: z.string(),
  roles: z.array(z.enum(['holder', 'registrar', ...givenRole.options])),
  /** The card that signed in, where one did. */
  cardId: id.optional(),
  /** Of that card's log-in certificate, by which the reader software tells whether the card is still in. */
  certificateSerial: z.string().optional(),
  /** How and when the person proved who they are. */
  signIn: z.object({
    method: signInMethod,
    levelOfAssurance: z.enum(['low', 'substantial', 'high']),
    at: instantText,
    /** Of the organisation card that signed in, where one did. */
    organisation: z.object({ businessId: z.string(), name: z.string() }).optional(),
  }),
  point: z.object({ pointId: id, name: z.string() }).optional(),
  /** To be sent as `x-csrf-token` with every change. */
  csrfToken: z.string(),
  /** ISO 8601: when the session ends if nothing is done. */
  endsAt: z.string(),
})
export type Session = z.infer<typeof session>

/** The card that signed in is not good any more, or its issuer has not confirmed for too long that it is. */
export const endedByCard = z.enum(['session-card-not-valid', 'session-card-not-confirmed'])
export type EndedByCard = z.infer<typeof endedByCard>

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
    isForOrganisation,
  }),
  answer: session,
})

/** One of the own sessions that are open: a browser in which somebody is signed in as this person. */
export const ownSession = z.object({
  sessionId: id,
  /** The one in which this is asked. */
  isThis: z.boolean(),
  signIn: session.shape.signIn,
  openedAt: instantText,
  lastUsedAt: instantText,
  /** When it ends if nothing is done. */
  endsAt: instantText,
})
export type OwnSession = z.infer<typeof ownSession>

export const viewOwnSessions = defineEndpoint({
  method: 'GET',
  path: '/own/sessions',
  summary: 'Where the one who asks is signed in, the newest first',
  input: z.object({}),
  answer: z.object({ sessions: z.array(ownSession) }),
})

export const endOwnSession = defineEndpoint({
  method: 'POST',
  path: '/own/sessions/:sessionId/end',
  summary: 'Ends another session of one’s own: whoever has it is signed out',
  input: z.object({ sessionId: id }),
  answer: z.object({ sessions: z.array(ownSession) }),
})

export const viewWaysToSignIn = defineEndpoint({
  method: 'GET',
  path: '/sign-in/ways',
  summary: 'What may be used to sign in beside a card',
  open: true,
  input: z.object({}),
  answer: z.object({
    suomiFi: z.boolean(),
    /** Cards of other trust services that sign people in too. */
    otherCards: z.array(z.enum(['identityCard', 'organisationCard'])),
    /** The browser's own certificate dialogue, at a door that asks for the card's certificate by TLS. */
    cardDoor: z.boolean(),
  }),
})

export const signInByPassword = defineEndpoint({
  method: 'POST',
  path: '/sign-in/password',
  summary: 'Opens a session that reads and prepares for organisations, by user name and password',
  open: true,
  input: z.object({ userName: z.string().max(200), password: z.string().max(1000) }),
  answer: session,
})

const ownPassword = z.object({
  /** Absent where none is set. */
  password: z
    .object({
      userName: z.string(),
      setAt: instantText,
      /** Too many wrong ones were tried: it opens nothing until it is set anew. */
      isTurnedOff: z.boolean(),
    })
    .optional(),
})
export type OwnPassword = z.infer<typeof ownPassword>

export const viewOwnPassword = defineEndpoint({
  method: 'GET',
  path: '/own/password',
  summary: 'The own user name, if one was set',
  input: z.object({}),
  answer: ownPassword,
})

export const setOwnPassword = defineEndpoint({
  method: 'POST',
  path: '/own/password',
  summary: 'Sets the own user name and password, after a strong sign-in of the last ten minutes',
  input: z.object({ userName: z.string().max(200), password: z.string().max(1000) }),
  answer: ownPassword,
})

export const removeOwnPassword = defineEndpoint({
  method: 'DELETE',
  path: '/own/password',
  summary: 'Removes the own user name and password, after a strong sign-in of the last ten minutes',
  input: z.object({}),
  answer: ownPassword,
})

export const beginSuomiFi = defineEndpoint({
  method: 'POST',
  path: '/sign-in/suomi-fi',
  summary: 'Begins an identification by Suomi.fi: the browser is to go to the address',
  open: true,
  input: z.object({}),
  answer: z.object({
    /** A secret of this browser, to be brought with the answer. */
    attempt: z.string(),
    address: z.url(),
  }),
})

export const signInBySuomiFi = defineEndpoint({
  method: 'POST',
  path: '/sign-in/suomi-fi/answer',
  summary: 'Opens a session by the query with which the browser came back from Suomi.fi',
  open: true,
  input: z.object({
    attempt: z.string().min(1).max(100),
    /** Without its question mark. */
    query: z.string().max(4096),
    isForOrganisation,
  }),
  answer: session,
})

export const beginAtCardDoor = defineEndpoint({
  method: 'POST',
  path: '/sign-in/card-door',
  summary:
    'Begins a sign-in by the browser’s own certificate dialogue: the browser is to go to the address',
  open: true,
  input: z.object({}),
  answer: z.object({
    /** A secret of this browser, to be brought with the code. */
    attempt: z.string(),
    address: z.url(),
  }),
})

export const signInAtCardDoor = defineEndpoint({
  method: 'POST',
  path: '/sign-in/card-door/answer',
  summary: 'Opens a session by the code with which the browser came back from the door',
  open: true,
  input: z.object({
    attempt: z.string().min(1).max(100),
    code: z.string().min(1).max(100),
    isForOrganisation,
  }),
  answer: session,
})

/** What the signature key signs in a test: nobody can take it for anything else. */
export const testSignatureText = (origin: string, nonce: string): string =>
  `Testiallekirjoitus / Testunderskrift / Test signature\n${origin}\n${nonce}\n`

export const testCard = defineEndpoint({
  method: 'POST',
  path: '/test-my-card',
  summary: 'Whether a card works: what a relying party finds, part by part. Nothing is kept',
  open: true,
  input: z.object({
    /** `log-in`: PIN1 signed `origin;nonce`. `signature`: PIN2 signed the text of a test signature. */
    use: z.enum(['log-in', 'signature']),
    nonce: base64.max(200),
    signature: base64,
    signatureAlgorithm: z.string(),
    chain: z.array(base64).min(1).max(5),
  }),
  answer: z.object({
    validTo: instantText.optional(),
    checks: z.array(
      z.union([
        z.object({
          part: z.literal('certificate'),
          finding: z.enum(['good', 'unreadable', 'another-purpose']),
        }),
        z.object({ part: z.literal('signature'), finding: z.enum(['good', 'wrong']) }),
        z.object({
          part: z.literal('validity'),
          finding: z.enum(['good', 'expired', 'not-yet-valid']),
        }),
        z.object({ part: z.literal('chain'), finding: z.enum(['good', 'not-trusted']) }),
        z.object({
          part: z.literal('ocsp'),
          finding: z.enum(['good', 'revoked', 'unknown', 'no-answer']),
        }),
        z.object({ part: z.literal('list'), finding: z.enum(['good', 'revoked', 'no-answer']) }),
      ]),
    ),
  }),
})
export type CardTested = z.infer<typeof testCard.answer>

export const viewSession = defineEndpoint({
  method: 'GET',
  path: '/session',
  summary: 'The open session, or nothing, and whether it ended because of its card',
  open: true,
  input: z.object({}),
  answer: z.object({ session: session.optional(), ended: endedByCard.optional() }),
})

export const signOut = defineEndpoint({
  method: 'DELETE',
  path: '/session',
  summary: 'Ends the session',
  input: z.object({
    /** The desk locks itself: its registrar's card is no longer in the reader. */
    because: z.literal('card-taken-out').optional(),
  }),
  answer: z.object({
    /** Where the browser is to go next, to end the session at Suomi.fi too. */
    leaveTo: z.url().optional(),
  }),
})

const personShown = z.object({ personId: id, name: z.string() })

export const viewRoles = defineEndpoint({
  method: 'GET',
  path: '/operations/roles',
  summary:
    'Who has which role, and what waits for its second pair of eyes (handler, auditor, registrar)',
  input: z.object({}),
  answer: z.object({
    holders: z.array(personShown.extend({ role: givenRole, appointedAt: instantText })),
    /** The oldest first. */
    proposals: z.array(
      z.object({
        proposalId: id,
        person: personShown,
        role: givenRole,
        change: z.enum(['appoint', 'end']),
        proposedBy: personShown,
        proposedAt: instantText,
        /** Whether the asker may approve it. Whoever proposed it may reject it. */
        mayApprove: z.boolean(),
      }),
    ),
  }),
})
export type Roles = z.infer<typeof viewRoles.answer>

export const proposeAppointment = defineEndpoint({
  method: 'POST',
  path: '/operations/roles/appointments',
  summary: 'Proposes that a person with a card of the service gets a role (handler)',
  input: z.object({ identityCode: z.string().max(20), role: givenRole }),
  answer: z.object({}),
})

export const proposeEnd = defineEndpoint({
  method: 'POST',
  path: '/operations/roles/endings',
  summary: 'Proposes that the role of a person ends (handler)',
  input: z.object({ personId: id, role: givenRole }),
  answer: z.object({}),
})

export const decideProposal = defineEndpoint({
  method: 'POST',
  path: '/operations/roles/proposals/:proposalId/decision',
  summary:
    'Approves a proposal of another person, or rejects it (handler; a registrar or CA officer where there is no other handler)',
  input: z.object({ proposalId: id, decision: z.enum(['approved', 'rejected']) }),
  answer: z.object({}),
})
