import { minute, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Permission, SignInFacts } from '#platform/permit.ts'

/** What an operation requires of the sign-in, besides the role. */
export type SignInDemand = {
  /**
   * Allowed without a card of ours, also by the card of another trust service: own matters and those of one's
   * organisation, none of a registrar or of the office.
   */
  readonly alsoBySuomiFi?: true
  /** Also allowed by password: reading and drafting for an organisation, nothing that binds it (R221). */
  readonly alsoByPassword?: true
  /** Max milliseconds since the person proved their identity, however long the session lasts. */
  readonly freshFor?: number
}

/** How recent the sign-in is for what would help a thief of a session most. */
const freshFor = 10 * minute

/**
 * Operations that are not here need a sign-in by card, of any age within the session; so a new operation is
 * closed to weaker ones.
 */
export const demandsOf: { readonly [Name in Permission]?: SignInDemand } = {
  'access.signOut': { alsoBySuomiFi: true, alsoByPassword: true },
  'access.viewOwnSessions': { alsoBySuomiFi: true, alsoByPassword: true },
  'access.viewOwnPassword': { alsoBySuomiFi: true, alsoByPassword: true },
  'access.setOwnPassword': { alsoBySuomiFi: true, freshFor },
  'access.endOwnSession': { alsoBySuomiFi: true, alsoByPassword: true },
  'orders.viewPhoto': { alsoBySuomiFi: true },
  'orders.viewRenewal': { alsoBySuomiFi: true },
  'orders.renewCard': { alsoBySuomiFi: true },
  'orders.viewOwnOrders': { alsoBySuomiFi: true },
  'orders.viewDecision': { alsoBySuomiFi: true },
  'cards.viewOwnCards': { alsoBySuomiFi: true },
  'cards.unlockOwnCard': { alsoBySuomiFi: true, freshFor },
  'cards.viewLetterAddress': { alsoBySuomiFi: true, freshFor },
  'cards.orderOwnNewCode': { alsoBySuomiFi: true, freshFor },
  'cards.reportOwnCardLost': { alsoBySuomiFi: true },
  'spareCards.viewOwnSpareCards': { alsoBySuomiFi: true },
  'notices.viewOwnContact': { alsoBySuomiFi: true },
  'notices.changeOwnContact': { alsoBySuomiFi: true },
  'notices.viewOwnNotices': { alsoBySuomiFi: true },
  'cases.writeToOffice': { alsoBySuomiFi: true },
  'cases.viewOwnCases': { alsoBySuomiFi: true },
  'cases.viewOrganisationCases': { alsoBySuomiFi: true, alsoByPassword: true },
  'cases.writeForOrganisation': { alsoBySuomiFi: true },
  'dataExport.download': { alsoBySuomiFi: true, freshFor },
  'audit.viewOwnAuditLog': { alsoBySuomiFi: true },
  'accounts.viewOwnAccounts': { alsoBySuomiFi: true, alsoByPassword: true },
  'accounts.lookUpAccount': { alsoBySuomiFi: true, alsoByPassword: true },
  'accounts.openAccount': { alsoBySuomiFi: true },
  'accounts.joinAccount': { alsoBySuomiFi: true },
  'accounts.viewAccount': { alsoBySuomiFi: true, alsoByPassword: true },
  'accounts.changeContacts': { alsoBySuomiFi: true },
  'accounts.changeUnits': { alsoBySuomiFi: true },
  'accounts.inviteMember': { alsoBySuomiFi: true },
  'accounts.endMembership': { alsoBySuomiFi: true },
  'accounts.acceptInvitation': { alsoBySuomiFi: true },
  'employments.viewPrepared': { alsoBySuomiFi: true, alsoByPassword: true },
  'employments.prepareOrder': { alsoBySuomiFi: true, alsoByPassword: true },
  'employments.sendDrafts': { alsoBySuomiFi: true },
  'employments.endEmployment': { alsoBySuomiFi: true },
  'registrars.view': { alsoBySuomiFi: true, alsoByPassword: true },
  'registrars.apply': { alsoBySuomiFi: true, alsoByPassword: true },
  'registrars.send': { alsoBySuomiFi: true },
  'agreements.view': { alsoBySuomiFi: true, alsoByPassword: true },
  'agreements.draft': { alsoBySuomiFi: true, alsoByPassword: true },
  'agreements.sign': { alsoBySuomiFi: true },
  'serviceCertificates.apply': { alsoBySuomiFi: true, alsoByPassword: true },
  'serviceCertificates.send': { alsoBySuomiFi: true },
  'serviceCertificates.authorise': { alsoBySuomiFi: true },
  'serviceCertificates.revoke': { alsoBySuomiFi: true },
  'acme.viewApprovals': { alsoBySuomiFi: true, alsoByPassword: true },
  'acme.requestApproval': { alsoBySuomiFi: true },
  'acme.endApproval': { alsoBySuomiFi: true },
  'acme.createEabKey': { alsoBySuomiFi: true },
  'acme.endAccount': { alsoBySuomiFi: true },
  'fees.viewOwnFees': { alsoBySuomiFi: true, alsoByPassword: true },
  'fees.changeOwnBilling': { alsoBySuomiFi: true },
  'fees.disputeInvoice': { alsoBySuomiFi: true },
  'fees.viewOperatorFees': { alsoBySuomiFi: true, alsoByPassword: true },
  'fees.changeSeller': { alsoBySuomiFi: true },
  'fees.invoiceOperatorMonth': { alsoBySuomiFi: true },
  'fees.creditOperatorInvoice': { alsoBySuomiFi: true },
  'fees.settleOperatorDispute': { alsoBySuomiFi: true },
  'fees.markOperatorInvoicePaid': { alsoBySuomiFi: true },
  'fees.remindOfOperatorInvoice': { alsoBySuomiFi: true },
  'testCards.view': { alsoBySuomiFi: true, alsoByPassword: true },
  'testCards.order': { alsoBySuomiFi: true },
  'testCards.revoke': { alsoBySuomiFi: true },
  'testCards.cancel': { alsoBySuomiFi: true },
}

export type SignInNotEnough =
  | { readonly kind: 'card-sign-in-needed' }
  | { readonly kind: 'strong-sign-in-needed' }
  | { readonly kind: 'sign-in-too-old' }

/** Whether a person with this sign-in may do an operation with these demands now. */
export function checkSignIn(
  { alsoBySuomiFi, alsoByPassword, freshFor }: SignInDemand,
  { signIn, now }: { readonly signIn: SignInFacts; readonly now: Instant },
): Result<undefined, SignInNotEnough> {
  if (signIn.method !== 'card' && alsoBySuomiFi !== true)
    return refuse({ kind: 'card-sign-in-needed' })
  if (signIn.method === 'password' && alsoByPassword !== true)
    return refuse({ kind: 'strong-sign-in-needed' })
  return freshFor !== undefined && now >= plus(signIn.at, freshFor)
    ? refuse({ kind: 'sign-in-too-old' })
    : ok(undefined)
}
