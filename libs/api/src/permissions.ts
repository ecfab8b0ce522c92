import * as accounts from './accounts.ts'
import * as acme from './acme.ts'
import * as activity from './activity.ts'
import * as adviceDesk from './advice-desk.ts'
import * as agreements from './agreements.ts'
import * as apiKeys from './api-keys.ts'
import * as appointments from './appointments.ts'
import * as audit from './audit.ts'
import * as authentication from './authentication.ts'
import * as blankOrders from './blank-orders.ts'
import * as cardRelay from './card-relay.ts'
import * as cards from './cards.ts'
import * as cases from './cases.ts'
import * as certificates from './certificates.ts'
import * as clients from './clients.ts'
import * as complaints from './complaints.ts'
import * as contactMessages from './contact-messages.ts'
import * as crl from './crl.ts'
import * as dashboards from './dashboards.ts'
import * as dataExport from './data-export.ts'
import * as documents from './documents.ts'
import * as emailDomains from './email-domains.ts'
import * as employmentEnds from './employment-ends.ts'
import * as employments from './employments.ts'
import * as fees from './fees.ts'
import * as hotline from './hotline.ts'
import * as identification from './identification.ts'
import * as idpLookup from './idp-lookup.ts'
import * as counterparts from './counterparts.ts'
import * as inbox from './inbox.ts'
import * as incidents from './incidents.ts'
import * as lookUps from './look-ups.ts'
import * as notices from './notices.ts'
import * as operatorFees from './operator-fees.ts'
import * as orders from './orders.ts'
import * as organisations from './organisations.ts'
import * as payments from './payments.ts'
import * as pointPrices from './point-prices.ts'
import * as points from './points.ts'
import * as prices from './prices.ts'
import * as rightRules from './right-rules.ts'
import * as production from './production.ts'
import * as registers from './registers.ts'
import * as registrars from './registrars.ts'
import * as renewals from './renewals.ts'
import * as scim from './scim.ts'
import * as serviceCertificates from './service-certificates.ts'
import * as pointServices from './point-services.ts'
import * as settings from './settings.ts'
import * as spareCards from './spare-cards.ts'
import * as stock from './stock.ts'
import * as suomiFiMessages from './suomi-fi-messages.ts'
import * as testCards from './test-cards.ts'
import * as uncollected from './uncollected.ts'
import * as webhooks from './webhooks.ts'
import type { EndpointContract } from './endpoint.ts'
import type { PermissionDeclaration } from './permission.ts'

/** The files with contracts and permissions, by name. A new file is added here. */
export const modules = {
  accounts,
  acme,
  activity,
  adviceDesk,
  agreements,
  apiKeys,
  appointments,
  audit,
  authentication,
  blankOrders,
  cardRelay,
  cards,
  cases,
  certificates,
  clients,
  complaints,
  contactMessages,
  crl,
  dashboards,
  dataExport,
  documents,
  emailDomains,
  employmentEnds,
  employments,
  fees,
  hotline,
  identification,
  idpLookup,
  counterparts,
  inbox,
  incidents,
  lookUps,
  notices,
  operatorFees,
  orders,
  organisations,
  payments,
  pointPrices,
  points,
  prices,
  rightRules,
  production,
  registers,
  registrars,
  renewals,
  scim,
  serviceCertificates,
  pointServices,
  settings,
  spareCards,
  stock,
  suomiFiMessages,
  testCards,
  uncollected,
  webhooks,
}

type DeclaredIn<Module> = {
  [Export in keyof Module]: Module[Export] extends PermissionDeclaration<infer Name>
    ? Name
    : Module[Export] extends { readonly permission: PermissionDeclaration<infer Name> }
      ? Name
      : never
}[keyof Module]

/** Every operation of the service: the name of its permit and of its audit entry. */
export type Permission = {
  [Module in keyof typeof modules]: DeclaredIn<(typeof modules)[Module]>
}[keyof typeof modules]

const exportsOf = Object.entries(modules).flatMap(([module, exported]) =>
  Object.entries(exported as object).map(([name, value]: [string, unknown]) => ({
    module: module.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
    name,
    value,
  })),
)

/** Every endpoint, with the file that defines it and its name there. */
export const contracts: readonly {
  readonly module: string
  readonly name: string
  readonly contract: EndpointContract
}[] = exportsOf.flatMap(({ module, name, value }) =>
  isContract(value) ? [{ module, name, contract: value }] : [],
)

/** Every permission, by the name of its operation. */
export const permissions: { readonly [Name in Permission]: PermissionDeclaration<Name> } = byName(
  exportsOf.flatMap(({ value }) =>
    isContract(value) ? [value.permission] : isPermission(value) ? [value] : [],
  ),
) as { readonly [Name in Permission]: PermissionDeclaration<Name> }

/** Whether the text is the name of an operation of this version; old audit entries name others too. */
export const isPermissionName = (name: string): name is Permission =>
  Object.hasOwn(permissions, name)

function byName(declared: readonly PermissionDeclaration[]): object {
  const found = new Map<string, PermissionDeclaration>()
  for (const one of declared) {
    const other = found.get(one.name)
    if (other !== undefined && other !== one) throw new Error(`${one.name} is declared twice`)
    found.set(one.name, one)
  }
  return Object.fromEntries(found)
}

function isContract(value: unknown): value is EndpointContract {
  return typeof value === 'object' && value !== null && 'permission' in value
}

function isPermission(value: unknown): value is PermissionDeclaration {
  return typeof value === 'object' && value !== null && 'roles' in value && 'label' in value
}
