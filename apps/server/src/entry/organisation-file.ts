import * as contracts from '@sotevarmenne/api/organisations'
import { z } from 'zod'
import type { ImportedOrganisation } from '#organisations/registry/contract.ts'

/** Registration points are named as they are here: their ids are ours. */
const points = z.array(z.string())

const file = z.array(
  contracts.addOrganisation.input.extend({
    agreements: z
      .array(
        contracts.proposeAgreement.input
          .omit({ organisationId: true, products: true })
          .extend({ points: points.default([]) }),
      )
      .default([]),
    authorisations: z
      .array(
        contracts.proposeAuthorisation.input
          .omit({ organisationId: true, products: true, customerNumber: true })
          .extend({ points: points.min(1) }),
      )
      .default([]),
  }),
)

export type OrganisationFile = z.input<typeof file>

/** Organisations and their papers as a file has them (docs/operations/legacy-system.md). Throws with the place that is wrong. */
export function readOrganisationFile(
  content: unknown,
  known: readonly { readonly pointId: string; readonly name: string }[],
): readonly ImportedOrganisation[] {
  const idOf = (name: string): string => {
    const point = known.find((one) => one.name === name)
    if (!point) throw new Error(`there is no registration point ${name}`)
    return point.pointId
  }
  return file.parse(content).map(({ agreements, authorisations, ...organisation }) => ({
    ...organisation,
    agreements: agreements.map((one) => ({ ...one, points: one.points.map(idOf) })),
    authorisations: authorisations.map((one) => ({ ...one, points: one.points.map(idOf) })),
  }))
}
