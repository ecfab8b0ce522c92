import { day, plus } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import type { Permit } from '#platform/permit.ts'
import type { OrganisationActiveAgain, OrganisationCeased } from './contract.ts'
import type { OrganisationsDeps } from './deps.ts'
import { businessesToQuery, saveBusinessResponse } from './stores/businesses.ts'

/** More than a one-minute round needs to check everybody once a day. */
const atOnce = 20

/**
 * Requests each organisation from the business register once a day, and stores whether it has ceased: orders
 * are checked by that and wait for no register (R279). Without a response, or if its number is unknown there,
 * the last response counts.
 */
export const followBusinesses =
  ({ db, clock, businessRegister, record }: OrganisationsDeps) =>
  async (permit: Permit<'organisations.followBusinesses'>): Promise<void> => {
    const requested = await db.read((tx) =>
      businessesToQuery(tx, { before: plus(clock.now(), -day), limit: atOnce }),
    )
    for (const { organisationId, businessId, hasCeased: before } of requested) {
      const business = await businessRegister.lookUpBusiness(businessId)
      // Without a response it is retried in the next round; a malformed response about one does not delay the
      // others.
      if (!business.ok && isSilent(business.refusal)) return
      const hasCeased = business.ok ? business.value.status === 'ceased' : before
      await db.write(async (tx) => {
        await saveBusinessResponse(tx, { organisationId, hasCeased, requestedAt: clock.now() })
        if (hasCeased !== before) {
          const event: OrganisationCeased | OrganisationActiveAgain = {
            type: hasCeased ? 'OrganisationCeased' : 'OrganisationActiveAgain',
            organisationId,
          }
          await record(tx, event, permit)
        }
        return ok(undefined)
      })
    }
  }

const isSilent = (refusal: { readonly kind: string; readonly because?: string }): boolean =>
  refusal.because === 'no-connection' || refusal.because === 'no-response-in-time'
