import { createHmac, randomBytes } from 'node:crypto'
import * as api from '@sotevarmenne/api/authentication'
import type { SessionView } from '@sotevarmenne/api/authentication'
import { minute, plus } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { isForPurpose } from '@sotevarmenne/smartcard/certificate-purpose'
import { equalBytes } from '@sotevarmenne/x509/der'
import type { SessionChange } from '#platform/endpoint.ts'
import type { Permit, SessionToken } from '#platform/permit.ts'
import type { RequestFacts } from '#platform/endpoint.ts'
import { operation, sessionOperation } from '#platform/operation.ts'
import { isOfOurCa, leafOf, ownerOf, type CertificateRefusal } from '../card/card-signature.ts'
import type { AuthenticationDeps } from '../deps.ts'
import { attemptLife } from '../domain/attempt.ts'
import type { Refused } from '../sessions/refused-sign-ins.ts'
import { openByCard } from '../sessions/open-session.ts'
import {
  openByThirdPartyCard,
  thirdPartyCardIn,
  type ThirdPartyCardSignInRefusal,
} from '../card/sign-in-by-third-party-card.ts'
import { hashToken } from '../sessions/session-token.ts'
import {
  forgetExpiredTlsSignInAttempts,
  insertTlsSignInAttempt,
  noteSeen,
  takeTlsSignInAttempt,
  type Seen,
} from '../stores/client-certificate-attempts.ts'
import { thirdPartyCardProblems, certificateProblems, attemptProblems } from '../problems.ts'
import { texts } from '../texts.ts'

export type NoTlsSignIn = { readonly kind: 'tls-sign-in-not-in-use' }

export type BegunClientCertificateSignIn = {
  /** The browser stores it until it returns; nobody else can complete this attempt. */
  readonly attempt: string
  readonly address: string
}

/** Redirects the browser to the listener that requests the card's certificate by TLS. */
export const beginClientCertificateSignIn = operation({
  contract: api.beginClientCertificateSignIn,
  problems: {
    'tls-sign-in-not-in-use': { status: 404, ...texts.tlsSignInNotInUse },
  },
  handle:
    ({ db, clock, tlsSignInUrl }: Pick<AuthenticationDeps, 'db' | 'clock' | 'tlsSignInUrl'>) =>
    async (
      _permit,
      _input,
      { language }: Pick<RequestFacts, 'language'>,
    ): Promise<Result<BegunClientCertificateSignIn, NoTlsSignIn>> => {
      if (tlsSignInUrl === undefined) return refuse({ kind: 'tls-sign-in-not-in-use' })
      const attempt = aSecret()
      const state = stateOf(attempt)
      return db.write(async (tx) => {
        const now = clock.now()
        await forgetExpiredTlsSignInAttempts(tx, now)
        const hashes = { attemptHash: hashToken(attempt), stateHash: hashToken(state) }
        await insertTlsSignInAttempt(tx, hashes, plus(now, attemptLife))
        return ok({ attempt, address: `${tlsSignInUrl}/${language}/sign-in?state=${state}` })
      })
    },
})

/** How long the browser may take to return from the TLS listener. */
const codeLife = minute

/**
 * Records what the TLS listener received from the browser with this state: a certificate with a proven key,
 * or none. Returns the code that the browser brings back; undefined when no attempt waits for it. The
 * certificate is checked when the browser returns, so that nothing is stale by then.
 */
export const seeClientCertificate =
  ({ db, clock }: Pick<AuthenticationDeps, 'db' | 'clock'>) =>
  async (state: string, certificate: Uint8Array | undefined): Promise<string | undefined> => {
    const code = aSecret()
    const noted = await db.write(async (tx) => {
      const now = clock.now()
      return ok(
        await noteSeen(tx, hashToken(state), {
          ...{ codeHash: hashToken(code), codeExpiresAt: plus(now, codeLife), now },
          ...(certificate && { certificate }),
        }),
      )
    })
    return noted.ok && noted.value ? code : undefined
  }

/**
 * The certificate of a browser that did not return is personal data: it is erased without waiting for the
 * next attempt.
 */
export const forgetLeftClientCertificateSignIn =
  ({ db, clock }: Pick<AuthenticationDeps, 'db' | 'clock'>) =>
  async (): Promise<void> => {
    const forgotten = await db.write(async (tx) => {
      await forgetExpiredTlsSignInAttempts(tx, clock.now())
      return ok(undefined)
    })
    if (!forgotten.ok) throw new Error('unreachable: erasing is never refused')
  }

