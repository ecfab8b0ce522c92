import type { Brand } from '@sotevarmenne/kernel/brand'
import type { Instant } from '@sotevarmenne/kernel/instant'

/** A person whom the service knows: a holder, a visitor, a registrar. UUID. */
export type PersonId = Brand<string, 'PersonId'>

export type Language = 'fi' | 'sv' | 'en'

export type Address = {
  readonly street: string
  readonly postalCode: string
  readonly postOffice: string
  /** ISO 3166-1, two letters. */
  readonly country: string
}

/** Under non-disclosure for safety reasons there is no address: it is neither kept nor shown. */
export type Whereabouts =
  { readonly nonDisclosure: true } | { readonly nonDisclosure: false; readonly address?: Address }

/** A person as the population register last said. The identity code is asked apart. */
export type Person = {
  readonly personId: PersonId
  readonly givenNames: string
  readonly surname: string
  readonly language: Language
  readonly whereabouts: Whereabouts
  /** When the register said so. */
  readonly confirmedAt: Instant
}

/** Non-disclosure began or ended, as the population register says it: what is published of the person has to follow. */
export type DisclosureChanged = {
  readonly type: 'DisclosureChanged'
  readonly about: { readonly personId: PersonId }
}
