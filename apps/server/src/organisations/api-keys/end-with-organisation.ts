import { ok } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { OrganisationCeased } from '#organisations/registry/contract.ts'
import type { Subscription } from '#platform/outbox.ts'
import type { ApiKeyRevoked } from './contract.ts'
import type { ApiKeysDeps } from './deps.ts'
import { keysOf, saveRevoked } from './store.ts'

/** The keys of an organisation that has ceased are revoked (R486). */
export const endWithOrganisation = ({
  db,
  clock,
  record,
  systemPermit,
}: ApiKeysDeps): Subscription => ({
  event: 'OrganisationCeased' satisfies OrganisationCeased['type'],
  listener: 'apiKeys.endWithOrganisation',
  handle: async (recorded) => {
    const organisationId = z.string().parse(recorded['organisationId'])
    const permit = systemPermit('apiKeys.endWithOrganisation')
    await db.write(async (tx) => {
      for (const { keyId, revokedAt } of await keysOf(tx, organisationId)) {
        if (revokedAt !== undefined) continue
        await saveRevoked(tx, keyId, clock.now())
        const event: ApiKeyRevoked = { type: 'ApiKeyRevoked', organisationId, keyId }
        await record(tx, event, permit)
      }
      return ok(undefined)
    })
  },
})
