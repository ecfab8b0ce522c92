import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { permissions, type Permission } from '@sotevarmenne/api/permissions'

/**
 * Written by hand from the mission and docs/operations/roles.md, not from the declarations: who may give roles, issue,
 * revoke, decide, release, price, invoice and read the audit log.
 */
const expected = {
  'access.proposeRole': 'caseOfficer',
  'access.decideProposal': 'caseOfficer registrar caOfficer',
  'certificates.issueCertificate': 'service',
  'certificates.enrolCertificate': 'client',
  'certificates.endClient': 'caseOfficer',
  'cards.produceCard': 'service',
  'cards.openProduction': 'station',
  'cards.handOverCard': 'registrar',
  'cards.cancelCard': 'registrar',
  'cards.reportOwnCardLost': 'holder',
  'cards.unlockOwnCard': 'holder',
  'cards.orderNewCode': 'registrar',
  'orders.placeOrder': 'registrar',
  'spareCards.produceSpareCard': 'registrar',
  'hotline.takeCall': 'hotlineAgent',
  'crl.publishCrl': 'service',
  'crl.releasePause': 'caOfficer caseOfficer',
  'registers.releaseChanges': 'caOfficer caseOfficer',
  'registration.appointRegistrar': 'caseOfficer',
  'registrars.decide': 'caseOfficer',
  'organisations.decideAgreement': 'caseOfficer',
  'serviceCertificates.decideApplication': 'caseOfficer',
  'acme.decideApproval': 'caseOfficer',
  'testCards.decide': 'caseOfficer',
  'accounts.decideRequest': 'caseOfficer',
  'identification.decideInquiry': 'caseOfficer',
  'identificationServices.lookUpPerson': 'identificationService',
  'products.proposePrices': 'caseOfficer',
  'products.decidePrices': 'caseOfficer',
  'products.proposeRightRules': 'caseOfficer',
  'products.decideRightRules': 'caseOfficer',
  'settings.propose': 'caseOfficer',
  'settings.decide': 'caseOfficer',
  'fees.invoiceMonth': 'caseOfficer',
  'fees.creditInvoice': 'caseOfficer',
  'audit.viewAuditLog': 'auditor',
  'audit.verifyAuditLog': 'auditor',
  'audit.exportAuditLog': 'auditor',
  'audit.eraseEntries': 'service',
  'audit.forwardAuditLog': 'service',
  'dataExport.download': 'holder',
} as const satisfies { readonly [Name in Permission]?: string }

/** Open to everybody: public information, a secret of the caller’s own, or the beginning of a sign-in. */
const open: readonly Permission[] = [
  'access.signIn',
  'access.viewSession',
  'access.testCard',
  'accounts.viewInvitation',
  'appointments.viewFreeSlots',
  'appointments.bookAppointment',
  'appointments.viewAppointment',
  'appointments.changeAppointment',
  'audit.viewCheckpoints',
  'cards.checkCode',
  'cards.checkLetter',
  'cards.reportActivation',
  'cards.renewCodeOnCard',
  'cases.confirmContactMessage',
  'cases.continueContactMessage',
  'cases.sendContactMessage',
  'cases.viewContactMessage',
  'documents.checkSignatures',
  'incidents.view',
  'notices.confirmAddress',
  'registration.searchPoints',
  'relays.openRelay',
  'relays.takeTurn',
  'serviceCertificates.bringByLink',
  'testCards.fetchFile',
]

const all = Object.values(permissions)

describe('the permissions', () => {
  for (const [name, roles] of Object.entries(expected))
    it(`${name} belongs to: ${roles}`, () => {
      const { roles: declared } = permissions[name as Permission]
      assert.equal(typeof declared === 'string' ? declared : declared.join(' '), roles)
    })

  it('are open to everybody for these operations only', () => {
    const declared = all.filter(({ roles }) => roles === 'everybody').map(({ name }) => name)
    assert.deepEqual(declared.toSorted(), open.toSorted())
  })

  it('of an auditor are to read only', () => {
    for (const { name, roles } of all)
      if (roles.includes('auditor'))
        assert.match(name, /\.(view|verify|export)/, `${name} is for an auditor`)
  })

  it('of registrars and of the office need a sign-in by card', () => {
    for (const { name, roles, signIn } of all)
      if (typeof roles !== 'string' && !roles.includes('holder'))
        assert.equal(signIn, undefined, name)
  })

  it('by password never bind an organisation or a person (R221)', () => {
    for (const { name, signIn } of all)
      if (signIn === 'password')
        assert.doesNotMatch(
          name,
          /\.(send|sign(?!Out)|authorise|decide|revoke|end(?!OwnSession)|change|open|join)/,
        )
  })
})
