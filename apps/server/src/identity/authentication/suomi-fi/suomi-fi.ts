import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import * as api from '@sotevarmenne/api/authentication'
import type { SessionView } from '@sotevarmenne/api/authentication'
import { parseIdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { plus } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { RequestFacts, SessionChange } from '#platform/endpoint.ts'
import type { Permit } from '#platform/permit.ts'
import type { RegisterUnavailable } from '#people/registers/contract.ts'
import { operation, sessionOperation } from '#platform/operation.ts'
import type { SessionId, SignedIn } from '../contract.ts'
import type { AuthenticationDeps } from '../deps.ts'
import { attemptLife } from '../domain/attempt.ts'
import type { SuomiFiSignIn } from '../domain/session.ts'
import { openSession } from '../sessions/open-session.ts'
import type { IdentificationAttempt, IdentificationFailed, SuomiFiUnavailable } from '../ports.ts'
import { hashToken } from '../sessions/session-token.ts'
import { forgetExpiredAttempts, insertAttempt, takeAttempt } from '../stores/suomi-fi-attempts.ts'
import { sealStranger } from './identified-stranger.ts'
import { suomiFiBeginProblems, suomiFiProblems } from '../problems.ts'

export type NoSuomiFi = { readonly kind: 'suomi-fi-not-in-use' }

export type BegunAtSuomiFi = {
  /** The browser stores it until it returns; nobody else can complete this attempt. */
  readonly attempt: string
  readonly address: string
}

/**
 * Redirects the browser to Suomi.fi. Only a hash of the attempt is stored: its secrets are derived from what
 * the browser has.
 */
export const beginSuomiFi = operation({
  contract: api.beginSuomiFi,
  problems: suomiFiBeginProblems,
  handle:
    ({ db, clock, suomiFi, publicUrl }: AuthenticationDeps) =>
    async (
      _permit,
      { isAgain },
      { language }: Pick<RequestFacts, 'language'>,
    ): Promise<Result<BegunAtSuomiFi, SuomiFiUnavailable | NoSuomiFi>> => {
      if (!suomiFi) return refuse({ kind: 'suomi-fi-not-in-use' })
      const attempt = randomBytes(32).toString('base64url')
      const redirectUri = returnAddress(publicUrl, language)
      const address = await suomiFi.begin(
        secretsOf(attempt, redirectUri),
        language,
        isAgain === true ? 'login' : undefined,
      )
      if (!address.ok) return address
      return db.write(async (tx) => {
        const now = clock.now()
        await forgetExpiredAttempts(tx, now)
        await insertAttempt(tx, hashToken(attempt), {
          redirectUri,
          expiresAt: plus(now, attemptLife),
        })
        return ok({ attempt, address: address.value })
      })
    },
})

export type SuomiFiRefusal =
  | NoSuomiFi
  | { readonly kind: 'attempt-not-found' }
  | { readonly kind: 'attempt-expired' }
  | IdentificationFailed
  | { readonly kind: 'level-of-assurance-too-low' }
  | { readonly kind: 'identity-code-missing' }
  /** `identified`: shows for half an hour who wrote a message to the office (`contact-messages.ts`). */
  | { readonly kind: 'person-not-found'; readonly identified?: string }
  | { readonly kind: 'unknown-to-population-register' }
  | RegisterUnavailable

type Opened = Result<SessionChange<SessionView>, SuomiFiRefusal>

/**
 * Opens a session for the person identified by Suomi.fi, if the service knows them. Signing in makes a person
 * known only if they act for an organisation: its people need no card. The first response spends an attempt,
 * right or wrong.
 */
export const signInBySuomiFi = sessionOperation({
  contract: api.signInBySuomiFi,
  problems: suomiFiProblems,
  handle:
    (deps: AuthenticationDeps) =>
    async (permit, response, request: Pick<RequestFacts, 'sessionToken'> = {}): Promise<Opened> => {
      const identified = await identify(deps, response)
      const known =
        identified.ok && response.isForOrganisation === true
          ? await becomeKnown(deps, identified.value)
          : identified
      const opened = known.ok ? await open(deps, permit, known.value, request) : known
      if (opened.ok) return opened
      deps.refusedSignIns.count({ method: 'suomiFi', ...opened.refusal })
      return known.ok && opened.refusal.kind === 'person-not-found'
        ? refuse({ ...opened.refusal, identified: sealStranger(deps, known.value) })
        : opened
    },
})

type Proven = Omit<SuomiFiSignIn, 'method'> & { readonly identityCode: string }

async function identify(
  { db, clock, suomiFi }: AuthenticationDeps,
  { attempt, query }: { readonly attempt: string; readonly query: string },
): Promise<Result<Proven, SuomiFiRefusal>> {
  if (!suomiFi) return refuse({ kind: 'suomi-fi-not-in-use' })
  const taken = await db.write(async (tx) => ok(await takeAttempt(tx, hashToken(attempt))))
  if (!taken.ok) return taken
  if (!taken.value) return refuse({ kind: 'attempt-not-found' })
  if (taken.value.expiresAt <= clock.now()) return refuse({ kind: 'attempt-expired' })

  const identified = await suomiFi.finish(secretsOf(attempt, taken.value.redirectUri), query)
  if (!identified.ok) return identified
  const { identityCode, levelOfAssurance, means, at } = identified.value
  if (levelOfAssurance === undefined) return refuse({ kind: 'level-of-assurance-too-low' })
  if (identityCode === undefined) return refuse({ kind: 'identity-code-missing' })
  return ok({ identityCode, levelOfAssurance, means, at })
}

/** Stores a person whom the service does not know yet, with the data of the population register. */
async function becomeKnown(
  { db, people, lookUpPerson }: AuthenticationDeps,
  proven: Proven,
): Promise<Result<Proven, SuomiFiRefusal>> {
  const code = parseIdentityCode(proven.identityCode)
  if (!code.ok) return refuse({ kind: 'identity-code-missing' })
  const identityCode = code.value
  if (await db.read((tx) => people.findByIdentityCode(tx, identityCode))) return ok(proven)
  const facts = await lookUpPerson(identityCode)
  if (!facts.ok) return facts
  const { died, ...resident } = facts.value
  if (died !== undefined) return refuse({ kind: 'unknown-to-population-register' })
  await db.write(async (tx) => ok(await people.rememberPerson(tx, { identityCode, ...resident })))
  return ok(proven)
}

const open = (
  deps: AuthenticationDeps,
  permit: Permit<'access.signIn'>,
  { identityCode, ...proven }: Proven,
  { sessionToken }: Pick<RequestFacts, 'sessionToken'>,
): Promise<Opened> =>
  deps.db.write(async (tx): Promise<Opened> => {
    const code = parseIdentityCode(identityCode)
    if (!code.ok) return refuse({ kind: 'identity-code-missing' })
    const person = await deps.people.findByIdentityCode(tx, code.value)
    if (!person) return refuse({ kind: 'person-not-found' })

    const { personId } = person
    const sessionId = randomUUID() as string as SessionId
    const event: SignedIn = {
      type: 'SignedIn',
      sessionId,
      method: 'suomiFi',
      means: proven.means,
      levelOfAssurance: proven.levelOfAssurance,
      about: { personId },
    }
    const signedIn = { method: 'suomiFi', ...proven } as const
    return ok(
      await openSession(deps, tx, permit, {
        ...{ sessionId, personId, signedIn, event },
        before: sessionToken,
      }),
    )
  })

/**
 * Everything that binds the attempt, derived from the browser's one secret (43 characters each, as RFC 7636
 * § 4.1 requires).
 */
export const secretsOf = (attempt: string, redirectUri: string): IdentificationAttempt => {
  const derived = (purpose: string): string =>
    createHmac('sha256', attempt).update(purpose).digest('base64url')
  return {
    state: derived('state'),
    nonce: derived('nonce'),
    codeVerifier: derived('code verifier'),
    redirectUri,
  }
}

export const returnAddress = (publicUrl: string, language: string): string =>
  `${publicUrl}/${language}/sign-in/suomi-fi`
