import { minute, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Deed, SignInFacts } from '#platform/permit.ts'

/** What a deed asks of the sign-in, beside the role. */
export type SignInDemand = {
  /** May be done without a card of ours, also by the card of another trust service: one's own matters and those of one's organisation, none of a registrar or of the office. */
  readonly alsoBySuomiFi?: true
  /** And by a password too: to read and to prepare for an organisation, nothing that binds it (R221). */
  readonly alsoByPassword?: true
  /** Milliseconds since the person proved who they are, however long the session lives. */
  readonly freshFor?: number
}

/** A deed that is not here needs a sign-in by card, of whatever age the session allows; a new one is closed to what is weaker. */
export const demandsOf: { readonly [Name in Deed]?: SignInDemand } = {
  'access.signOut': { alsoBySuomiFi: true, alsoByPassword: true },
  'access.viewOwnSessions': { alsoBySuomiFi: true, alsoByPassword: true },
  'access.viewOwnPassword': { alsoBySuomiFi: true, alsoByPassword: true },
  'access.setOwnPassword': { alsoBySuomiFi: true, freshFor: 10 * minute },
  'access.endOwnSession': { alsoBySuomiFi: true, alsoByPassword: true },
  'orders.viewPhoto': { alsoBySuomiFi: true },
  'orders.viewRenewal': { alsoBySuomiFi: true },
  'orders.renewCard': { alsoBySuomiFi: true },
  'orders.viewOwnOrders': { alsoBySuomiFi: true },
  'orders.viewDecision': { alsoBySuomiFi: true },
  'cards.viewOwnCards': { alsoBySuomiFi: true },
  'cards.unlockOwnCard': { alsoBySuomiFi: true, freshFor: 10 * minute },
  'cards.viewLetterAddress': { alsoBySuomiFi: true, freshFor: 10 * minute },
  'cards.orderOwnNewCode': { alsoBySuomiFi: true, freshFor: 10 * minute },
  'cards.reportOwnCardLost': { alsoBySuomiFi: true },
  'spareCards.viewOwnSpareCards': { alsoBySuomiFi: true },
  'notices.viewOwnContact': { alsoBySuomiFi: true },
  'notices.changeOwnContact': { alsoBySuomiFi: true },
  'notices.viewOwnNotices': { alsoBySuomiFi: true },
  'threads.writeToOffice': { alsoBySuomiFi: true },
  'threads.viewOwnThreads': { alsoBySuomiFi: true },
  'threads.viewOrganisationThreads': { alsoBySuomiFi: true, alsoByPassword: true },
  'threads.writeForOrganisation': { alsoBySuomiFi: true },
  'ownData.download': { alsoBySuomiFi: true, freshFor: 10 * minute },
  'audit.viewOwnTrail': { alsoBySuomiFi: true },
  'accounts.viewOwnAccounts': { alsoBySuomiFi: true, alsoByPassword: true },
  'accounts.lookUpAccount': { alsoBySuomiFi: true, alsoByPassword: true },
  'accounts.openAccount': { alsoBySuomiFi: true },
  'accounts.joinAccount': { alsoBySuomiFi: true },
  'accounts.viewAccount': { alsoBySuomiFi: true, alsoByPassword: true },
  'accounts.keepContacts': { alsoBySuomiFi: true },
  'accounts.keepUnits': { alsoBySuomiFi: true },
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
  'papers.view': { alsoBySuomiFi: true, alsoByPassword: true },
  'papers.draft': { alsoBySuomiFi: true, alsoByPassword: true },
  'papers.sign': { alsoBySuomiFi: true },
  'serviceCertificates.apply': { alsoBySuomiFi: true, alsoByPassword: true },
  'serviceCertificates.send': { alsoBySuomiFi: true },
  'serviceCertificates.authorise': { alsoBySuomiFi: true },
  'serviceCertificates.revoke': { alsoBySuomiFi: true },
  'acme.viewApprovals': { alsoBySuomiFi: true, alsoByPassword: true },
  'acme.askApproval': { alsoBySuomiFi: true },
  'acme.endApproval': { alsoBySuomiFi: true },
  'acme.giveKey': { alsoBySuomiFi: true },
  'acme.endAccount': { alsoBySuomiFi: true },
  'fees.viewOwnFees': { alsoBySuomiFi: true, alsoByPassword: true },
  'fees.changeOwnBilling': { alsoBySuomiFi: true },
  'fees.disputeInvoice': { alsoBySuomiFi: true },
  'fees.viewKeptFees': { alsoBySuomiFi: true, alsoByPassword: true },
  'fees.changeSeller': { alsoBySuomiFi: true },
  'fees.invoiceKeptMonth': { alsoBySuomiFi: true },
  'fees.creditKeptInvoice': { alsoBySuomiFi: true },
  'fees.settleKeptDispute': { alsoBySuomiFi: true },
  'fees.markKeptInvoicePaid': { alsoBySuomiFi: true },
  'fees.remindOfKeptInvoice': { alsoBySuomiFi: true },
  'testCards.view': { alsoBySuomiFi: true, alsoByPassword: true },
  'testCards.order': { alsoBySuomiFi: true },
  'testCards.revoke': { alsoBySuomiFi: true },
  'testCards.cancel': { alsoBySuomiFi: true },
}

export type SignInNotEnough =
  | { readonly kind: 'card-sign-in-needed' }
  | { readonly kind: 'strong-sign-in-needed' }
  | { readonly kind: 'sign-in-too-old' }

/** Whether a person who signed in like this may do a deed with these demands now. */
export function judgeSignIn(
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
