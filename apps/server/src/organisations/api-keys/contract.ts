import type { ApiKeyScope } from '@sotevarmenne/api/permission'
import type { Brand } from '@sotevarmenne/kernel/brand'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'

/** UUID. */
export type ApiKeyId = Brand<string, 'ApiKeyId'>

/** A key with which a program acts for the organisation; the key itself is stored as a digest. */
export type ApiKey = {
  readonly keyId: ApiKeyId
  readonly organisationId: string
  /** By which the organisation tells its keys apart. */
  readonly name: string
  readonly scopes: readonly ApiKeyScope[]
  readonly createdAt: Instant
  /** Inclusive. */
  readonly lastDay: LocalDate
  readonly lastUsedAt?: Instant
  readonly revokedAt?: Instant
}

type About = { readonly organisationId: string; readonly keyId: ApiKeyId }

export type ApiKeyCreated = {
  readonly type: 'ApiKeyCreated'
  readonly scopes: readonly ApiKeyScope[]
  readonly lastDay: LocalDate
} & About
/** From this instant it is refused. */
export type ApiKeyRevoked = { readonly type: 'ApiKeyRevoked' } & About