export type TlsSignInRefusal =
  | { readonly kind: 'attempt-not-found' }
  | { readonly kind: 'attempt-expired' }
  /** The code is missing or of another attempt: this browser was not at the TLS listener in this attempt. */
  | { readonly kind: 'tls-sign-in-response-wrong' }
  | { readonly kind: 'no-certificate-chosen' }
  | CertificateRefusal
  | ThirdPartyCardSignInRefusal

type Opened = Result<SessionChange<SessionView>, TlsSignInRefusal>

/**
 * Opens a session for the holder of the certificate whose key was proved by TLS (R179). The first response
 * spends an attempt, right or wrong; a refusal is recorded with its reason only, or counted where no certificate
 * of ours was shown.
 */
export const signInByClientCertificate = sessionOperation({
  contract: api.signInByClientCertificate,
  problems: {
    ...thirdPartyCardProblems,
    ...certificateProblems,
    ...attemptProblems,
    'tls-sign-in-response-wrong': { status: 403, ...texts.tlsSignInResponseWrong },
    'no-certificate-chosen': { status: 403, ...texts.noCertificateChosen },
  },
  handle:
    (deps: AuthenticationDeps) =>
    async (
      permit,
      { isForOrganisation, ...response },
      { sessionToken }: Pick<RequestFacts, 'sessionToken'> = {},
    ): Promise<Opened> => {
      const certificate = await redeem(deps, response)
      const other = certificate.ok
        ? await thirdPartyCardIn(deps, { chain: [certificate.value] })
        : undefined
      const opened = !certificate.ok
        ? certificate
        : other
          ? await openByThirdPartyCard(deps, permit, {
              ...{ ...other, isForOrganisation: isForOrganisation === true, before: sessionToken },
            })
          : await open(deps, permit, { der: certificate.value, sessionToken })
      const method = other?.issuer.cards ?? 'card'
      if (!opened.ok) {
        const refused: Refused = { method, ...opened.refusal }
        if (certificate.ok && isOfOurCa(deps, leafOf({ chain: [certificate.value] })))
          await deps.refusedSignIns.record(permit, refused)
        else deps.refusedSignIns.count(refused)
      }
      return opened
    },
})

async function redeem(
  { db, clock }: AuthenticationDeps,
  { attempt, code }: { readonly attempt: string; readonly code: string },
): Promise<Result<Uint8Array, TlsSignInRefusal>> {
  const taken = await db.write(async (tx) => ok(await takeTlsSignInAttempt(tx, hashToken(attempt))))
  if (!taken.ok) return taken
  if (!taken.value) return refuse({ kind: 'attempt-not-found' })
  const { expiresAt, seen } = taken.value
  const now = clock.now()
  if (expiresAt <= now) return refuse({ kind: 'attempt-expired' })
  if (!seen || !isCodeOf(seen, code)) return refuse({ kind: 'tls-sign-in-response-wrong' })
  if (seen.codeExpiresAt <= now) return refuse({ kind: 'attempt-expired' })
  return seen.certificate ? ok(seen.certificate) : refuse({ kind: 'no-certificate-chosen' })
}

const isCodeOf = ({ codeHash }: Seen, code: string): boolean =>
  equalBytes(codeHash, hashToken(code))

const open = (
  deps: AuthenticationDeps,
  permit: Permit<'access.signIn'>,
  {
    der,
    sessionToken,
  }: { readonly der: Uint8Array; readonly sessionToken: SessionToken | undefined },
): Promise<Opened> =>
  deps.db.write(async (tx): Promise<Opened> => {
    const leaf = leafOf({ chain: [der] })
    if (!leaf) return refuse({ kind: 'certificate-unreadable' })
    if (!isForPurpose(leaf, 'digitalSignature'))
      return refuse({ kind: 'certificate-of-another-purpose' })
    const owner = await ownerOf(deps, tx, leaf)
    if (!owner.ok) return owner
    return ok(await openByCard(deps, tx, permit, { ...owner.value, before: sessionToken }))
  })

const aSecret = (): string => randomBytes(32).toString('base64url')

/** The state given to the TLS listener: derived from the browser's secret, and reveals nothing of it. */
const stateOf = (attempt: string): string =>
  createHmac('sha256', attempt)
    .update('state of the client-certificate sign-in')
    .digest('base64url')
