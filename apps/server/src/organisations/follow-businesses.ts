import { day, plus } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import type { OrganisationsDeps } from './deps.ts'
import { businessesToAsk, saveBusinessAnswer } from './stores/businesses.ts'

/** More than a round of a minute needs to ask about everybody once a day. */
const atOnce = 20

/**
 * Asks the business register once a day about each organisation, and keeps whether it has ceased: orders are judged by that,
 * and wait for no register (R279). While the register is silent what it said last stands.
 */
export const followBusinesses =
  ({ db, clock, businessRegister }: OrganisationsDeps) =>
  async (): Promise<void> => {
    const asked = await db.read((tx) =>
      businessesToAsk(tx, { before: plus(clock.now(), -day), limit: atOnce }),
    )
    for (const { organisationId, businessId } of asked) {
      const business = await businessRegister.lookUpBusiness(businessId)
      if (!business.ok && business.refusal.kind === 'register-unavailable') return
      // One that merged into another is no longer known by its number, or has ceased.
      const hasCeased = !business.ok || business.value.status === 'ceased'
      await db.write(async (tx) => {
        await saveBusinessAnswer(tx, { organisationId, hasCeased, askedAt: clock.now() })
        return ok(undefined)
      })
    }
  }
