import * as api from '@sotevarmenne/api/renewals'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { formatInstant, plus } from '@sotevarmenne/kernel/instant'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import type { RenewalContent } from '#cards/orders/contract.ts'
import { toBase64 } from '#platform/base64.ts'
import { operation } from '#platform/operation.ts'
import { personOf } from '#platform/permit.ts'
import type { RenewalViewed } from './contract.ts'
import {
  decideProblems,
  decideRenewal,
  earlierOf,
  lookUpHolder,
  recordRefusal,
  type DecideRenewalRefusal,
} from './decide-renewal.ts'
import type { RenewalsDeps } from './deps.ts'
import { renewalStatementOf } from './domain/renewal-statement.ts'
import { findRenewable } from './find-renewable.ts'
import { draftLife, orderNumberOf } from './renewal-draft.ts'
import { showPlaced } from './show-renewal.ts'

type Drafted = Result<ResponseOf<typeof api.draftRenewal>, DecideRenewalRefusal>

/**
 * Decides as if the form were sent for good, and resolves to the statement that the holder confirms. Nothing of
 * it is stored: the form comes again with the confirmation.
 */
export const draftRenewal = operation({
  contract: api.draftRenewal,
  problems: decideProblems,
  handle:
    (deps: RenewalsDeps) =>
    async (permit, form): Promise<Drafted> => {
      const { cardId } = form
      const earlier = await earlierOf(deps, permit, cardId)
      if (!earlier.ok) return earlier
      if (earlier.value) return ok({ renewal: showPlaced(earlier.value) })

      const looked = await lookUpHolder(deps, permit)
      if (!looked.ok) return looked

      const holder = personOf(permit)
      const drafted = await deps.db.write(
        async (tx): Promise<Drafted> => {
          const found = await findRenewable(deps, tx, { holder, cardId })
          if (!found.ok) return found
          // Ordered meanwhile.
          if (found.value.earlier) return ok({ renewal: showPlaced(found.value.earlier) })
          const draftedAt = deps.clock.now()
          const orderId = orderNumberOf(deps, { holder, cardId, draftedAt })
          const content = await decideRenewal(deps, tx, permit, {
            ...{ form, responses: looked.value.responses, renewable: found.value },
            draft: { orderId, draftedAt },
          })
          if (!content.ok) return content
          const viewed: RenewalViewed = {
            type: 'RenewalViewed',
            about: { personId: holder, cardId },
          }
          await deps.record(tx, viewed, permit)
          return ok({ draft: showDraft(content.value) })
        },
        // Changes only the audit log.
        { isolation: 'read committed' },
      )
      if (!drafted.ok) await recordRefusal(deps, permit, { cardId, because: drafted.refusal.kind })
      return drafted
    },
})

function showDraft(content: RenewalContent): api.RenewalDraftView {
  const { renewal, right, photo } = content
  return {
    orderId: content.orderId,
    statement: toBase64(Buffer.from(renewalStatementOf(content), 'utf8')),
    confirmBefore: formatInstant(plus(content.draftedAt, draftLife)),
    ground: renewal.decision.ground,
    givenNames: content.givenNames,
    surname: content.surname,
    title: right.title,
    registrationNumber: content.registrationNumber,
    ...(photo && { photoId: photo.photoId }),
    language: content.language,
    validTo: content.validTo,
    delivery: renewal.delivery,
    point: content.point,
    letterTo: content.letterTo === 'registration-point' ? content.letterTo : 'home',
  }
}
