import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { second, type Instant } from '@sotevarmenne/kernel/instant'
import { believe } from '#platform/believe.ts'
import type { NotGranted, PermitDesk, PermitRequest } from '#platform/permit-desk.ts'
import type { Permit } from '#platform/permit.ts'
import {
  authenticationFor,
  grantToClient,
  grantToEverybody,
  grantToPerson,
} from '#identity/permissions/index.ts'
import type { Client } from '#pki/issuance/contract.ts'
import type { AccessDeps } from './deps.ts'
import { signInOf } from './domain/session.ts'
import { isToBeAsked, isUnconfirmed } from './domain/status-of-session.ts'
import {
  askAnew,
  endSessionsOfCard,
  isByOtherCard,
  issuerOfSession,
  type SessionByOtherCard,
} from './other-cards/recheck-status.ts'
import { whoIsThere } from './sessions/authenticate-session.ts'
import { touchSession } from './stores/sessions.ts'

/**
 * Gives the permit of each deed at the moment of the act, and lets the session live on. Who asks is authenticated here; what they may do
 * is decided by `identity/permissions`.
 */
export function permitDesk(deps: AccessDeps): PermitDesk {
  const { clock } = deps
  const authenticate = authenticateClient(deps)
  const grantBySession = sessionDesk(deps)
  return {
    grant: async (request) => {
      const { deed } = request
      const authentication = authenticationFor(deed)
      if (authentication === 'none') return ok(grantToEverybody(deed, clock.now()))
      if (authentication === 'session') return grantBySession(request)
      const client = await authenticate(request)
      return client.ok ? grantToClient(deed, { client: client.value, now: clock.now() }) : client
    },
  }
}

/**
 * A program is known by the certificate of its connection. One that we or an older system's authority have issued must be
 * good in our own store, as it was a second ago at most.
 */
function authenticateClient({ db, clock, certificates, revocation }: AccessDeps) {
  const believed = believe<boolean>({ clock, milliseconds: second })
  const isGood = ({ issuer, serial }: OwnCertificate): Promise<boolean> =>
    believed(`${issuer} ${serial}`, () =>
      db.read(async (tx) => (await revocation.statusOf(tx, { issuer, serial })).status === 'good'),
    )

  return async ({ clientCertificate }: PermitRequest): Promise<Result<Client, NotGranted>> => {
    const present = clientCertificate && (await certificates.findClient(clientCertificate))
    if (present === undefined) return refuse({ kind: 'client-unknown' })
    const { client, ownCertificate } = present
    return ownCertificate !== undefined && !(await isGood(ownCertificate))
      ? refuse({ kind: 'client-certificate-revoked' })
      : ok(client)
  }
}

type OwnCertificate = { readonly issuer: string; readonly serial: string }

/**
 * A person is known by an open session. Where another trust service's card began it, whoever uses it waits while its issuer is
 * asked anew, when that is due (R262); that is not told in time for too long ends it (R263). To leave, nobody waits.
 */
function sessionDesk(deps: AccessDeps) {
  const ask = askAnew(deps)

  return async (request: PermitRequest): Promise<Result<Permit, NotGranted>> => {
    const isAsked = request.deed === 'access.signOut'
    const granted = await grantBySession(deps, request, { isAsked })
    if (!('toBeAsked' in granted)) return granted
    await ask(granted.toBeAsked)
    const grantedThen = await grantBySession(deps, request, { isAsked: true })
    if ('toBeAsked' in grantedThen) throw new Error('unreachable: it was asked')
    return grantedThen
  }
}

type Granted = Result<Permit, NotGranted> | { readonly toBeAsked: SessionByOtherCard }

async function grantBySession(
  deps: AccessDeps,
  { deed, sessionToken: token }: PermitRequest,
  { isAsked }: { readonly isAsked: boolean },
): Promise<Granted> {
  if (token === undefined) return refuse({ kind: 'not-signed-in' })

  const granted = await deps.db.write(async (tx): Promise<Result<Granted, never>> => {
    const now = deps.clock.now()
    const there = await whoIsThere(deps, tx, { token, now })
    if (!there.ok) return ok(there)
    const { session, ...rolesNow } = there.value
    if (isByOtherCard(session)) {
      if (!isAsked && (await isDue(deps, session, now))) return ok({ toBeAsked: session })
      if (isUnconfirmed(session.signedIn, now)) {
        const because = 'certificate-status-unknown'
        await endSessionsOfCard(deps, tx, { session, because })
        return ok(refuse({ kind: 'session-card-not-confirmed' }))
      }
    }
    const { personId, sessionId } = session
    const permit = grantToPerson(deed, { ...rolesNow, personId, signIn: signInOf(session), now })
    if (permit.ok) await touchSession(tx, sessionId, now)
    return ok(permit)
  })
  if (!granted.ok) throw new Error('unreachable: who is there is not refused')
  return granted.value
}

/** Of an issuer that is not accepted any more at once. */
const isDue = async (
  deps: AccessDeps,
  session: SessionByOtherCard,
  now: Instant,
): Promise<boolean> =>
  isToBeAsked(session.signedIn, now) || (await issuerOfSession(deps, session)) === undefined
