import type { Tx } from '#platform/db.ts'
import type { Runtime } from '#platform/runtime.ts'
import type { Sealing } from '#platform/sealing.ts'
import type { People } from '#people/persons/index.ts'
import type { BusinessRegister, Codes } from '#people/registers/index.ts'

/** Dependencies of this module's operations. */
export type OrganisationsDeps = Pick<Runtime, 'db' | 'clock' | 'record' | 'systemPermit'> & {
  readonly people: Pick<People, 'findPerson'>
  readonly points: PointsQueried
  readonly businessRegister: BusinessRegister
  readonly codes: Pick<Codes, 'findOrganisation' | 'organisationsOf'>
  readonly sealing: Sealing
}

/** What this module needs of `points/points`. */
export type PointsQueried = {
  /** By id; unknown ids are left out. */
  readonly findPoints: (
    tx: Tx,
    pointIds: readonly string[],
  ) => Promise<
    ReadonlyMap<
      string,
      {
        readonly name: string
        readonly details?: { readonly pointOperatorBusinessId?: string | undefined } | undefined
      }
    >
  >
}
