/**
 * Every deed of the service: its name is that of its permit and of its line in the audit trail.
 * Which role may do which is answered by `access`.
 */
export const deeds = [
  'access.signIn',
  'access.viewSession',
  'access.signOut',
  'access.endSessions',
  'access.bootstrap',
  'access.appointAuditor',
  'orders.viewVisitor',
  'orders.viewOrder',
  'orders.listOrders',
  'orders.draftOrder',
  'orders.placeOrder',
  'orders.cancelOrder',
  'orders.storePhoto',
  'orders.viewPhoto',
  'orders.eraseExpired',
  'cards.produceCard',
  'cards.sendLetter',
  'cards.viewCard',
  'cards.viewOwnCards',
  'cards.listCards',
  'cards.handOverCard',
  'cards.checkLetter',
  'cards.reportActivation',
  'cards.closeCard',
  'cards.reportOwnCardLost',
  'certificates.issueCertificate',
  'certificates.recover',
  'revocation.revokeCertificate',
  'status.publishList',
  'registration.appointRegistrar',
  'audit.viewTrail',
] as const

export type Deed = (typeof deeds)[number]
  'audit.viewOwnTrail',
  'audit.viewCheckpoints',
  'audit.verifyTrail',
  'audit.exportTrail',
  'audit.eraseEntries',
