import type { Clock } from '#platform/clock.ts'
import type { Db, Tx } from '#platform/db.ts'
import type { Record } from '#platform/record.ts'
import type { Sealing } from '#platform/sealing.ts'
import type { People } from '#people/persons/index.ts'
import type { BusinessRegister, Codes } from '#people/registers/index.ts'

/** What the deeds of this module stand on. */
export type OrganisationsDeps = {
  readonly db: Db
  readonly clock: Clock
  readonly record: Record
  readonly people: Pick<People, 'findPerson'>
  readonly points: PointsAsked
  readonly businessRegister: BusinessRegister
  readonly codes: Pick<Codes, 'findOrganisation' | 'organisationsOf'>
  readonly sealing: Sealing
}

/** What is asked of registration points, which stand on this module. */
export type PointsAsked = {
  /** By id; what is not there is left out. */
  readonly findPoints: (
    tx: Tx,
    pointIds: readonly string[],
  ) => Promise<
    ReadonlyMap<
      string,
      {
        readonly name: string
        readonly details?: { readonly keeperBusinessId?: string | undefined } | undefined
      }
    >
  >
}
