import { z } from 'zod'
import { defineEndpoint } from './endpoint.ts'
import { base64, id, instantText, proposalStep, proposalDecision } from './values.ts'
import { definePermission, givenRole, role } from './permission.ts'

/** `card`: of this service; identity cards and organisation cards belong to other trust services. */
const signInMethod = z.enum(['card', 'identityCard', 'organisationCard', 'suomiFi', 'password'])

/** On behalf of an organisation: anybody in the population register may sign in, known here or not. */
const isForOrganisation = z.boolean().optional()

export const sessionView = z.object({
  personId: id,
  /** As in the population register, for the page's header. */
  name: z.string(),
  roles: z.array(role),
  /** Names of the operations that the person may do with this sign-in. */
  may: z.array(z.string()),
  /** The card used to sign in, if any. */
  cardId: id.optional(),
  /**
   * Serial of that card's log-in certificate, by which the reader software knows whether the card is still in
   * the reader.
   */
  certificateSerial: z.string().optional(),
  /** How and when the person proved who they are. */
  signIn: z.object({
    method: signInMethod,
    levelOfAssurance: z.enum(['low', 'substantial', 'high']),
    at: instantText,
    /** Organisation of the organisation card used to sign in, if any. */
    organisation: z.object({ businessId: z.string(), name: z.string() }).optional(),
  }),
  point: z.object({ pointId: id, name: z.string() }).optional(),
  /** To be sent as `x-csrf-token` with every change. */
  csrfToken: z.string(),
  /** ISO 8601: when the session ends without activity. */
  endsAt: z.string(),
})
export type SessionView = z.infer<typeof sessionView>

/** The card used to sign in is not valid any more, or its issuer has not confirmed it for too long. */
export const endedByCard = z.enum(['session-card-not-valid', 'session-card-not-confirmed'])
export type EndedByCard = z.infer<typeof endedByCard>

export const signInPermission = definePermission('access.signIn', {
  roles: 'everybody',
  label: { fi: 'Kirjautuminen', sv: 'Inloggning', en: 'Signing in' },
})

export const requestSignInChallenge = defineEndpoint({
  method: 'POST',
  onRepeat: 'new-session',
  path: '/sign-in/challenge',
  permission: signInPermission,
  summary: 'A challenge to be signed by a card as `origin;nonce`',
  input: z.object({}),
  response: z.object({
    challengeId: id,
    /** 64 random bytes. The text to sign is `<origin>;<nonce>`, the origin byte for byte that of the page. */
    nonce: base64,
    expiresAt: z.string(),
  }),
})

export const signIn = defineEndpoint({
  method: 'POST',
  onRepeat: 'new-session',
  path: '/sign-in',
  permission: signInPermission,
  summary: 'Opens a session by the response of the signing API',
  input: z.object({
    challengeId: id,
    signature: base64,
    signatureAlgorithm: z.string().max(40),
    /** Leaf first, base64 of DER. */
    chain: z.array(base64).min(1).max(5),
    isForOrganisation,
  }),
  response: sessionView,
})

/** One of the person's open sessions: a browser in which somebody is signed in as this person. */
export const ownSessionView = z.object({
  sessionId: id,
  /** The session that sent the request. */
  isThis: z.boolean(),
  signIn: sessionView.shape.signIn,
  openedAt: instantText,
  lastUsedAt: instantText,
  /** When it ends without activity. */
  endsAt: instantText,
})
export type OwnSessionView = z.infer<typeof ownSessionView>

export const viewOwnSessions = defineEndpoint({
  method: 'GET',
  path: '/own/sessions',
  permission: definePermission('access.viewOwnSessions', {
    roles: ['holder'],
    signIn: 'password',
    label: {
      fi: 'Omien istuntojen katselu',
      sv: 'Visning av egna sessioner',
      en: 'Viewing own sessions',
    },
  }),
  summary: 'The sessions of the person who is signed in, newest first',
  input: z.object({}),
  response: z.object({ sessions: z.array(ownSessionView) }),
})

