import * as api from '@sotevarmenne/api/authentication'
import type { EndedByCard, SessionView } from '@sotevarmenne/api/authentication'
import { formatInstant, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import { permittedTo } from '#identity/permissions/index.ts'
import { csrfTokenOf } from '#platform/csrf.ts'
import type { Tx } from '#platform/db.ts'
import type { SessionChange } from '#platform/endpoint.ts'
import type { Subscription } from '#platform/outbox.ts'
import type { Permit, SessionToken } from '#platform/permit.ts'
import type { RequestFacts } from '#platform/endpoint.ts'
import { operation, sessionOperation } from '#platform/operation.ts'
import type { SignedOut } from '../contract.ts'
import type { AuthenticationDeps } from '../deps.ts'
import { maxSession, endOf, signInOf, type Session } from '../domain/session.ts'
import { hashToken } from './session-token.ts'
import { closeSession, findSession, openSessionsOf, sessionsOfPerson } from '../stores/sessions.ts'
import { authenticateSession, type Present } from './authenticate-session.ts'

/**
 * The open session of the acting person, or undefined, and then whether it ended because of its card. Viewing
 * does not extend it and checks no card status: a page may poll.
 */
export const viewSession = operation({
  contract: api.viewSession,
  problems: {},
  handle:
    (deps: AuthenticationDeps) =>
    async (
      _permit,
      _input,
      { sessionToken: token }: Pick<RequestFacts, 'sessionToken'>,
    ): Promise<Result<SessionViewed, never>> => {
      if (token === undefined) return ok({})
      return deps.db.read(async (tx) => {
        const there = await authenticateSession(deps, tx, { token, now: deps.clock.now() })
        if (there.ok) return ok({ session: await showSession(deps, tx, there.value, token) })
        const { kind } = there.refusal
        return ok(kind === 'not-signed-in' ? {} : { ended: kind })
      })
    },
})

export type SessionViewed = {
  session?: SessionView
  ended?: EndedByCard
}

export type SignedOutResponse = {
  /** Where the browser ends the session at Suomi.fi too. */
  leaveTo?: string
}

/**
 * Ends the session. The page also asks the user to close the browser; if the card was taken out, it waits for
 * it (R108).
 */
export const signOut = sessionOperation({
  contract: api.signOut,
  problems: {},
  handle:
    (deps: AuthenticationDeps) =>
    async (
      permit,
      { because },
      { sessionToken: token, language }: Pick<RequestFacts, 'sessionToken' | 'language'>,
    ): Promise<Result<SessionChange<SignedOutResponse>, never>> => {
      const ended = await deps.db.write(async (tx) => {
        const session = token && (await findSession(tx, hashToken(token)))
        if (session)
          await endSession(deps, tx, permit, { session, because: because ?? 'signed-out' })
        return ok(session)
      })
      if (!ended.ok) return ended
      const isElsewhere = ended.value?.signedIn.method === 'suomiFi'
      const leaveTo =
        isElsewhere &&
        (await deps.suomiFi?.leaveAddress(`${deps.publicUrl}/${language}/signed-out`))
      return ok({ response: leaveTo ? { leaveTo } : {}, session: { kind: 'end' } })
    },
})

/** A cancelled card ends the sessions begun with it. */
export const endSessionsOfRevoked = (deps: AuthenticationDeps): Subscription => ({
  event: 'CertificateRevoked',
  listener: 'access.endSessions',
  handle: async ({ issuer, serial }) => {
    if (typeof issuer !== 'string' || typeof serial !== 'string')
      throw new Error('revocation event without its certificate')
    const permit = deps.systemPermit('access.endSessions', 'jobs')
    const ended = await deps.db.write(async (tx) => {
      for (const session of await openSessionsOf(tx, { issuer, serial }))
        await endSession(deps, tx, permit, { session, because: 'certificate-revoked' })
      return ok(undefined)
    })
    if (!ended.ok) throw new Error('unreachable: ending is never refused')
  },
})

/**
 * A person who is no longer a registrar, or is one of another point, must sign in again: the desk session
 * ends. It continues if the point stays the same: an older role ended, or a later training replaced it. From
 * the instant of the end no registrar permit is issued, even before this subscriber runs.
 */
export const endSessionsOfRegistrar = (deps: AuthenticationDeps): readonly Subscription[] =>
  (['RegistrarAppointed', 'RegistrarRoleEnded'] as const).map((event) => ({
    event,
    listener: 'access.endSessionsOfRegistrar',
    handle: async ({ registrarId: id, about }) => {
      const { personId } = ofPerson.parse(about)
      const registrarId = z.string().parse(id)
      const permit = deps.systemPermit('access.endSessions', 'jobs')
      const ended = await deps.db.write(async (tx) => {
        const registrarRole = await deps.registration.findRegistrarRole(tx, registrarId)
        if (!registrarRole) throw new Error(`registrar role ${registrarId} not found`)
        const { appointedAt, endsAt } = registrarRole
        const changedAt = event === 'RegistrarAppointed' ? appointedAt : endsAt
        if (changedAt === undefined)
          throw new Error(`registrar role ${registrarId} has ended but has no end date`)
        const pointAt = async (at: Instant) =>
          (await deps.registration.registrarAt(tx, personId, at))?.pointId
        const now = deps.clock.now()
        const before = await pointAt(plus(changedAt, -1))
        if (before === undefined || before === (await pointAt(now))) return ok(undefined)
        for (const session of await sessionsOfPerson(tx, personId, plus(now, -maxSession)))
          if (session.signedIn.method === 'card' && session.openedAt < changedAt)
            await endSession(deps, tx, permit, { session, because: 'registrar-role-ended' })
        return ok(undefined)
      })
      if (!ended.ok) throw new Error('unreachable: ending is never refused')
    },
  }))

const ofPerson = z.object({ personId: z.string() })

/** Ends the session and writes it to the audit log, unless it has ended before. */
export async function endSession(
  { record, clock }: AuthenticationDeps,
  tx: Tx,
  permit: Permit,
  { session, because }: { readonly session: Session; readonly because: SignedOut['because'] },
): Promise<void> {
  const isEnded = await closeSession(tx, session.sessionId, { now: clock.now(), because })
  if (!isEnded) return
  const event: SignedOut = {
    type: 'SignedOut',
    sessionId: session.sessionId,
    because,
    about: { personId: session.personId },
  }
  await record(tx, event, permit)
}

/** The session as its page sees it. */
export async function showSession(
  { people }: Pick<AuthenticationDeps, 'people'>,
  tx: Tx,
  { session, roles, registrar }: Present,
  token: SessionToken,
): Promise<SessionView> {
  const person = await people.findPerson(tx, session.personId)
  if (!person) throw new Error(`session ${session.sessionId} has no person`)
  return {
    personId: session.personId,
    name: `${person.givenNames} ${person.surname}`,
    roles: [...roles],
    may: [...permittedTo(roles, signInOf(session))],
    ...(session.signedIn.method === 'card' && {
      cardId: session.signedIn.cardId,
      certificateSerial: session.signedIn.serial,
    }),
    signIn: signInShown(session),
    ...(registrar && { point: { pointId: registrar.pointId, name: registrar.pointName } }),
    csrfToken: csrfTokenOf(token),
    endsAt: formatInstant(endOf(session)),
  }
}

/** How and when the person proved their identity, as pages show it. */
export const signInShown = (session: Session): SessionView['signIn'] => {
  const { at, method, levelOfAssurance, ...more } = signInOf(session)
  const organisation = 'organisation' in more ? more.organisation : undefined
  return {
    ...{ method, levelOfAssurance, at: formatInstant(at) },
    ...(organisation && { organisation }),
  }
}
