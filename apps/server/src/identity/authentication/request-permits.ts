import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { second, type Instant } from '@sotevarmenne/kernel/instant'
import { ttlCache } from '#platform/ttl-cache.ts'
import type { AccessDenied, RequestPermits, PermitRequest } from '#platform/request-permits.ts'
import type { Permit } from '#platform/permit.ts'
import {
  authenticationFor,
  grantToApiKey,
  grantToClient,
  grantToEverybody,
  grantToPerson,
} from '#identity/permissions/index.ts'
import type { Client } from '#pki/issuance/contract.ts'
import type { AuthenticationDeps } from './deps.ts'
import { signInOf } from './domain/session.ts'
import { isToBeQueried, isUnconfirmed } from './domain/status-of-session.ts'
import {
  recheckStatus,
  endSessionsOfCard,
  isByThirdPartyCard,
  type SessionByThirdPartyCard,
} from './sessions/recheck-status.ts'
import { authenticateSession } from './sessions/authenticate-session.ts'
import { touchSession } from './stores/sessions.ts'

/**
 * Issues the permit for each operation at the moment it is done, and extends the session. This module
 * authenticates the actor; `identity/permissions` decides what they may do.
 */
export function createRequestPermits(deps: AuthenticationDeps): RequestPermits {
  const { clock } = deps
  const authenticate = authenticateClient(deps)
  const grantBySession = authenticatePerson(deps)
  return {
    grant: async (request) => {
      const { operation, apiKey } = request
      const authentication = authenticationFor(operation)
      if (authentication === 'none') return ok(grantToEverybody(operation, clock.now()))
      if (authentication === 'session')
        return apiKey === undefined ? grantBySession(request) : grantByKey(deps, operation, apiKey)
      const client = await authenticate(request)
      return client.ok
        ? grantToClient(operation, { client: client.value, now: clock.now() })
        : client
    },
  }
}

/**
 * A program is identified by the certificate of its connection. One that we or a legacy CA issued must be
 * good in our own store, cached for a second at most.
 */
function authenticateClient({ db, clock, certificates, revocations }: AuthenticationDeps) {
  const cached = ttlCache<boolean>({ clock, milliseconds: second })
  const isGood = ({ issuer, serial }: OwnCertificate): Promise<boolean> =>
    cached(`${issuer} ${serial}`, () =>
      db.read(async (tx) => (await revocations.statusOf(tx, { issuer, serial })).status === 'good'),
    )

  return async ({ clientCertificate }: PermitRequest): Promise<Result<Client, AccessDenied>> => {
    const present = clientCertificate && (await certificates.findClient(clientCertificate))
    if (present === undefined) return refuse({ kind: 'client-not-found' })
    const { client, ownCertificate } = present
    return ownCertificate !== undefined && !(await isGood(ownCertificate))
      ? refuse({ kind: 'client-certificate-revoked' })
      : ok(client)
  }
}

/** A program is identified by an API key of its organisation (R484). Without the keys' module none is valid. */
async function grantByKey(
  { apiKeys, clock }: AuthenticationDeps,
  operation: PermitRequest['operation'],
  presented: string,
): Promise<Result<Permit, AccessDenied>> {
  const key = (await apiKeys?.authenticate(presented)) ?? refuse({ kind: 'api-key-not-valid' })
  return key.ok ? grantToApiKey(operation, { key: key.value, now: clock.now() }) : key
}

type OwnCertificate = { readonly issuer: string; readonly serial: string }

/**
 * A person is identified by an open session. If another trust service's card began it, its use waits while
 * the issuer is checked again, when that is due (R262); without a response for too long it ends (R263).
 * Signing out never waits.
 */
function authenticatePerson(deps: AuthenticationDeps) {
  const recheck = recheckStatus(deps)

  return async (request: PermitRequest): Promise<Result<Permit, AccessDenied>> => {
    const isRequested = request.operation === 'access.signOut'
    const granted = await grantBySession(deps, request, { isRequested })
    if (!('toBeQueried' in granted)) return granted
    await recheck(granted.toBeQueried)
    const grantedThen = await grantBySession(deps, request, { isRequested: true })
    if ('toBeQueried' in grantedThen) throw new Error('unreachable: the status was requested')
    return grantedThen
  }
}

type Granted = Result<Permit, AccessDenied> | { readonly toBeQueried: SessionByThirdPartyCard }

async function grantBySession(
  deps: AuthenticationDeps,
  { operation, sessionToken: token }: PermitRequest,
  { isRequested }: { readonly isRequested: boolean },
): Promise<Granted> {
  if (token === undefined) return refuse({ kind: 'not-signed-in' })

  const granted = await deps.db.write(async (tx): Promise<Result<Granted, never>> => {
    const now = deps.clock.now()
    const there = await authenticateSession(deps, tx, { token, now })
    if (!there.ok) return ok(there)
    const { session, ...rolesNow } = there.value
    if (isByThirdPartyCard(session)) {
      if (!isRequested && (await isDue(deps, session, now))) return ok({ toBeQueried: session })
      if (isUnconfirmed(session.signedIn, now)) {
        const because = 'certificate-status-unavailable'
        await endSessionsOfCard(deps, tx, { session, because })
        return ok(refuse({ kind: 'session-card-not-confirmed' }))
      }
    }
    const { personId, sessionId } = session
    const permit = grantToPerson(operation, {
      ...rolesNow,
      personId,
      signIn: signInOf(session),
      now,
    })
    if (permit.ok) await touchSession(tx, sessionId, now)
    return ok(permit)
  })
  if (!granted.ok) throw new Error('unreachable: authentication is not refused here')
  return granted.value
}

/** Due at once if the issuer is no longer accepted. */
const isDue = async (
  deps: AuthenticationDeps,
  session: SessionByThirdPartyCard,
  now: Instant,
): Promise<boolean> =>
  isToBeQueried(session.signedIn, now) ||
  !(await deps.thirdPartyCards.isIssuerAccepted(session.signedIn))