export const endOwnSession = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/own/sessions/:sessionId/end',
  permission: definePermission('access.endOwnSession', {
    roles: ['holder'],
    signIn: 'password',
    label: {
      fi: 'Oman istunnon päättäminen',
      sv: 'Avslutande av egen session',
      en: 'Ending own session',
    },
  }),
  summary: 'Ends another of the person’s own sessions: the browser that has it is signed out',
  input: z.object({ sessionId: id }),
  response: z.object({ sessions: z.array(ownSessionView) }),
})

/** A card that another trust service issued: the police's identity card, or an organisation card. */
export const thirdPartyCardKind = z.enum(['identityCard', 'organisationCard'])
export type ThirdPartyCardKind = z.infer<typeof thirdPartyCardKind>

export const viewWaysToSignIn = defineEndpoint({
  method: 'GET',
  path: '/sign-in/ways',
  permission: signInPermission,
  summary: 'Ways to sign in other than by card',
  input: z.object({}),
  response: z.object({
    suomiFi: z.boolean(),
    /** An identification at Suomi.fi can confirm a renewal. */
    confirmsRenewals: z.boolean(),
    /** Cards of other trust services that can be used to sign in. */
    otherCards: z.array(thirdPartyCardKind),
    /** TLS client-certificate sign-in: the browser's own certificate dialogue. */
    tlsSignIn: z.boolean(),
  }),
})

export const signInByPassword = defineEndpoint({
  method: 'POST',
  onRepeat: 'new-session',
  path: '/sign-in/password',
  permission: signInPermission,
  summary: 'Opens a session that reads and prepares for organisations, by user name and password',
  input: z.object({ userName: z.string().max(200), password: z.string().max(1000) }),
  response: sessionView,
})

const ownPasswordView = z.object({
  /** Absent where none is set. */
  password: z
    .object({
      userName: z.string(),
      setAt: instantText,
      /** Too many wrong ones were tried: it is refused until it is set again. */
      isTurnedOff: z.boolean(),
    })
    .optional(),
})
export type OwnPasswordView = z.infer<typeof ownPasswordView>

export const viewOwnPassword = defineEndpoint({
  method: 'GET',
  path: '/own/password',
  permission: definePermission('access.viewOwnPassword', {
    roles: ['holder'],
    signIn: 'password',
    label: {
      fi: 'Oman käyttäjätunnuksen katselu',
      sv: 'Visning av eget användarnamn',
      en: 'Viewing own user name',
    },
  }),
  summary: 'The user name of the person who is signed in, if one was set',
  input: z.object({}),
  response: ownPasswordView,
})

export const setOwnPasswordPermission = definePermission('access.setOwnPassword', {
  roles: ['holder'],
  signIn: 'suomiFi',
  freshForMinutes: 10,
  label: {
    fi: 'Oman salasanan asettaminen tai poistaminen',
    sv: 'Angivande eller borttagning av eget lösenord',
    en: 'Setting or removing own password',
  },
})

export const setOwnPassword = defineEndpoint({
  method: 'POST',
  onRepeat: 'same-state',
  path: '/own/password',
  permission: setOwnPasswordPermission,
  summary:
    'Sets the person’s user name and password, after a strong sign-in of the last ten minutes',
  input: z.object({ userName: z.string().max(200), password: z.string().max(1000) }),
  response: ownPasswordView,
})

export const removeOwnPassword = defineEndpoint({
  method: 'DELETE',
  path: '/own/password',
  permission: setOwnPasswordPermission,
  summary:
    'Removes the person’s user name and password, after a strong sign-in of the last ten minutes',
  input: z.object({}),
  response: ownPasswordView,
})

