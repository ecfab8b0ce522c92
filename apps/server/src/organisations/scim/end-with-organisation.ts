import { ok } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { OrganisationCeased } from '#organisations/registry/contract.ts'
import type { Subscription } from '#platform/outbox.ts'
import type { ScimDeps } from './deps.ts'
import { deleteUsersOf } from './store.ts'

/** An organisation that has ceased has no directory any more: its users are erased with the retention (R518). */
export const endWithOrganisation = ({ db, clock }: ScimDeps): Subscription => ({
  event: 'OrganisationCeased' satisfies OrganisationCeased['type'],
  listener: 'scim.endWithOrganisation',
  handle: async (recorded) => {
    const organisationId = z.string().parse(recorded['organisationId'])
    await db.write(async (tx) => {
      await deleteUsersOf(tx, organisationId, clock.now())
      return ok(undefined)
    })
  },
})
