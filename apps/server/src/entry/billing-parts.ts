import { createCharges } from '#billing/charges/index.ts'
import { createDisputes } from '#billing/disputes/index.ts'
import { createInvoices, operatorHttp, renderInvoice } from '#billing/invoices/index.ts'
import { createPayments } from '#billing/payments/index.ts'
import { createOperatorFees } from '#billing/operator-fees/index.ts'
import { createProducts } from '#cards/products/index.ts'
import { createVisits } from '#points/appointments/index.ts'
import { serviceNames } from '#points/points/index.ts'
import type { ServiceCertificates } from '#services/service-certificates/index.ts'
import type { Cases } from '#support/cases/index.ts'
import type { CardParts } from './card-parts.ts'
import type { Config } from './config.ts'
import type { Foundation } from './foundation.ts'
import type { PeopleParts } from './people-parts.ts'

export type BillingParts = ReturnType<typeof createBillingParts>

/** Prices, fees and invoices; and visits, whose fees depend on who pays. */
export function createBillingParts(
  config: Pick<Config, 'publicUrl' | 'seller' | 'invoiceOperator'>,
  { runtime, audit }: Pick<Foundation, 'runtime' | 'audit'>,
  { counterparts, people, accounts, organisations, registration }: PeopleParts,
  { cards, orders, testCards }: CardParts,
  {
    serviceCertificates,
    cases,
  }: {
    readonly serviceCertificates: ServiceCertificates
    readonly cases: Cases
  },
) {
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
    recordAll: audit.recordAll,
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
