import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Role } from '@sotevarmenne/api/permission'
import { contracts, permissions, type Permission } from '@sotevarmenne/api/permissions'
import { instant } from '@sotevarmenne/kernel/instant'
import { issuingOperations } from '#pki/issuance/contract.ts'
import { revokingOperations } from '#pki/revocation/contract.ts'
import { grantToPerson } from './grant-permit.ts'

/**
 * Written by hand from the mission and docs/operations/roles.md, not from the declarations: who may give roles, issue,
 * revoke, decide, release, price, invoice and read the audit log.
 */
const expected = {
  'access.proposeRole': 'caseOfficer',
  'access.decideProposal': 'caseOfficer registrar caOfficer',
  'apiKeys.revoke': 'holder',
  'certificates.issueCertificate': 'service',
  'certificates.enrolCertificate': 'client',
  'certificates.endClient': 'caseOfficer',
  'certificates.registerClient': 'service',
  'certificates.recover': 'service',
  'cards.produceCard': 'service',
  'cards.openProduction': 'station',
  'cards.handOverCard': 'registrar',
  'cards.cancelCard': 'registrar',
  'cards.destroyUncollected': 'registrar caseOfficer',
  'cards.returnUncollected': 'registrar',
  'cards.followRegisters': 'service',
  'cards.noteFirstUse': 'service',
  'cards.reportActivation': 'everybody',
  'complaints.fileComplaint': 'registrar',
  'complaints.destroyFaultyCard': 'registrar',
  'cards.reportOwnCardLost': 'holder',
  'cards.unlockOwnCard': 'holder',
  'cards.orderNewCode': 'registrar',
  'orders.placeOrder': 'registrar',
  'orders.stopOrder': 'service',
  'employments.endEmployment': 'holder',
  'employments.endDue': 'service',
  'appointments.releaseVisit': 'service',
  'spareCards.produceSpareCard': 'registrar',
  'spareCards.cancelSpareCard': 'registrar',
  'spareCards.takeBackSpareCard': 'registrar',
  'spareCards.follow': 'service',
  'hotline.takeCall': 'hotlineAgent',
  'adviceDesk.lookUp': 'adviceDesk',
  'crl.viewPausedRevocations': 'caOfficer caseOfficer auditor',
  'crl.publishCrl': 'service',
  'crl.releasePause': 'caOfficer caseOfficer',
  'registers.releaseChanges': 'caOfficer caseOfficer',
  'lookUps.release': 'caseOfficer',
  'registration.appointRegistrar': 'caseOfficer',
  'registrars.decide': 'caseOfficer',
  'organisations.decideAgreement': 'caseOfficer',
  'serviceCertificates.decideApplication': 'caseOfficer',
  'serviceCertificates.decideOutdated': 'caseOfficer',
  'serviceCertificates.issue': 'service',
  'serviceCertificates.revoke': 'holder',
  'serviceCertificates.revokeOutdated': 'service',
  'acme.decideApproval': 'caseOfficer',
  'acme.serve': 'service',
  'testCards.decide': 'caseOfficer',
  'testCards.order': 'holder',
  'testCards.revoke': 'holder',
  'testCards.lapse': 'service',
  'accounts.decideRequest': 'caseOfficer',
  'identification.decideInquiry': 'caseOfficer',
  'identificationServices.lookUpPerson': 'identificationService',
  'products.proposePrices': 'caseOfficer',
  'products.decidePrices': 'caseOfficer',
  'products.proposeRightRules': 'caseOfficer',
  'products.decideRightRules': 'caseOfficer',
  'pointPrices.propose': 'caseOfficer',
  'pointPrices.decide': 'caseOfficer',
  'pointServices.propose': 'caseOfficer',
  'pointServices.decide': 'caseOfficer',
  'blanks.decideBlankOrder': 'caseOfficer',
  'settings.propose': 'caseOfficer',
  'settings.decide': 'caseOfficer',
  'fees.invoiceMonth': 'caseOfficer',
  'fees.creditInvoice': 'caseOfficer',
  'fees.settleDispute': 'caseOfficer',
  'fees.settleOperatorDispute': 'holder',
  'payments.settle': 'caseOfficer',
  'audit.viewAuditLog': 'auditor',
  'audit.verifyAuditLog': 'auditor',
  'audit.exportAuditLog': 'auditor',
  'audit.eraseEntries': 'service',
  'audit.forwardAuditLog': 'service',
  'dataExport.download': 'holder',
  'inbox.view': 'caseOfficer caOfficer',
  'inbox.assign': 'caseOfficer caOfficer',
  'inbox.chooseDigest': 'caseOfficer caOfficer',
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

  it('are sensitive, each listed above, where they issue, revoke, decide, release, settle or destroy', () => {
    const unlisted = all.filter(({ name }) => isSensitive(name) && !Object.hasOwn(expected, name))
    assert.deepEqual(
      unlisted.map(({ name }) => name),
      [],
    )
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

  it('are named by an area and an operation, and labelled in three languages without a sentence’s end', () => {
    for (const { name, label } of all) {
      assert.match(name, /^[a-z][A-Za-z]*\.[a-z][A-Za-z]*$/)
      for (const text of [label.fi, label.sv, label.en]) assert.match(text, /[\p{L}\d)”]$/u, text)
    }
  })

  it('belong to somebody each', () => {
    for (const { name, roles } of all) assert.ok(roles.length > 0, `${name} is for nobody`)
  })

  it('of a CA officer are to watch, to release what is paused and to be a second person', () => {
    assert.deepEqual(permittedTo('caOfficer'), [
      'access.decideProposal',
      'access.viewRoles',
      'blanks.viewStock',
      'cards.viewLetters',
      'cards.viewProduction',
      'certificates.viewClients',
      'counterparts.viewCounterparts',
      'crl.releasePause',
      'crl.viewPausedRevocations',
      'crl.viewPauses',
      ...['inbox.assign', 'inbox.chooseDigest', 'inbox.view', 'incidents.write'],
      'overview.viewOverview',
      'registers.releaseChanges',
      'registers.viewRegisters',
    ])
  })

  it('of a hotline agent are to take calls, to follow them up, to watch and to report incidents', () => {
    assert.deepEqual(permittedTo('hotlineAgent'), [
      'counterparts.viewCounterparts',
      'crl.viewPauses',
      'hotline.findHolder',
      'hotline.noteFollowUp',
      'hotline.takeCall',
      'hotline.viewCalls',
      'incidents.write',
      'overview.viewOverview',
      'registers.viewRegisters',
    ])
  })

  it('of the advice desk are one look-up, and every operation that changes something is refused to it (R542)', () => {
    assert.deepEqual(permittedTo('adviceDesk'), ['adviceDesk.lookUp'])
    const at = instant(Date.UTC(2026, 11, 2, 8))
    const signIn = { method: 'card', cardId: 'card', levelOfAssurance: 'high', at } as const
    const changing = contracts.filter(
      ({ contract: { method, onRepeat } }) => method !== 'GET' && onRepeat !== 'reads',
    )
    assert.ok(changing.length > 200, 'the changing operations are not found')
    for (const { contract } of changing) {
      const { name } = contract.permission
      const permit = grantToPerson(name as Permission, {
        ...{ personId: 'A', signIn, roles: ['adviceDesk'], now: at },
      })
      assert.equal(permit.ok ? 'granted' : permit.refusal.kind, 'not-permitted', name)
    }
  })

  it('of an auditor are the audit log, and what a case officer sees of figures, queues and settings', () => {
    const [log, seen] = [
      ['audit.exportAuditLog', 'audit.verifyAuditLog', 'audit.viewAuditLog'],
      permittedTo('auditor').filter((name) => !name.startsWith('audit.')),
    ]
    assert.deepEqual(permittedTo('auditor', 'audit.'), log)
    assert.deepEqual(
      seen,
      permittedTo('caseOfficer').filter(
        // What is of one person, or is to be done, is not to be audited by looking at it.
        (name) =>
          /\.view/.test(name) &&
          ![
            ...['accounts.viewRequests', 'identification.viewInquiries', 'lookUps.view'],
            'inbox.view',
          ].includes(name),
      ),
    )
  })

  it('of registrars that the office shares are about blank cards, uncollected ones, inquiries and roles', () => {
    const office = permittedTo('caseOfficer')
    assert.deepEqual(
      permittedTo('registrar').filter((name) => office.includes(name)),
      [
        'access.decideProposal',
        'access.viewRoles',
        'blanks.countBlanks',
        'blanks.rejectBlank',
        'blanks.viewBlankOrders',
        'blanks.viewStock',
        'cards.destroyUncollected',
        'cards.listUncollected',
        'identification.viewInquiries',
      ],
    )
  })

  it('of holders that registrars share are one: the photo of an order', () => {
    const holder = permittedTo('holder')
    assert.deepEqual(
      permittedTo('registrar').filter((name) => holder.includes(name)),
      ['orders.viewPhoto'],
    )
  })

  it('by password are to read and to draft for an organisation, and to end sessions (R221)', () => {
    for (const { name, signIn } of all)
      if (signIn === 'password')
        assert.match(
          name,
          /\.(view|lookUp|draft|prepare|apply|signOut|endOwnSession)/,
          `${name} by password`,
        )
    for (const name of [
      'agreements.draft',
      'employments.prepareOrder',
      'registrars.apply',
      'serviceCertificates.apply',
      'access.signOut',
      'access.endOwnSession',
    ] as const)
      assert.equal(permissions[name].signIn, 'password', name)
  })

  it('by an API key are those of an organisation’s people and cards, and no others (R485)', () => {
    assert.deepEqual(
      all.flatMap(({ name, apiKey }) => (apiKey === undefined ? [] : [[name, apiKey]])).toSorted(),
      [
        ['employments.endEmployment', ['employments:write']],
        ['employments.prepareOrder', ['prepared-orders:write']],
        ['employments.viewCards', ['cards:read']],
        ['employments.viewPrepared', ['prepared-orders:write', 'employments:write']],
        ['scim.changeUsers', ['directory:write']],
        ['scim.viewUsers', ['directory:write']],
      ],
    )
  })

  it('that show or bind one person need a strong sign-in, by card or Suomi.fi', () => {
    for (const { name, roles, signIn } of all)
      if (
        roles.includes('holder') &&
        /ownC|OwnC|OwnA|OwnN|OwnO|^dataExport|^orders|^notices/.test(name)
      )
        if (name !== 'accounts.viewOwnAccounts') assert.equal(signIn, 'suomiFi', name)
    // A qualified signature needs the card itself.
    assert.equal(permissions['documents.completeSignature'].signIn, undefined)
  })

  it('need a sign-in of the last ten minutes for data, PINs, addresses and passwords (R35, R177)', () => {
    assert.deepEqual(
      all
        .filter(({ freshForMinutes }) => freshForMinutes !== undefined)
        .map(({ name }) => name)
        .sort(),
      [
        'access.setOwnPassword',
        'cards.orderOwnNewCode',
        'cards.unlockOwnCard',
        'cards.viewLetterAddress',
        'dataExport.download',
      ],
    )
    for (const { freshForMinutes } of all) assert.ok([undefined, 10].includes(freshForMinutes))
  })

  it('that operator commands may use are those of the first point and of a compromised program', () => {
    assert.deepEqual(
      all
        .filter(({ byCommand }) => byCommand)
        .map(({ name }) => name)
        .sort(),
      [
        'blanks.receiveBlanks',
        'certificates.endClient',
        'pointPrices.decide',
        'registration.appointRegistrar',
        'registration.enterPoint',
      ],
    )
  })
})

const isSensitive = (name: Permission): boolean =>
  [...revokingOperations, ...issuingOperations].some((operation) => operation === name) ||
  /\.(decide|release|revoke|issue|destroy|settle|register|approve)/.test(name)

/** In the order of the alphabet. */
const permittedTo = (role: Role, prefix = ''): readonly string[] =>
  all
    .filter(
      ({ name, roles }) =>
        typeof roles !== 'string' && roles.includes(role) && name.startsWith(prefix),
    )
    .map(({ name }) => name)
    .sort()
