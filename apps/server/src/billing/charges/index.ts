export type { OrganisationNotFound } from './change-cost-centre.ts'
export { createCharges, type Charges } from './create-charges.ts'
export { changeAsMember, viewAsMember, viewPeopleAsMember } from './members.ts'
export type { Customer, CustomerOf, CustomersOf, Payer } from './ports.ts'
export { organisationNotFoundProblems } from './problems.ts'
export type { ChargesOf } from './show-charges.ts'
export {
  countPayers,
  lockChargesOn,
  lockOpenCharges,
  payersBehind,
  putOnCreditNote,
  putOnInvoice,
  type ChargesOnDocument,
  type Looked,
} from './store.ts'
export {
  chargesOfDispute,
  disputedAmong,
  disputeFactsOf,
  eraseTexts,
  lockDispute,
  lockSettled,
  openlyDisputedInvoices,
  settleDispute,
  type DisputeFacts,
} from './stores/disputes.ts'
