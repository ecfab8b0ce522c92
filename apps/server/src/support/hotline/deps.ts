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

/** Everything the line stands on: the database and nothing else that could be away (R123). */
export type LineDeps = {
  readonly db: Db
  readonly clock: Clock
  readonly record: Record
  readonly planJob: PlanJob
  readonly people: Pick<
    People,
    'findPerson' | 'findByIdentityCode' | 'identityCodeOf' | 'searchPeople'
  >
  readonly cards: Pick<Cards, 'cardsForCaller' | 'closeForCaller' | 'holderOfCardNumber'>
  readonly spareCards: Pick<
    SpareCards,
    'spareCardsForCaller' | 'closeForCaller' | 'holderOfSpareCardNumber'
  >
  readonly certificates: Pick<Certificates, 'findCertificate'>
  /** Of the authorities whose certificates are on cards. */
  readonly issuers: readonly string[]
  readonly forgetPermit: () => Permit<'revocationLine.forgetCaller'>
}

export type Sealed = LineDeps & { readonly sealing: Sealing }