export const beginSuomiFi = defineEndpoint({
  method: 'POST',
  onRepeat: 'new-session',
  path: '/sign-in/suomi-fi',
  permission: signInPermission,
  summary: 'Begins an identification by Suomi.fi: returns the address to which the browser goes',
  input: z.object({
    /** After a refusal: Suomi.fi lets the user choose the means again, even when it knows the user already. */
    isAgain: z.boolean().optional(),
  }),
  response: z.object({
    /** A secret of this browser, to be sent with the response. */
    attempt: z.string(),
    address: z.url(),
  }),
})

export const signInBySuomiFi = defineEndpoint({
  method: 'POST',
  onRepeat: 'new-session',
  path: '/sign-in/suomi-fi/response',
  permission: signInPermission,
  summary: 'Opens a session by the query with which the browser returned from Suomi.fi',
  input: z.object({
    attempt: z.string().min(1).max(100),
    /** Without the question mark. */
    query: z.string().max(4096),
    isForOrganisation,
  }),
  response: sessionView,
})

export const beginClientCertificateSignIn = defineEndpoint({
  method: 'POST',
  onRepeat: 'new-session',
  path: '/sign-in/client-certificate',
  permission: signInPermission,
  summary:
    'Begins a sign-in by the browser’s own certificate dialogue: returns the address to which the browser goes',
  input: z.object({}),
  response: z.object({
    /** A secret of this browser, to be sent with the code. */
    attempt: z.string(),
    address: z.url(),
  }),
})

export const signInByClientCertificate = defineEndpoint({
  method: 'POST',
  onRepeat: 'new-session',
  path: '/sign-in/client-certificate/response',
  permission: signInPermission,
  summary:
    'Opens a session by the code with which the browser returned from the TLS client-certificate sign-in',
  input: z.object({
    attempt: z.string().min(1).max(100),
    code: z.string().min(1).max(100),
    isForOrganisation,
  }),
  response: sessionView,
})

const cardUse = z.enum(['log-in', 'signature'])
export type CardUse = z.infer<typeof cardUse>

/** What the OCSP responder says of a certificate. */
const ocspFinding = z.enum(['good', 'revoked', 'unknown', 'no-response'])
export type OcspFinding = z.infer<typeof ocspFinding>

/** What the CRL says of a certificate. */
const crlFinding = ocspFinding.exclude(['unknown'])
export type CrlFinding = z.infer<typeof crlFinding>

/** What the signature key signs in a test: it cannot be mistaken for anything else. */
export const testSignatureText = (origin: string, nonce: string): string =>
  `Testiallekirjoitus / Testunderskrift / Test signature\n${origin}\n${nonce}\n`

export const testCard = defineEndpoint({
  method: 'POST',
  onRepeat: 'reads',
  path: '/test-my-card',
  permission: definePermission('access.testCard', {
    roles: 'everybody',
    label: { fi: 'Kortin testaus', sv: 'Test av kort', en: 'Testing a card' },
  }),
  summary: 'Whether a card works: what a relying party finds, part by part. Nothing is stored',
  input: z.object({
    /** `log-in`: PIN1 signed `origin;nonce`. `signature`: PIN2 signed the text of a test signature. */
    use: cardUse,
    nonce: base64.max(200),
    signature: base64,
    signatureAlgorithm: z.string().max(40),
    chain: z.array(base64).min(1).max(5),
  }),
  response: z.object({
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
          finding: ocspFinding,
        }),
        z.object({ part: z.literal('crl'), finding: crlFinding }),
      ]),
    ),
  }),
})
export type CardTested = z.infer<typeof testCard.response>

export const viewSession = defineEndpoint({
  method: 'GET',
  path: '/session',
  permission: definePermission('access.viewSession', {
    roles: 'everybody',
    label: { fi: 'Istunnon katselu', sv: 'Visning av session', en: 'Viewing a session' },
  }),
  summary: 'The open session, or nothing, and whether it ended because of its card',
  input: z.object({}),
  response: z.object({ session: sessionView.optional(), ended: endedByCard.optional() }),
})

