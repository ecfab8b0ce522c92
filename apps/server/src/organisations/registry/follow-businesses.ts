import { day, plus } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import type { Permit } from '#platform/permit.ts'
import type { OrganisationActiveAgain, OrganisationCeased } from './contract.ts'
import type { OrganisationsDeps } from './deps.ts'
import { businessesToAsk, saveBusinessAnswer } from './stores/businesses.ts'

/** More than a round of a minute needs to ask about everybody once a day. */
const atOnce = 20

/**
 * Asks the business register once a day about each organisation, and keeps whether it has ceased: orders are judged by that,
 * and wait for no register (R279). While the register says nothing of one, or does not know its number, what it said last stands.
 */
export const followBusinesses =
  ({ db, clock, businessRegister, record }: OrganisationsDeps) =>
  async (permit: Permit<'organisations.followBusinesses'>): Promise<void> => {
    const asked = await db.read((tx) =>
      businessesToAsk(tx, { before: plus(clock.now(), -day), limit: atOnce }),
    )
    for (const { organisationId, businessId, hasCeased: before } of asked) {
      const business = await businessRegister.lookUpBusiness(businessId)
      // What nobody answers now is asked in the next round; what is answered badly about one holds up nobody else.
      if (!business.ok && isSilent(business.refusal)) return
      const hasCeased = business.ok ? business.value.status === 'ceased' : before
      await db.write(async (tx) => {
        await saveBusinessAnswer(tx, { organisationId, hasCeased, askedAt: clock.now() })
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
  refusal.because === 'no-connection' || refusal.because === 'no-answer-in-time'
