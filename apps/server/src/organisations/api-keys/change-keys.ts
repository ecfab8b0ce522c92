import { randomUUID } from 'node:crypto'
import * as contracts from '@sotevarmenne/api/api-keys'
import type { InputOf, ResponseOf } from '@sotevarmenne/api/endpoint'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki, localDate, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import {
  actForMember,
  actionProblems,
  memberProblems,
  type ActionRefusal,
  type MemberRefusal,
} from '#organisations/accounts/index.ts'
import { operation } from '#platform/operation.ts'
import type { Permit } from '#platform/permit.ts'
import { secureRandomBytes } from '#platform/secure-random-bytes.ts'
import { digestOf } from './authenticate.ts'
import type { ApiKey, ApiKeyCreated, ApiKeyId, ApiKeyRevoked } from './contract.ts'
import type { ApiKeysDeps } from './deps.ts'
import { isLastDayAllowed, prefix, stateOf } from './domain/api-key.ts'
import { insertKey, keysOf, lockKey, saveRevoked } from './store.ts'
import { texts } from './texts.ts'

/** Per organisation, in use. */
const maxKeys = 50

type Listed = ResponseOf<typeof contracts.viewApiKeys>

/** For those who manage the organisation's people. Not about persons: it leaves no audit entry. */
export const viewApiKeys = operation({
  contract: contracts.viewApiKeys,
  problems: memberProblems,
  handle:
    (deps: ApiKeysDeps) =>
    (permit, { organisationId }): Promise<Result<Listed, MemberRefusal>> =>
      deps.db.read(async (tx): Promise<Result<Listed, MemberRefusal>> => {
        const viewing = { organisationId, action: 'view', at: 'readPeople' } as const
        const member = await deps.accounts.checkMember(tx, permit, viewing)
        if (!member.ok) return member
        const today = dateInHelsinki(deps.clock.now())
        return ok({ keys: (await keysOf(tx, organisationId)).map((key) => show(key, today)) })
      }),
})

export type CreateApiKeyRefusal =
  ActionRefusal | { readonly kind: 'last-day-not-within-year' } | { readonly kind: 'too-many-keys' }

type Created = ResponseOf<typeof contracts.createApiKey>

/** Shows the key once, and stores its digest (R484). */
export const createApiKey = operation({
  contract: contracts.createApiKey,
  problems: {
    ...actionProblems,
    'last-day-not-within-year': { status: 422, ...texts.lastDayNotWithinYear },
    'too-many-keys': { status: 409, ...texts.tooManyKeys },
  },
  handle:
    (deps: ApiKeysDeps) =>
    (
      permit: Permit<'apiKeys.create'>,
      { organisationId, name, scopes, ...input }: InputOf<typeof contracts.createApiKey>,
    ): Promise<Result<Created, CreateApiKeyRefusal>> => {
      const acting = { organisationId, action: 'changePeople' } as const
      return actForMember<Created, CreateApiKeyRefusal>(deps, permit, acting, async (tx) => {
        const now = deps.clock.now()
        const today = dateInHelsinki(now)
        const lastDay = localDate(input.lastDay)
        if (!isLastDayAllowed(lastDay, today)) return refuse({ kind: 'last-day-not-within-year' })
        const inUse = (await keysOf(tx, organisationId)).filter(
          (key) => stateOf(key, today) === 'in-use',
        )
        if (inUse.length >= maxKeys) return refuse({ kind: 'too-many-keys' })
        const secret = `${prefix}${Buffer.from(secureRandomBytes(32)).toString('base64url')}`
        const key: ApiKey = {
          keyId: randomUUID() as string as ApiKeyId,
          ...{ organisationId, name, scopes: [...new Set(scopes)], createdAt: now, lastDay },
        }
        await insertKey(tx, { ...key, digest: digestOf(secret) })
        const event: ApiKeyCreated = {
          ...{ type: 'ApiKeyCreated', organisationId, keyId: key.keyId },
          ...{ scopes: key.scopes, lastDay },
        }
        await deps.record(tx, event, permit)
        return ok({ ...show(key, today), key: secret })
      })
    },
})

export type RevokeApiKeyRefusal =
  ActionRefusal | { readonly kind: 'api-key-not-found' } | { readonly kind: 'api-key-revoked' }

/** From this instant it is refused (R484). */
export const revokeApiKey = operation({
  contract: contracts.revokeApiKey,
  problems: {
    ...actionProblems,
    'api-key-not-found': { status: 404, ...texts.keyNotFound },
    'api-key-revoked': { status: 409, ...texts.keyRevoked },
  },
  handle:
    (deps: ApiKeysDeps) =>
    (
      permit: Permit<'apiKeys.revoke'>,
      ids: InputOf<typeof contracts.revokeApiKey>,
    ): Promise<Result<contracts.ApiKeyView, RevokeApiKeyRefusal>> => {
      const { organisationId } = ids
      const acting = { organisationId, action: 'changePeople' } as const
      return actForMember<contracts.ApiKeyView, RevokeApiKeyRefusal>(
        deps,
        permit,
        acting,
        async (tx) => {
          const key = await lockKey(tx, ids)
          if (key === undefined) return refuse({ kind: 'api-key-not-found' })
          if (key.revokedAt !== undefined) return refuse({ kind: 'api-key-revoked' })
          const revokedAt = deps.clock.now()
          await saveRevoked(tx, key.keyId, revokedAt)
          const event: ApiKeyRevoked = { type: 'ApiKeyRevoked', organisationId, keyId: key.keyId }
          await deps.record(tx, event, permit)
          return ok(show({ ...key, revokedAt }, dateInHelsinki(revokedAt)))
        },
      )
    },
})

const show = (key: ApiKey, today: LocalDate): contracts.ApiKeyView => ({
  ...{ keyId: key.keyId, name: key.name, scopes: [...key.scopes], state: stateOf(key, today) },
  ...{ createdAt: formatInstant(key.createdAt), lastDay: key.lastDay },
  ...(key.lastUsedAt !== undefined && { lastUsedAt: formatInstant(key.lastUsedAt) }),
  ...(key.revokedAt !== undefined && { revokedAt: formatInstant(key.revokedAt) }),
})
