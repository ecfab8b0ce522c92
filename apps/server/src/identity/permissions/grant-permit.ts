import type { Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { NotGranted } from '#platform/permit-desk.ts'
import type { Deed, Permit, SignInFacts } from '#platform/permit.ts'
import type { Client } from '#pki/issuance/contract.ts'
import { doersOf, reasonOf } from './domain/roles.ts'
import { demandsOf, judgeSignIn } from './domain/sign-in-demands.ts'
import { makePermit } from './make-permit.ts'
import type { RolesNow } from './roles-now.ts'

/** How whoever asks for the deed is authenticated. */
export function authenticationFor(deed: Deed): 'none' | 'client' | 'session' {
  const doers = doersOf[deed]
  if (doers === 'everybody') return 'none'
  return doers === 'client' || doers === 'station' || doers === 'identificationService'
    ? 'client'
    : 'session'
}

/** Of a deed that needs no authentication. Throws for any other. */
export function grantToEverybody(deed: Deed, now: Instant): Permit {
  if (doersOf[deed] !== 'everybody') throw new Error(`${deed} is not open to everybody`)
  return makePermit(deed, {
    actor: { kind: 'process', name: 'web' },
    reason: reasonOf.everybody,
    grantedAt: now,
  })
}

/** To a registered program, that was authenticated by its certificate. */
export function grantToClient(
  deed: Deed,
  { client, now }: { readonly client: Pick<Client, 'clientId' | 'rules'>; readonly now: Instant },
): Result<Permit, NotGranted> {
  const doers = doersOf[deed]
  if (doers !== 'client' && doers !== 'station' && doers !== 'identificationService')
    return refuse({ kind: 'not-permitted' })
  if (doers === 'station' && client.rules.isStation !== true)
    return refuse({ kind: 'not-permitted' })
  if (doers === 'identificationService' && client.rules.lookUp === undefined)
    return refuse({ kind: 'not-permitted' })
  return ok(
    makePermit(deed, {
      actor: { kind: 'client', clientId: client.clientId },
      reason: reasonOf[doers],
      grantedAt: now,
    }),
  )
}

/** To a person who was authenticated by an open session: both how they signed in and what they are must be enough. */
export function grantToPerson(
  deed: Deed,
  {
    personId,
    signIn,
    roles,
    registrar,
    now,
  }: RolesNow & {
    readonly personId: string
    readonly signIn: SignInFacts
    readonly now: Instant
  },
): Result<Permit, NotGranted> {
  const isEnough = judgeSignIn(demandsOf[deed] ?? {}, { signIn, now })
  if (!isEnough.ok) return isEnough
  const doers = doersOf[deed]
  const role = typeof doers === 'string' ? undefined : doers.find((each) => roles.includes(each))
  if (!role) return refuse({ kind: 'not-permitted' })
  return ok(
    makePermit(deed, {
      actor: { kind: 'person', personId },
      signIn,
      reason: reasonOf[role],
      grantedAt: now,
      ...(role === 'registrar' && registrar && { pointId: registrar.pointId }),
    }),
  )
}
