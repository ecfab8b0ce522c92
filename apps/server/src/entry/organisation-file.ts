import * as contracts from '@sotevarmenne/api/organisations'
import { z } from 'zod'
import type { ImportedOrganisation } from '#organisations/registry/contract.ts'

/** Registration points are given by name: their ids are internal to this service. */
const points = z.array(z.string())

const file = z.array(
  contracts.addOrganisation.input.extend({
    agreements: z
      .array(
        contracts.proposeCardAgreement.input
          .omit({ organisationId: true, products: true })
          .extend({ points: points.default([]) }),
      )
      .default([]),
    delegations: z
      .array(
        contracts.proposeDelegation.input.omit({ organisationId: true, products: true }).extend({
          points: points.min(1),
          businessId: contracts.addOrganisation.input.shape.businessId,
        }),
      )
      .default([]),
  }),
)

export type OrganisationFile = z.input<typeof file>

/**
 * Reads organisations and their agreements from a file (docs/operations/legacy-system.md). Throws with the
 * place of the error.
 */
export function readOrganisationFile(
  content: unknown,
  known: readonly { readonly pointId: string; readonly name: string }[],
): readonly ImportedOrganisation[] {
  const idOf = (name: string): string => {
    const point = known.find((one) => one.name === name)
    if (!point) throw new Error(`no registration point is named ${name}`)
    return point.pointId
  }
  return file.parse(content).map(({ agreements, delegations, ...organisation }) => ({
    ...organisation,
    agreements: agreements.map((one) => ({ ...one, points: one.points.map(idOf) })),
    delegations: delegations.map((one) => ({ ...one, points: one.points.map(idOf) })),
  }))
}
