import type { DatedChangesDeps } from '#platform/dated-changes/change-from-a-day.ts'
import { bindOperations } from '#platform/operation.ts'
import { decidePriceChange, proposePrices, proposeVatRate, viewPrices } from './change-prices.ts'
import { decideRightRules, proposeRightRules, viewRightRules } from './change-right-rules.ts'
import { waitingPrices, waitingRightRules } from './store.ts'

export {
  decideProfessionalCard,
  mayOrderProfessionalCard,
  type ApplicationFacts,
  type EligibilityRefusal,
} from './domain/eligibility.ts'
export { isPublishable, profilesInDirectory, type PublishableProduct } from './domain/directory.ts'
export {
  decideSpareCard,
  checkRepeatedData,
  type SpareCardPrice,
  type SpareCardRefusal,
  type SpareCardRegisterRefusal,
} from './domain/spare-card.ts'
export {
  decideMemberCard,
  mayHaveMemberCard,
  memberCardPrice,
  memberProductOf,
  type EmploymentFacts,
  type EmploymentRefusal,
  type MemberFacts,
  type MemberRefusal,
} from './domain/member-card.ts'
export {
  decisionOn,
  groundsOfMemberCard,
  groundsOfAgreement,
  groundsOfProfessionalCard,
  groundsOfRegistrar,
  groundsOfSpareCard,
  type Ground,
} from './domain/grounds.ts'
export { eligibilityProblems, employmentProblems, memberProblems } from './eligibility-problems.ts'
export { isPriceList } from './domain/price-list.ts'
export { serviceCertificatePrice, testCardPrice, defaultPriceList } from './domain/service-price.ts'
export { livePrices } from './price-table.ts'
export { priceOfSpareCard, vatPermilleOn } from './prices-of-the-day.ts'
export { showRight } from './show-right.ts'
export { mayHaveBoth } from './domain/one-card.ts'
export { priceListOf, rightRulesOn } from './store.ts'
export type { RightRules, RightFacts } from './domain/right-rules.ts'
export {
  decideRenewal,
  checkRenewalGround,
  mayRenewCard,
  type CardToRenew,
  type RenewalPersonRefusal,
  type RenewalRefusal,
} from './domain/renewal.ts'

export const createProducts = (deps: DatedChangesDeps) => ({
  ...bindOperations(deps, {
    ...{ viewPrices, proposePrices, proposeVatRate, decidePriceChange },
    ...{ viewRightRules, proposeRightRules, decideRightRules },
  }),
  waiting: [waitingPrices, waitingRightRules],
})
