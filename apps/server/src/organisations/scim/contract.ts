import type { Brand } from '@sotevarmenne/kernel/brand'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { GivenUser } from './domain/attributes.ts'

/** A user of an employer’s directory. UUID. */
export type ScimUserId = Brand<string, 'ScimUserId'>

/** What the latest activation or deactivation led to. */
export type Standing =
  /** Never active: nothing began. */
  | { readonly kind: 'never-active' }
  /** The order that this module prepared. */
  | { readonly kind: 'order-prepared'; readonly preparedId: string }
  /** An order that somebody else had prepared, a card of the organisation, or a professional card: left as it is. */
  | { readonly kind: 'order-there' | 'card-there' | 'professional' }
  | {
      readonly kind: 'end-planned'
      readonly endId: string
      /** Inclusive. */
      readonly lastDay: LocalDate
      /** The day that somebody else had planned, in the place of which it is. */
      readonly movedFrom?: LocalDate
      readonly preparedId?: string
    }
  /** An end that somebody else had planned, not later, or reported: left as it is. */
  | { readonly kind: 'end-there'; readonly preparedId?: string }

export type ScimUser = {
  readonly userId: ScimUserId
  readonly organisationId: string
  readonly given: GivenUser
  readonly standing: Standing
  /** Of an active user. */
  readonly activeSince?: Instant
  /** From 1. */
  readonly version: number
  readonly createdAt: Instant
  readonly changedAt: Instant
}

type About = {
  readonly organisationId: string
  readonly userId: string
  /** A person known to the service. */
  readonly about?: { readonly personId: string }
}

type Changed = { readonly isActive: boolean; readonly standing: Standing['kind'] } & About

export type DirectoryUserCreated = { readonly type: 'DirectoryUserCreated' } & Changed
export type DirectoryUserChanged = { readonly type: 'DirectoryUserChanged' } & Changed
/** The directory has no such user any more; an active one was deactivated with it. */
export type DirectoryUserDeleted = { readonly type: 'DirectoryUserDeleted' } & Changed
/** A program or a member saw the users; `about`: one of them whom the service knows. */
export type DirectoryUsersListed = {
  readonly type: 'DirectoryUsersListed'
  readonly organisationId: string
  readonly about?: { readonly personId: string }
}
