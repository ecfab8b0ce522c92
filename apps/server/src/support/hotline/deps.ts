import type { HotlineCallView } from '@sotevarmenne/api/hotline'
import type { Cards } from '#cards/lifecycle/index.ts'
import type { Certificates } from '#pki/issuance/index.ts'
import type { People } from '#people/persons/index.ts'
import type { Sealing } from '#platform/sealing.ts'
import type { SpareCards } from '#cards/spare-cards/index.ts'
import type { Runtime, SystemPermit } from '#platform/runtime.ts'

/** Dependencies of the hotline: the database and nothing else that could be unavailable (R123). */
export type HotlineDeps = Pick<Runtime, 'db' | 'clock' | 'record' | 'planJob'> & {
  readonly people: Pick<
    People,
    'findPerson' | 'findByIdentityCode' | 'identityCodeOf' | 'searchPeople'
  >
  readonly cards: Pick<Cards, 'cardsForCaller' | 'cancelForCaller' | 'holderOfCardNumber'>
  readonly spareCards: Pick<
    SpareCards,
    'spareCardsForCaller' | 'cancelForCaller' | 'holderOfSpareCardNumber'
  >
  readonly certificates: Pick<Certificates, 'findCertificate'>
  /** The CAs of certificates on cards. */
  readonly issuers: readonly string[]
  readonly systemPermit: SystemPermit<'hotline.forgetCaller'>
}

export type Sealed = HotlineDeps & { readonly sealing: Sealing }

/** `onCall` is called for each call that was ended, also when sent again: for metrics. */
export type Answering = Sealed & {
  readonly onCall: (call: HotlineCallView, beganAt: string) => void
}
