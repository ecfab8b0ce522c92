import { createHmac, randomBytes } from 'node:crypto'
import { parseIdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { minute, plus } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { personOf, type Permit, type SessionToken, type SignInFacts } from '#platform/permit.ts'
import type { Language } from '#platform/texts.ts'
import type { AuthenticationDeps } from '../deps.ts'
import { attemptLife } from '../domain/attempt.ts'
import type { IdentificationFailed, SuomiFiUnavailable } from '../ports.ts'
import { forgetExpiredAttempts, insertAttempt, takeAttempt } from '../stores/suomi-fi-attempts.ts'
import { returnAddress, secretsOf, type BegunAtSuomiFi, type NoSuomiFi } from './suomi-fi.ts'

/** To what an identification is bound besides its attempt. */
type Bound = {
  readonly sessionToken: SessionToken
  /** Binds the ID token to what the person confirms. */
  readonly nonce: string
}

/**
 * Sends a person who is signed in to Suomi.fi once more, for one act in their own matters. Suomi.fi asks them
 * to identify even when it knows them already (OpenID Connect Core 1.0, section 3.1.2.1: prompt=login).
 */
export const beginIdentification =
  ({ db, clock, suomiFi, publicUrl }: AuthenticationDeps) =>
  async ({
    language,
    ...bound
  }: Bound & { readonly language: Language }): Promise<
    Result<BegunAtSuomiFi, SuomiFiUnavailable | NoSuomiFi>
  > => {
    if (!suomiFi?.confirmsRenewals) return refuse({ kind: 'suomi-fi-not-in-use' })
    const attempt = randomBytes(32).toString('base64url')
    const redirectUri = returnAddress(publicUrl, language)
    const secrets = { ...secretsOf(attempt, redirectUri), nonce: bound.nonce }
    const address = await suomiFi.begin(secrets, language, 'login')
    if (!address.ok) return address
    return db.write(async (tx) => {
      const now = clock.now()
      await forgetExpiredAttempts(tx, now)
      const expiresAt = plus(now, attemptLife)
      await insertAttempt(tx, hashOf(attempt, bound), { redirectUri, expiresAt })
      return ok({ attempt, address: address.value })
    })
  }

/** Who identified, how and when. */
export type IdentifiedAgain = Pick<
  Extract<SignInFacts, { readonly method: 'suomiFi' }>,
  'means' | 'levelOfAssurance' | 'at'
> & {
  /** As Suomi.fi signed it, in compact form. It names the person: not for logs, and not to be stored for long. */
  readonly idToken: string
}

export type IdentifyAgainRefusal =
  | NoSuomiFi
  | { readonly kind: 'attempt-not-found' }
  | { readonly kind: 'attempt-expired' }
  | IdentificationFailed
  | { readonly kind: 'level-of-assurance-too-low' }
  | { readonly kind: 'identity-code-missing' }
  | { readonly kind: 'identified-as-another-person' }

/**
 * The identification of the person who acts, in the session and with the nonce with which it was begun. The
 * first response spends the attempt, right or wrong.
 */
export const finishIdentification =
  ({ db, clock, suomiFi, people }: AuthenticationDeps) =>
  async (
    permit: Permit,
    {
      attempt,
      query,
      ...bound
    }: Bound & {
      readonly attempt: string
      /** With which the browser returned. */
      readonly query: string
    },
  ): Promise<Result<IdentifiedAgain, IdentifyAgainRefusal>> => {
    if (!suomiFi) return refuse({ kind: 'suomi-fi-not-in-use' })
    const taken = await db.write(async (tx) => ok(await takeAttempt(tx, hashOf(attempt, bound))))
    if (!taken.ok) return taken
    if (!taken.value) return refuse({ kind: 'attempt-not-found' })
    const { redirectUri, expiresAt } = taken.value
    if (expiresAt <= clock.now()) return refuse({ kind: 'attempt-expired' })

    const secrets = { ...secretsOf(attempt, redirectUri), nonce: bound.nonce }
    const identified = await suomiFi.finish(secrets, query)
    if (!identified.ok) return identified
    const { identityCode, levelOfAssurance, means, at, idToken } = identified.value
    if (at < plus(expiresAt, -attemptLife - clockDifference))
      return refuse({ kind: 'suomi-fi-response-wrong', because: 'identified before' })
    if (levelOfAssurance === undefined) return refuse({ kind: 'level-of-assurance-too-low' })
    const code = parseIdentityCode(identityCode ?? '')
    if (!code.ok) return refuse({ kind: 'identity-code-missing' })
    const person = await db.read((tx) => people.findByIdentityCode(tx, code.value))
    if (person?.personId !== personOf(permit))
      return refuse({ kind: 'identified-as-another-person' })
    return ok({ means, levelOfAssurance, at, idToken })
  }

/** Only in its own session and for its own nonce is an attempt found; never as a sign-in. */
const hashOf = (attempt: string, { sessionToken, nonce }: Bound): Uint8Array =>
  createHmac('sha256', attempt).update(`identification ${sessionToken} ${nonce}`).digest()

/** `auth_time` is in whole seconds, of another machine. */
const clockDifference = minute
