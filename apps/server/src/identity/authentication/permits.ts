import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { second, type Instant } from '@sotevarmenne/kernel/instant'
import { believe } from '#platform/believe.ts'
import type { NotGranted, PermitDesk, PermitRequest } from '#platform/permit-desk.ts'
import type { Deed, Actor, Permit } from '#platform/permit.ts'
import type { Clock } from '#platform/clock.ts'
import type { AccessDeps, SystemPermit } from './deps.ts'
import { doersOf, reasonOf } from './domain/roles.ts'
import { signInOf } from './domain/session.ts'
import { demandsOf, judgeSignIn } from './domain/sign-in-demands.ts'
import { isToBeAsked, isUnconfirmed } from './domain/status-of-session.ts'
import {
  askAnew,
  endSessionsOfCard,
  isByOtherCard,
  issuerOfSession,
  type SessionByOtherCard,
} from './other-cards/ask-anew.ts'
import { touchSession } from './store.ts'
import { whoIsThere, type Present } from './who-is-there.ts'

type ProcessName = Extract<Actor, { kind: 'process' }>['name']

/** The permit of a process of the service for its own work. Throws for a deed that takes a person. */
export const systemPermit =
  ({ clock }: { readonly clock: Clock }) =>
  <Name extends Deed>(deed: Name, name: ProcessName): Permit<Name> => {
    if (doersOf[deed] !== 'service' && doersOf[deed] !== 'everybody' && !alsoByCommand.has(deed))
      throw new Error(`${deed} is not work of the service itself`)
    return makePermit(deed, {
      actor: { kind: 'process', name },
      reason: reasonOf.service,
      grantedAt: clock.now(),
    })
  }

/**
 * What handlers do on pages and the operator's commands do too: at the beginning nobody is there who could enter the first
 * point and appoint its registrar, and whose program got into wrong hands waits for no handler.
 */
const alsoByCommand: ReadonlySet<Deed> = new Set([
  'registration.enterPoint',
  'registration.setPrice',
  'registration.appointRegistrar',
  'blanks.receiveBlanks',
  'certificates.endClient',
])

/** Gives the permit of each deed at the moment of the act, and lets the session live on. */
export function permitDesk(deps: AccessDeps): PermitDesk {
  const grantToClient = clientDesk(deps)
  const grantToPerson = personDesk(deps)
  return {
    grant: async (request) => {
      const doers = doersOf[request.deed]
      if (doers === 'everybody')
        return ok(
          makePermit(request.deed, {
            actor: { kind: 'process', name: 'web' },
            reason: reasonOf.everybody,
            grantedAt: deps.clock.now(),
          }),
        )
      return doers === 'client' || doers === 'station' || doers === 'identificationService'
        ? grantToClient(request, doers)
        : grantToPerson(request)
    },
  }
}

/**
 * A program is known by the certificate of its connection. One that we or an older system's authority have issued must be
 * good in our own store, as it was a second ago at most.
 */
function clientDesk({ db, clock, certificates, revocation }: AccessDeps) {
  const believed = believe<boolean>({ clock, milliseconds: second })
  const isGood = ({ issuer, serial }: OwnCertificate): Promise<boolean> =>
    believed(`${issuer} ${serial}`, () =>
      db.read(async (tx) => (await revocation.statusOf(tx, { issuer, serial })).status === 'good'),
    )

  return async (
    { deed, clientCertificate }: PermitRequest,
    asked: 'client' | 'station' | 'identificationService',
  ): Promise<Result<Permit, NotGranted>> => {
    const present = clientCertificate && (await certificates.findClient(clientCertificate))
    if (present === undefined) return refuse({ kind: 'client-unknown' })
    const { client, ownCertificate } = present
    if (ownCertificate !== undefined && !(await isGood(ownCertificate)))
      return refuse({ kind: 'client-certificate-revoked' })
    if (asked === 'station' && client.rules.isStation !== true)
      return refuse({ kind: 'not-permitted' })
    if (asked === 'identificationService' && client.rules.lookUp === undefined)
      return refuse({ kind: 'not-permitted' })
    return ok(
      makePermit(deed, {
        actor: { kind: 'client', clientId: client.clientId },
        reason: reasonOf[asked],
        grantedAt: clock.now(),
      }),
    )
  }
}

type OwnCertificate = { readonly issuer: string; readonly serial: string }

/**
 * A person is known by an open session. Where another trust service's card began it, whoever uses it waits while its issuer is
 * asked anew, when that is due (R262); that is not told in time for too long ends it (R263). To leave, nobody waits.
 */
function personDesk(deps: AccessDeps) {
  const withPermit = { ...deps, systemPermit: systemPermit(deps) }
  const ask = askAnew(withPermit)

  return async (request: PermitRequest): Promise<Result<Permit, NotGranted>> => {
    const isAsked = request.deed === 'access.signOut'
    const granted = await grantToPerson(withPermit, request, { isAsked })
    if (!('toBeAsked' in granted)) return granted
    await ask(granted.toBeAsked)
    const grantedThen = await grantToPerson(withPermit, request, { isAsked: true })
    if ('toBeAsked' in grantedThen) throw new Error('unreachable: it was asked')
    return grantedThen
  }
}

type Granted = Result<Permit, NotGranted> | { readonly toBeAsked: SessionByOtherCard }

async function grantToPerson(
  deps: AccessDeps & { readonly systemPermit: SystemPermit },
  { deed, sessionToken: token }: PermitRequest,
  { isAsked }: { readonly isAsked: boolean },
): Promise<Granted> {
  if (token === undefined) return refuse({ kind: 'not-signed-in' })

  const granted = await deps.db.write(async (tx): Promise<Result<Granted, never>> => {
    const now = deps.clock.now()
    const there = await whoIsThere(deps, tx, { token, now })
    if (!there.ok) return ok(there)
    const present = there.value
    const { session } = present
    if (isByOtherCard(session)) {
      if (!isAsked && (await isDue(deps, session, now))) return ok({ toBeAsked: session })
      if (isUnconfirmed(session.signedIn, now)) {
        const because = 'certificate-status-unknown'
        await endSessionsOfCard(deps, tx, { session, because })
        return ok(refuse({ kind: 'session-card-not-confirmed' }))
      }
    }
    const signIn = signInOf(session)
    const enough = judgeSignIn(demandsOf[deed] ?? {}, { signIn, now })
    if (!enough.ok) return ok(enough)
    const role = roleFor(deed, present)
    if (!role) return ok(refuse({ kind: 'not-permitted' }))

    await touchSession(tx, session.sessionId, now)
    return ok(
      ok(
        makePermit(deed, {
          actor: { kind: 'person', personId: session.personId },
          signIn,
          reason: reasonOf[role],
          grantedAt: now,
          ...(role === 'registrar' && present.registrar && { pointId: present.registrar.pointId }),
        }),
      ),
    )
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

function roleFor(deed: Deed, { roles }: Present) {
  const doers = doersOf[deed]
  return typeof doers === 'string' ? undefined : doers.find((role) => roles.includes(role))
}

/** The only maker of permits. */
const makePermit = <Name extends Deed>(
  deed: Name,
  facts: Pick<Permit, 'actor' | 'reason' | 'grantedAt' | 'signIn' | 'pointId'>,
): Permit<Name> => ({ deed, ...facts }) as Permit<Name>
