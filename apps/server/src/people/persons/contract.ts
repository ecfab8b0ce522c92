import type { Language } from '@sotevarmenne/api/values'
import type { Brand } from '@sotevarmenne/kernel/brand'
import type { Instant } from '@sotevarmenne/kernel/instant'

/** A person whom the service knows: a holder, a visitor, a registrar. UUID. */
export type PersonId = Brand<string, 'PersonId'>

export type Address = {
  readonly street: string
  readonly postalCode: string
  readonly postOffice: string
  /** ISO 3166-1, two letters. */
  readonly country: string
}

/** The address of a letter: also in care of somebody, or by name at an organisation. */
export type LetterAddress = Address & {
  readonly organisation?: string | undefined
  readonly careOf?: string | undefined
}

/** Under non-disclosure for safety reasons there is no address: it is neither stored nor shown. */
export type Whereabouts =
  { readonly nonDisclosure: true } | { readonly nonDisclosure: false; readonly address?: Address }

/** A person by the population register's last response. The identity code is read separately. */
export type Person = {
  readonly personId: PersonId
  readonly givenNames: string
  readonly surname: string
  readonly language: Language
  readonly whereabouts: Whereabouts
  /** Time of that response. */
  readonly confirmedAt: Instant
}

/** Non-disclosure began or ended, by the population register: published data must follow. */
export type DisclosureChanged = {
  readonly type: 'DisclosureChanged'
  readonly about: { readonly personId: PersonId }
}
