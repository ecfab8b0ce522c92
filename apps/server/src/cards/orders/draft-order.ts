import * as api from '@sotevarmenne/api/orders'
import type { InputOf, ResponseOf } from '@sotevarmenne/api/endpoint'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import {
  decideProfessionalCard,
  groundsOfProfessionalCard,
  rightRulesOn,
  type EligibilityRefusal,
  eligibilityProblems,
} from '#cards/products/index.ts'
import { photoNotFoundProblems } from '#cards/photos/index.ts'
import { isSameAddress, personNotFoundProblems } from '#people/persons/index.ts'
import { identificationProblems } from '#points/identification/index.ts'
import type { PopulationFacts } from '#people/registers/contract.ts'
import { unavailableProblems } from '#people/registers/index.ts'
import { notAtAPointProblems } from '#points/points/index.ts'
import { operation } from '#platform/operation.ts'
import type { OrdersDeps } from './deps.ts'
import { draft, type DraftRefusal } from './draft.ts'
import { applicationFacts } from './eligibility-facts.ts'
import { texts } from './texts.ts'

export type DraftOrderRefusal =
  DraftRefusal | EligibilityRefusal | { readonly kind: 'home-delivery-not-possible' }

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
    'home-delivery-not-possible': { status: 422, ...texts.homeDeliveryNotPossible },
    'corrected-order-not-found': { status: 404, ...texts.correctedOrderNotFound },
  },
  handle:
    (deps: OrdersDeps) =>
    (permit, input): Promise<Result<ResponseOf<typeof api.draftOrder>, DraftOrderRefusal>> =>
      draft<Exclude<DraftOrderRefusal, DraftRefusal>>(
        deps,
        permit,
        input,
        async (tx, { registrar, ...facts }) => {
          const { personId, rightId } = input
          const application = applicationFacts({
            ...{ personId, orderedBy: registrar, ...facts },
            rightRules: await rightRulesOn(tx, facts.today),
          })
          const decided = decideProfessionalCard(application, rightId)
          if (!decided.ok) return decided

          const { population, held } = facts.responses
          if (input.delivery === 'home' && !mayBeSentHome(input, population))
            return refuse({ kind: 'home-delivery-not-possible' })
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
              delivery: input.delivery,
            },
          })
        },
      ),
})

/**
 * Card and activation code go to the address of the population register or not at all: an address that is typed
 * at the desk could be anybody's (R155).
 */
const mayBeSentHome = (
  { letterAddress }: InputOf<typeof api.draftOrder>,
  population: PopulationFacts | undefined,
): boolean =>
  letterAddress !== undefined &&
  population?.nonDisclosure === false &&
  isSameAddress(letterAddress, population.address)
