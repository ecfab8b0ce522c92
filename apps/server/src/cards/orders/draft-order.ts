import type { ResponseOf, InputOf } from '@sotevarmenne/api/endpoint'
import type { draftOrder as contract } from '@sotevarmenne/api/orders'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import type { Permit } from '#platform/permit.ts'
import {
  decideProfessionalCard,
  groundsOfProfessionalCard,
  type EligibilityRefusal,
} from '#cards/products/index.ts'
import type { OrdersDeps } from './deps.ts'
import { draft, type DraftRefusal } from './draft.ts'
import { applicationFacts } from './eligibility-facts.ts'

export type DraftOrderRefusal = DraftRefusal | EligibilityRefusal

/** Drafts an order of a professional card, with the right that the applicant picked. */
export const draftOrder =
  (deps: OrdersDeps) =>
  (
    permit: Permit<'orders.draftOrder'>,
    input: InputOf<typeof contract>,
  ): Promise<Result<ResponseOf<typeof contract>, DraftOrderRefusal>> =>
    draft(deps, permit, input, (_tx, { registrar, ...facts }) => {
      const { personId, rightId } = input
      const application = applicationFacts({ personId, orderedBy: registrar, ...facts })
      const decided = decideProfessionalCard(application, rightId)
      if (!decided.ok) return decided

      const { population, held } = facts.responses
      const right = held?.rights.find((candidate) => candidate.rightId === rightId)
      if (!population || !held || !right) throw new Error('unreachable: decided without facts')
      return ok({
        population,
        grounds: groundsOfProfessionalCard(application, right),
        part: {
          product: 'professional-card',
          registrationNumber: held.registrationNumber,
          ...(held.doctorId !== undefined && { doctorId: held.doctorId }),
          right,
          validTo: decided.value.validTo,
          price: { kind: 'free', because: 'professional-card' },
        },
      })
    })