export const signOut = defineEndpoint({
  method: 'DELETE',
  path: '/session',
  permission: definePermission('access.signOut', {
    roles: ['holder'],
    signIn: 'password',
    label: { fi: 'Uloskirjautuminen', sv: 'Utloggning', en: 'Signing out' },
  }),
  summary: 'Ends the session',
  input: z.object({
    /** The service desk locks itself: the registrar's card is no longer in the reader. */
    because: z.literal('card-taken-out').optional(),
  }),
  response: z.object({
    /** URL for the browser to open next, to end the session at Suomi.fi too. */
    leaveTo: z.url().optional(),
  }),
})

const personShown = z.object({ personId: id, name: z.string() })

const roleChange = z.enum(['appoint', 'end'])
export type RoleChange = z.infer<typeof roleChange>

export const viewRoles = defineEndpoint({
  method: 'GET',
  path: '/operations/roles',
  permission: definePermission('access.viewRoles', {
    roles: ['caseOfficer', 'auditor', 'registrar', 'caOfficer'],
    label: { fi: 'Roolien katselu', sv: 'Visning av roller', en: 'Viewing roles' },
  }),
  summary:
    'Who has which role, and which proposals wait for a second person (case officer, auditor, registrar)',
  input: z.object({}),
  response: z.object({
    holders: z.array(
      personShown.extend({
        role: givenRole,
        appointedAt: instantText,
        /** A card of the service is in use: otherwise the role can't be used with one. */
        hasCard: z.boolean(),
      }),
    ),
    /** The oldest first. */
    proposals: z.array(
      z.object({
        proposalId: id,
        person: personShown,
        role: givenRole,
        change: roleChange,
        proposedBy: personShown,
        proposedAt: instantText,
        /** What the caller may do with it now. */
        may: z.array(proposalStep),
      }),
    ),
  }),
})
export type RolesView = z.infer<typeof viewRoles.response>

export const proposeRolePermission = definePermission('access.proposeRole', {
  roles: ['caseOfficer'],
  label: { fi: 'Roolin ehdottaminen', sv: 'Förslag om roll', en: 'Proposing a role' },
})

export const proposeRole = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/operations/roles/grants',
  permission: proposeRolePermission,
  summary: 'Proposes that a person with a card of the service gets a role (case officer)',
  input: z.object({ identityCode: z.string().max(20), role: givenRole }),
  response: z.object({}),
})

export const proposeEnd = defineEndpoint({
  method: 'POST',
  onRepeat: 'first-response',
  path: '/operations/roles/endings',
  permission: proposeRolePermission,
  summary: 'Proposes that the role of a person ends (case officer)',
  input: z.object({ personId: id, role: givenRole }),
  response: z.object({}),
})

export const decideProposal = defineEndpoint({
  method: 'POST',
  onRepeat: 'refused',
  path: '/operations/roles/proposals/:proposalId/decision',
  permission: definePermission('access.decideProposal', {
    roles: ['caseOfficer', 'registrar', 'caOfficer'],
    label: {
      fi: 'Rooliehdotuksen päättäminen',
      sv: 'Beslut om rollförslag',
      en: 'Deciding a proposed role',
    },
  }),
  summary:
    'Approves a proposal of another person, or rejects it (case officer; a registrar or CA officer where there is no other case officer)',
  input: z.object({ proposalId: id, decision: proposalDecision }),
  response: z.object({}),
})

export const countRefusedSignInsPermission = definePermission('access.countRefusedSignIns', {
  roles: 'service',
  label: {
    fi: 'Torjuttujen kirjautumisten laskenta',
    sv: 'Räkning av nekade inloggningar',
    en: 'Counting refused sign-ins',
  },
})

export const endSessionsPermission = definePermission('access.endSessions', {
  roles: 'service',
  label: { fi: 'Istuntojen päättäminen', sv: 'Avslutande av sessioner', en: 'Ending sessions' },
})

export const bootstrapPermission = definePermission('permissions.bootstrap', {
  roles: 'service',
  label: {
    fi: 'Palvelun käyttöönotto',
    sv: 'Tjänstens ibruktagande',
    en: 'Beginning of the service',
  },
})
