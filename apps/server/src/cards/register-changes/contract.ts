import type { ChangeKind, ReportingRegister } from '@sotevarmenne/api/registers'
import type { Brand } from '@sotevarmenne/kernel/brand'
import type { LocalDate } from '@sotevarmenne/kernel/local-date'
import type { SetAside } from '../../people/registers/contract.ts'

export type RegisterEventSetAside = {
  readonly type: 'RegisterEventSetAside'
  readonly register: ReportingRegister
} & SetAside

/** UUID. */
export type ChangeId = Brand<string, 'ChangeId'>

/** The register change by which a card became outdated; `registerEventId` is the register’s own event. */
type ChangeOfCard = {
  readonly changeId: ChangeId
  readonly registerEventId: string
  readonly about: { readonly personId: string; readonly cardId: string }
}

export type RightEnded = { readonly type: 'RightEnded' } & ChangeOfCard
export type RightRestricted = {
  readonly type: 'RightRestricted'
  /** The last day on which the right is in force. */
  readonly validTo: LocalDate
} & ChangeOfCard
export type ProfessionalNumberChanged = {
  readonly type: 'ProfessionalNumberChanged'
} & ChangeOfCard
export type HolderRenamed = { readonly type: 'HolderRenamed' } & ChangeOfCard
export type HolderDied = { readonly type: 'HolderDied' } & ChangeOfCard

type ChangeOfPerson = Pick<ChangeOfCard, 'changeId' | 'registerEventId'> & {
  readonly about: { readonly personId: string }
}

/** Published once for the person, with or without a card; for cards there is `HolderDied` (R276). */
export type PersonDied = { readonly type: 'PersonDied' } & ChangeOfPerson
/** The register reports that the person is alive after all. What ended with the death is not restored. */
export type PersonDeathTakenBack = { readonly type: 'PersonDeathTakenBack' } & ChangeOfPerson

/** The card's data are true again: the effects of the change are undone as far as possible. */
export type RegisterChangeTakenBack = {
  readonly type: 'RegisterChangeTakenBack'
  readonly kind: ChangeKind
} & ChangeOfCard

/** Non-disclosure began or ended, by an event of the population register. */
export type NonDisclosureNotified = {
  readonly type: 'NonDisclosureNotified'
  readonly isNonDisclosure: boolean
  readonly registerEventId: string
  readonly about: { readonly personId: string }
}

/** UUID. */
export type ChangesPauseId = Brand<string, 'ChangesPauseId'>

/** Register changes would revoke so many cards that they are paused for dual control. */
export type RegisterChangesPaused = {
  readonly type: 'RegisterChangesPaused'
  readonly pauseId: ChangesPauseId
  readonly cards: number
  readonly causes: readonly CauseOfPause[]
}

export type CauseOfPause = { readonly cause: ChangeKind; readonly count: number }

/** First approval of a release; another person has to approve too. */
export type RegisterChangesReleaseApproved = {
  readonly type: 'RegisterChangesReleaseApproved'
  readonly pauseId: ChangesPauseId
  /** How many cards the person saw. */
  readonly cards: number
}

export type RegisterChangesReleased = {
  readonly type: 'RegisterChangesReleased'
  readonly pauseId: ChangesPauseId
  /** How many cards both persons saw. */
  readonly cards: number
}
