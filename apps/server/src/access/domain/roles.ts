import type { Deed } from '#platform/deeds.ts'
import type { Role } from '../contract.ts'

/** Who may do a deed: everybody, a process of the service, a registered client, one that is a station, or whoever has one of the roles. */
export type Doers = 'everybody' | 'service' | 'client' | 'station' | readonly Role[]

/**
 * The one table of what is permitted. Where several roles may, the first that the person has is the one that acts.
 * `holder` means one's own matters: the deed itself looks whose they are.
 */
export const doersOf: { readonly [Name in Deed]: Doers } = {
  'access.signIn': 'everybody',
  'access.viewSession': 'everybody',
  'access.signOut': ['holder'],
  'access.endSessions': 'service',
  'access.bootstrap': 'service',
  'access.viewRoles': ['handler', 'auditor', 'registrar', 'caOfficer'],
  'access.proposeRole': ['handler'],
  'access.decideProposal': ['handler', 'registrar', 'caOfficer'],
  'orders.viewVisitor': ['registrar'],
  'orders.viewOrder': ['registrar'],
  'orders.listOrders': ['registrar'],
  'orders.draftOrder': ['registrar'],
  'orders.placeOrder': ['registrar'],
  'orders.cancelOrder': ['registrar'],
  'orders.storePhoto': ['registrar'],
  'orders.viewPhoto': ['registrar', 'holder'],
  'orders.eraseExpired': 'service',
  'cards.produceCard': 'service',
  'cards.openProduction': 'station',
  'cards.reportReaders': 'station',
  'cards.fetchPrint': 'station',
  'cards.viewProduction': ['handler', 'auditor', 'caOfficer'],
  'cards.retryProduction': ['handler'],
  'cards.sendLetter': 'service',
  'cards.viewCard': ['registrar'],
  'cards.viewOwnCards': ['holder'],
  'cards.listCards': ['registrar'],
  'cards.handOverCard': ['registrar'],
  'cards.checkLetter': 'everybody',
  'cards.reportActivation': 'everybody',
  'cards.closeCard': ['registrar'],
  'cards.reportOwnCardLost': ['holder'],
  'blanks.viewStock': ['handler', 'auditor', 'caOfficer', 'registrar'],
  'blanks.receiveBlanks': ['handler'],
  'blanks.moveBlanks': ['handler'],
  'blanks.countBlanks': ['handler', 'registrar'],
  'blanks.rejectBlank': ['handler', 'registrar'],
  'certificates.issueCertificate': 'service',
  'certificates.enrolCertificate': 'client',
  'certificates.registerClient': 'service',
  'certificates.endClient': 'service',
  'certificates.recover': 'service',
  'revocation.revokeCertificate': 'service',
  'revocation.importStatuses': 'service',
  'status.publishList': 'service',
  'status.viewHolds': ['caOfficer', 'handler', 'revocationAgent', 'auditor'],
  'status.releaseHold': ['caOfficer', 'handler'],
  'registration.appointRegistrar': ['handler'],
  'audit.viewTrail': ['auditor'],
  'audit.viewOwnTrail': ['holder'],
  'audit.viewCheckpoints': 'everybody',
  'audit.verifyTrail': ['auditor'],
  'audit.exportTrail': ['auditor'],
  'audit.eraseEntries': 'service',
  'overview.viewOverview': ['handler', 'auditor', 'caOfficer', 'revocationAgent'],
  'documents.completeSignature': ['holder'],
  'documents.checkSignatures': 'everybody',
  'relays.openRelay': 'everybody',
  'relays.takeTurn': 'everybody',
}

/** What the permit says it rests on. */
export const reasonOf = {
  everybody: 'open to everybody',
  service: 'work of the service',
  client: 'registered client',
  station: 'personalisation station',
  registrar: 'registrar of a point',
  handler: 'handler',
  auditor: 'auditor',
  caOfficer: 'CA officer',
  revocationAgent: 'revocation agent',
  holder: 'own matters',
} as const satisfies {
  readonly [Doer in 'everybody' | 'service' | 'client' | 'station' | Role]: string
}
