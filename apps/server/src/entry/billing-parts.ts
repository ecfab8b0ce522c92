import { createCharges } from '#billing/charges/index.ts'
import { createDisputes } from '#billing/disputes/index.ts'
import { createInvoices, operatorHttp, renderInvoice } from '#billing/invoices/index.ts'
import { createPayments } from '#billing/payments/index.ts'
import { createOperatorFees } from '#billing/operator-fees/index.ts'
import type { Cards } from '#cards/lifecycle/index.ts'
import type { Orders } from '#cards/orders/index.ts'
import { createProducts } from '#cards/products/index.ts'
import type { TestCards } from '#cards/test-cards/index.ts'
import type { Accounts } from '#organisations/accounts/index.ts'
import type { Organisations } from '#organisations/registry/index.ts'
import type { People } from '#people/persons/index.ts'
import type { Runtime } from '#platform/runtime.ts'
import { createVisits } from '#points/appointments/index.ts'
import { serviceNames, type Registration } from '#points/points/index.ts'
import type { ServiceCertificates } from '#services/service-certificates/index.ts'
import type { Cases } from '#support/cases/index.ts'
import type { Counterparts } from '#reporting/counterparts/index.ts'
import type { Config } from './config.ts'

/** Prices, fees and invoices; and visits, whose fees depend on who pays. */
export function createBilling({
  config,
  counterparts,
  runtime,
  people,
  accounts,
  organisations,
  registration,
  cards,
  orders,
  testCards,
  serviceCertificates,
  cases,
}: {
  readonly config: Pick<Config, 'publicUrl' | 'seller' | 'invoiceOperator'>
  readonly counterparts: Pick<Counterparts, 'watch'>
  readonly runtime: Runtime
  readonly people: People
  readonly accounts: Accounts
  readonly organisations: Organisations
  readonly registration: Registration
  readonly cards: Cards
  readonly orders: Orders
  readonly testCards: TestCards
  readonly serviceCertificates: ServiceCertificates
  readonly cases: Cases
}) {
  const { personNamed } = people
  const customersOf = organisations.organisationsByIds
  const customerOf = organisations.organisationByBusinessId
  const products = createProducts({ ...runtime, personNamed })
  const charges = createCharges({
    ...{ ...runtime, accounts, cards, orders, testCards, customersOf, customerOf },
    certificateNamesOf: serviceCertificates.firstNamesOf,
    pointsByIds: registration.findPoints,
    serviceNames,
  })
  const visits = createVisits({
    ...{ ...runtime, registration, organisationOf: customerOf, publicUrl: config.publicUrl },
    payersOfVisits: charges.payersOfVisits,
  })
  const invoices = createInvoices({
    ...{ ...runtime, accounts, charges, customersOf, personNamed, renderInvoice },
    contactsOf: organisations.contactsOf,
    organisationsSought: organisations.searchOrganisations,
    seller: config.seller,
    operator: counterparts.watch('invoices', operatorHttp(config.invoiceOperator)),
  })
  const payments = createPayments({ ...runtime, invoices, personNamed, seller: config.seller })
  const disputes = createDisputes({ ...runtime, accounts, cases, charges, invoices })
  const operatorFees = createOperatorFees({
    ...{ ...runtime, accounts, customersOf, customerOf, visits, charges, invoices },
    contactsOf: organisations.contactsOf,
    pointsOfPointOperator: registration.pointsOfPointOperator,
  })
  return { products, charges, visits, invoices, payments, disputes, operatorFees }
}
