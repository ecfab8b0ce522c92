import type { Cards } from '#cards/lifecycle/index.ts'
import type { Certificates } from '#pki/issuance/index.ts'
import type { People } from '#people/persons/index.ts'
import type { Clock } from '#platform/clock.ts'
import type { Db } from '#platform/db.ts'
import type { PlanJob } from '#platform/outbox.ts'
import type { Permit } from '#platform/permit.ts'
import type { Record } from '#platform/record.ts'
import type { Sealing } from '#platform/sealing.ts'
import type { SpareCards } from '#cards/spare-cards/index.ts'

/** Dependencies of the hotline: the database and nothing else that could be unavailable (R123). */
export type HotlineDeps = {
  readonly db: Db
  readonly clock: Clock
  readonly record: Record
  readonly planJob: PlanJob
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
  readonly forgetPermit: () => Permit<'hotline.forgetCaller'>
}

export type Sealed = HotlineDeps & { readonly sealing: Sealing }
