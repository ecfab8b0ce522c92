import type { ApiKeyScope, PermissionDeclaration } from '@sotevarmenne/api/permission'
import { permissions } from '@sotevarmenne/api/permissions'
import type { Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { AccessDenied } from '#platform/request-permits.ts'
import type { ApiKeyActor, Permission, Permit, SignInFacts } from '#platform/permit.ts'
import type { Client } from '#pki/issuance/contract.ts'
import { reasonOf } from './domain/reason-of.ts'
import { checkSignIn } from './domain/sign-in-demands.ts'
import { makePermit } from './make-permit.ts'
import type { Role } from './contract.ts'
import type { RolesNow } from './roles-now.ts'

/** How the actor of the operation is authenticated. */
export function authenticationFor(operation: Permission): 'none' | 'client' | 'session' {
  const allowedRoles = permissions[operation].roles
  if (allowedRoles === 'everybody') return 'none'
  return allowedRoles === 'client' ||
    allowedRoles === 'station' ||
    allowedRoles === 'identificationService'
    ? 'client'
    : 'session'
}

/** For an operation without authentication. Throws for any other. */
export function grantToEverybody(operation: Permission, now: Instant): Permit {
  if (permissions[operation].roles !== 'everybody')
    throw new Error(`${operation} is not open to everybody`)
  return makePermit(operation, {
    actor: { kind: 'process', name: 'web' },
    reason: reasonOf.everybody,
    grantedAt: now,
  })
}

/** For a registered program, authenticated by its certificate. */
export function grantToClient(
  operation: Permission,
  { client, now }: { readonly client: Pick<Client, 'clientId' | 'rules'>; readonly now: Instant },
): Result<Permit, AccessDenied> {
  const allowedRoles = permissions[operation].roles
  if (
    allowedRoles !== 'client' &&
    allowedRoles !== 'station' &&
    allowedRoles !== 'identificationService'
  )
    return refuse({ kind: 'not-permitted' })
  if (allowedRoles === 'station' && client.rules.isStation !== true)
    return refuse({ kind: 'not-permitted' })
  if (allowedRoles === 'identificationService' && client.rules.lookUp === undefined)
    return refuse({ kind: 'not-permitted' })
  return ok(
    makePermit(operation, {
      actor: { kind: 'client', clientId: client.clientId },
      reason: reasonOf[allowedRoles],
      grantedAt: now,
    }),
  )
}

/** For a program with an API key of its organisation: what the key's scopes allow, and nothing else (R485). */
export function grantToApiKey(
  operation: Permission,
  {
    key: { scopes, ...key },
    now,
  }: {
    readonly key: Omit<ApiKeyActor, 'kind'> & { readonly scopes: readonly ApiKeyScope[] }
    readonly now: Instant
  },
): Result<Permit, AccessDenied> {
  const { apiKey: sufficient }: PermissionDeclaration = permissions[operation]
  if (sufficient === undefined) return refuse({ kind: 'not-permitted' })
  if (!sufficient.some((scope) => scopes.includes(scope)))
    return refuse({ kind: 'api-key-scope-missing' })
  return ok(
    makePermit(operation, {
      actor: { kind: 'apiKey', ...key },
      reason: reasonOf.apiKey,
      grantedAt: now,
    }),
  )
}

/** What a person may do with these roles and this sign-in, however recent a sign-in it needs: for pages. */
export const permittedTo = (roles: readonly Role[], signIn: SignInFacts): readonly Permission[] =>
  (Object.keys(permissions) as Permission[]).filter((operation) => {
    const { roles: allowed } = permissions[operation]
    return (
      typeof allowed !== 'string' &&
      allowed.some((role) => roles.includes(role)) &&
      checkSignIn(permissions[operation], { signIn, now: signIn.at }).ok
    )
  })

/** For a person authenticated by an open session: both the sign-in and the roles must suffice. */
export function grantToPerson(
  operation: Permission,
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
): Result<Permit, AccessDenied> {
  const isEnough = checkSignIn(permissions[operation], { signIn, now })
  if (!isEnough.ok) return isEnough
  const allowedRoles = permissions[operation].roles
  const role =
    typeof allowedRoles === 'string' ? undefined : allowedRoles.find((each) => roles.includes(each))
  if (!role) return refuse({ kind: 'not-permitted' })
  return ok(
    makePermit(operation, {
      actor: { kind: 'person', personId },
      signIn,
      reason: reasonOf[role],
      grantedAt: now,
      ...(role === 'registrar' && registrar && { pointId: registrar.pointId }),
    }),
  )
}
