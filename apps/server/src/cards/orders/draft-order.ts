import * as api from '@sotevarmenne/api/orders'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import {
  decideProfessionalCard,
  groundsOfProfessionalCard,
  type EligibilityRefusal,
  eligibilityProblems,
} from '#cards/products/index.ts'
import { photoNotFoundProblems } from '#cards/photos/index.ts'
import { personNotFoundProblems } from '#people/persons/index.ts'
import { identificationProblems } from '#points/identification/index.ts'
import { unavailableProblems } from '#people/registers/index.ts'
import { notAtAPointProblems } from '#points/points/index.ts'
import { operation } from '#platform/operation.ts'
import type { OrdersDeps } from './deps.ts'
import { draft, type DraftRefusal } from './draft.ts'
import { applicationFacts } from './eligibility-facts.ts'
import { texts } from './texts.ts'

export type DraftOrderRefusal = DraftRefusal | EligibilityRefusal

/** Drafts an order of a professional card, with the right that the applicant picked. */
export const draftOrder = operation({
  contract: api.draftOrder,
  problems: {
    ...notAtAPointProblems,
    ...unavailableProblems,
    ...identificationProblems,
    ...eligibilityProblems,
    ...personNotFoundProblems,
    ...photoNotFoundProblems,
    'corrected-order-not-found': { status: 404, ...texts.correctedOrderNotFound },
  },
  handle:
    (deps: OrdersDeps) =>
    (permit, input): Promise<Result<ResponseOf<typeof api.draftOrder>, DraftOrderRefusal>> =>
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
      }),
})
