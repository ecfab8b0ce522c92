export {
  decideProfessionalCard,
  isInForce,
  mayOrderProfessionalCard,
  type ApplicationFacts,
  type EligibilityRefusal,
  type RightFacts,
} from './domain/eligibility.ts'
export { isPublishable, profilesInDirectory, type PublishableProduct } from './domain/directory.ts'
