export {
  decideProfessionalCard,
  isInForce,
  mayOrderProfessionalCard,
  type ApplicationFacts,
  type EligibilityRefusal,
  type RightFacts,
} from './domain/eligibility.ts'
