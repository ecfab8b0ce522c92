import { gatherEvidenceByHttp } from '@sotevarmenne/signatures/gather-evidence'
import { createAuthentication, suomiFiOidc } from '#identity/authentication/index.ts'
import { bootstrap } from '#identity/bootstrap/index.ts'
import { argon2idHash, createPasswords } from '#identity/passwords/index.ts'
import { createRoles } from '#identity/permissions/index.ts'
import { createThirdPartyCards, statusOverHttp } from '#identity/third-party-cards/index.ts'
import { createAccounts } from '#organisations/accounts/index.ts'
import { createAcme, probeNames } from '#services/acme/index.ts'
import { certifiesPeople } from '#pki/ca/index.ts'
import { countReliances, relianceOfCard, reliancesOf } from '#cards/card/index.ts'
import { createRegisterChanges } from '#cards/register-changes/index.ts'
import { createBlanks } from '#cards/stock/index.ts'
import { createComplaints, freeReplacementsOf } from '#cards/complaints/index.ts'
import { createPausedCrls } from '#pki/crl/index.ts'
import { createCertificates } from '#pki/issuance/index.ts'
import { createPrinting, renderFaces } from '#cards/printing/index.ts'
import { createIncidents } from '#support/incidents/index.ts'
import { createIdpLookup } from '#support/idp-lookup/index.ts'
import { lookUpDnsTexts } from '#platform/dns-texts.ts'
import { createIdempotency } from '#platform/idempotency.ts'
import type { Module } from '#platform/module.ts'
import type { ServiceDetails } from '#platform/service-contacts.ts'
import { withSealing } from '#platform/sealing.ts'
import { createApiKeys } from '#organisations/api-keys/index.ts'
import { createEmailDomains } from '#organisations/email-domains/index.ts'
import { createEmployments } from '#organisations/employments/index.ts'
import { createDocuments, createSigning } from '#services/document-signing/index.ts'
import { createIdentification } from '#points/identification/index.ts'
import { createOrders, renderConfirmation } from '#cards/orders/index.ts'
import { createPhotos } from '#cards/photos/index.ts'
import { createRenewals, renderDecision } from '#cards/renewals/index.ts'
import { createVisitors } from '#cards/visitors/index.ts'
import { createOrganisations } from '#organisations/registry/index.ts'
import { createAgreements, renderDocument } from '#organisations/agreements/index.ts'
import { createCards } from '#cards/lifecycle/index.ts'
import { createProduction } from '#cards/production/index.ts'
import { createLetters, bureauHttp, renderLetter } from '#cards/letters/index.ts'
import { createContacts } from '#people/contacts/index.ts'
import { createPeople } from '#people/persons/index.ts'
import { createCardRelays, relayModule } from '#cards/card-relay/index.ts'
import {
  createBusinessRegister,
  createChangeFeed,
  createCodes,
  createCodeServer,
  createRegisters,
  createSigningRegister,
} from '#people/registers/index.ts'
import { createRegistrars } from '#organisations/registrars/index.ts'
import { createScim } from '#organisations/scim/index.ts'
import { createOffice, createRegistration } from '#points/points/index.ts'
import { calledVisit } from '#points/appointments/index.ts'
import { createOperatorPrices } from '#points/operator-prices/index.ts'
import { createPublicPoints } from '#points/public-points/index.ts'
import { compareWithSigner, createRevocations, importStatuses } from '#pki/revocation/index.ts'
import { createHotline } from '#support/hotline/index.ts'
import { createAuditReview } from '#reporting/audit-review/index.ts'
import { createCounterparts } from '#reporting/counterparts/index.ts'
import { createInbox } from '#reporting/inbox/index.ts'
import { createSettings } from '#settings/index.ts'
import { createServiceCertificates } from '#services/service-certificates/index.ts'
import { createSpareCards } from '#cards/spare-cards/index.ts'
import { createTestCards, defaultTestCardLimits } from '#cards/test-cards/index.ts'
import { createCases } from '#support/cases/index.ts'
import type { Config } from './config.ts'
import { createBilling } from './billing-parts.ts'
import {
  adminKeysOf,
  anchorsOf,
  caCertificatesOf,
  cardIssuersOf,
  directoryOf,
  readersOf,
  signerTroubleOf,
  testCardKeysOf,
  timeStampsOf,
} from './choose-adapters.ts'
import { openFoundation } from './foundation.ts'
import { createNoticeParts } from './notice-parts.ts'
import { createOcspServer, ocspSettingsOf } from './ocsp-server.ts'
import type { ProcessName } from './processes.ts'
import { securityTxtOf } from './security-txt-of.ts'
import { watchFeeds, watchRegisters } from './watched-registers.ts'

export type Parts = Awaited<ReturnType<typeof createParts>>

/** Wires the modules by hand, readable from top to bottom: each gets its dependencies from those above. */
export async function createParts(
  config: Config,
  process: ProcessName,
  tlsSignInUrl: string | undefined = config.tlsSignIn.url,
) {
  const foundation = await openFoundation(config, process)
  const { clock, db, onFault, issuers, legacyCas, signer, audit, outbox } = foundation
  const { runtime, systemPermit, validations } = foundation
  const idempotency = createIdempotency(withSealing(runtime, 'idempotency'))
  const { publicUrl, cardKeys: keyAlgorithm, cardLayout } = config

  const counterparts = createCounterparts({ ...runtime, onFault })
  const { watch } = counterparts
  const people = createPeople({ ...runtime, notify: outbox.planSubscribers })
  const contacts = createContacts(runtime)
  const settings = createSettings({ ...runtime, personNamed: people.personNamed })
  const registers = watchRegisters(counterparts, createRegisters({ ...config.registers, clock }))
  const businessRegister = watch(
    'business',
    createBusinessRegister({ url: config.businessRegisterUrl }),
  )
  const codeServer = watch('codes', createCodeServer(config.codeServer))
  const codes = createCodes({ ...runtime, codeServer })
  const registration = createRegistration(runtime)
  const recordAll = audit.recordAll
  const certificates = createCertificates({ ...runtime, recordAll, issuers, legacyCas, signer })
  const revocations = createRevocations({ ...runtime, certificates })
  const pausedCrls = createPausedCrls({ ...runtime, revocations })
  const caCertificates = caCertificatesOf(issuers)
  const peopleIssuers = issuers.all.filter(certifiesPeople)
  const idpLookup = createIdpLookup({
    ...{ ...runtime, people, certificates, revocations, issuers: peopleIssuers },
  })

  const organisations = createOrganisations({
    ...{ ...runtime, people, businessRegister, codes, points: registration },
  })
  const accounts = createAccounts({
    ...{ ...runtime, people, organisations, businessRegister, publicUrl },
    signingRegister: watch('signing', createSigningRegister(config.signingRegister)),
  })
  const apiKeys = createApiKeys({ ...runtime, accounts })
  const roles = createRoles({ ...runtime, people, registration, systemPermit })
  const thirdPartyCards = createThirdPartyCards({
    ...{ ...runtime, ...registers, people },
    ...cardIssuersOf(config, foundation),
  })
  const authentication = createAuthentication({
    ...{ ...withSealing(runtime, 'authentication'), ...registers, roles, people, registration },
    ...{ certificates, revocations, systemPermit, publicUrl, thirdPartyCards },
    trust: { anchors: anchorsOf(issuers), issuers: peopleIssuers },
    ...{ statusResponses: statusOverHttp, origins: [new URL(publicUrl).origin] },
    ...(config.suomiFi && {
      suomiFi: watch('suomi-fi', suomiFiOidc(config.suomiFi, { clock })),
    }),
    ...{ apiKeys, ...(tlsSignInUrl !== undefined && { tlsSignInUrl }) },
  })
  const passwords = createPasswords({
    ...{ ...runtime, systemPermit, authentication, passwordHash: argon2idHash() },
  })
  const signingDeps = {
    ...{ ...runtime, issuers, certificates, revocations },
    ...timeStampsOf(config, counterparts),
    gatherEvidence: gatherEvidenceByHttp,
  }
  const documents = createDocuments({ ...signingDeps, others: thirdPartyCards.documentSigners })
  const agreements = createAgreements({
    ...{ ...runtime, people, accounts, organisations, registration, businessRegister },
    signing: createSigning(signingDeps, thirdPartyCards.documentSigners),
    renderDocument,
  })
  const serviceCertificates = createServiceCertificates({
    ...{ ...runtime, people, accounts, organisations, businessRegister, codes, publicUrl },
    ...{ certificates, revocations, checkSignature: authentication.checkSignature },
  })
  const acme = createAcme({
    ...{ ...runtime, people, accounts, organisations, certificates, serviceCertificates },
    planValidation: validations.planJob,
    issuers: issuers.all.filter(({ role }) => role === 'service' || role === 'test'),
    ...{ probe: probeNames(config.acme), checkSignature: authentication.checkSignature },
    ...{ publicUrl, limits: config.acme, caaDomain: config.acme.caaDomain },
    issuerDomainName: config.acme.issuerDomainName,
    offersProfiles: config.acme.offersProfiles,
    systemPermit: (operation) => systemPermit(operation, 'web'),
  })
  validations.use({ handlers: acme.validationJobs, subscriptions: [] })

  const identification = createIdentification({ ...runtime, people })
  const { identify, inquiriesOf } = identification
  const office = createOffice({ ...runtime, people, personNamed: people.personNamed })
  const operatorPrices = createOperatorPrices({
    ...{ ...runtime, people, accounts, organisations, registration },
  })
  const relays = createCardRelays({ ...runtime, permits: authentication.requestPermits, onFault })
  const blanks = createBlanks({ ...runtime, registration, lowAt: config.blanksLowAt })
  const stock = config.blanks === 'from-stock' && { blanks }
  const adminKeys = adminKeysOf(foundation)
  const service: ServiceDetails = {
    ...{ publicUrl, contacts: config.contacts },
    confirmsRenewals: config.suomiFi?.confirmsRenewals === true,
  }
  const letters = createLetters({
    ...{ ...runtime, people, registers, registration, relays, adminKeys, renderLetter, service },
    bureau: watch('letters', bureauHttp(config.bureau)),
  })
  const production = createProduction({
    ...{ ...runtime, people, registers, organisations, certificates, revocations, letters },
    ...{ relays, keyAlgorithm, cardLayout, caCertificates, ...stock },
    adminKeys: { ...adminKeys, prove: signer.proveAdminKeyToWipe },
    signerTrouble: signerTroubleOf(foundation, keyAlgorithm),
    readers: readersOf(config, foundation),
  })
  const cards = createCards({
    ...{ ...runtime, people, contacts, identify, registers, certificates, revocations },
    ...{ letters, relays, adminKeys, ...stock },
  })
  const complaints = createComplaints({ ...runtime, cards, people, blanks })
  const employments = createEmployments({
    ...{ ...runtime, recordAll, people, organisations, cards },
    accounts: apiKeys.actingFor(accounts),
  })
  const scim = createScim({
    ...{ ...runtime, recordAll, people, organisations, apiKeys, publicUrl },
    accounts: apiKeys.actingFor(accounts),
    employments: employments.forDirectory,
  })
  const emailDomains = createEmailDomains({
    ...{ ...runtime, accounts, organisations, lookUpTexts: lookUpDnsTexts(config.acme) },
  })
  const registrars = createRegistrars({
    ...{ ...runtime, people, accounts, organisations, registration, cards },
  })
  const orders = createOrders({
    ...{ ...runtime, people, registers, registration, organisations, identify, employments },
    ...{ cards: { ...production, ...cards }, freeReplacementsOf, renderConfirmation },
    checkSignature: authentication.checkSignature,
  })
  const photos = createPhotos({ ...runtime, people })
  const printing = createPrinting({ ...runtime, renderFaces, letters, photos, service })
  const visitors = createVisitors({
    ...{ ...runtime, people, registers, organisations, cards, orders, employments, inquiriesOf },
    calledVisit,
  })
  const renewals = createRenewals({
    ...{ ...runtime, people, registers, registration, authentication, cards, orders },
    ...{ renderDecision, minimumReaderVersion: config.readerSoftware.minimumVersion },
  })
  const spareCards = createSpareCards({
    ...{ ...runtime, people, registers, certificates, revocations, cards, blanks, identify },
    ...{ relays, keyAlgorithm, adminKeys, caCertificates, termsOf: orders.termsOf },
    servesEmployer: async (tx, { employer, pointId, on }) =>
      (await organisations.checkOrdering(tx, { ...employer, pointId, on })).ok,
  })
  const testCards = createTestCards({
    ...{ ...runtime, accounts, certificates, revocations, caCertificates, keyAlgorithm },
    ...{ cards, production, organisations, cardLayout, limits: defaultTestCardLimits },
    keys: testCardKeysOf(issuers, keyAlgorithm),
  })
  const registerChanges = createRegisterChanges({
    ...{ ...runtime, people, registers, limits: config.registerChanges },
    feed: watchFeeds(counterparts, createChangeFeed(config.registers, { clock })),
    reliances: { reliancesOf, relianceOfCard, countReliances },
  })
  const hotline = createHotline({
    ...{ ...runtime, people, cards, spareCards, certificates },
    issuers: peopleIssuers.map(({ id }) => id),
  })
  const auditReview = createAuditReview({
    ...{ ...runtime, audit, people, spareCards, certificates, organisations, registration },
    issuers: [...issuers.all, ...legacyCas].map(({ id }) => id),
  })
  const cases = createCases({
    ...{ ...runtime, people, organisations, accounts, isRenewalOf: renewals.isRenewalOf },
    ...{ identifiedStranger: authentication.identifiedStranger, publicUrl },
  })
  const { products, charges, visits, invoices, payments, disputes, operatorFees } = createBilling({
    ...{
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
    },
    ...{ serviceCertificates, cases },
  })
  const publicPoints = createPublicPoints({
    ...{ ...runtime, nextFree: visits.nextFree, pointsWithBlanks: blanks.placesInStock },
    organisationsByBusinessIds: organisations.organisationsByBusinessIds,
  })
  const { notices, messages } = createNoticeParts({
    ...{
      config,
      counterparts,
      runtime,
      service,
      contacts,
      people,
      accounts,
      organisations,
      registration,
      cards,
    },
    ...{ registers, orders, visits, cases, identification },
    withMails: [
      accounts,
      serviceCertificates,
      registrars,
      agreements,
      testCards,
      invoices,
      operatorPrices,
    ],
  })
  const incidents = createIncidents(runtime)
  const ocspServer = createOcspServer({
    ...{ ...runtime, issuers, legacyCas, certificates, revocations, signer, onFault },
    ...ocspSettingsOf(config, systemPermit),
    ...securityTxtOf(config, clock),
  })
  const directory = directoryOf(config, {
    ...{ ...runtime, watch, ...registers, issuers, people, certificates, revocations },
  })
  const withSigner = compareWithSigner({ ...runtime, issuers, certificates, signer })
  // The order of the operations in the description of the API.
  const modulesWithQueues: readonly Module[] = [
    ...[authentication, passwords, roles, visitors, photos, orders, renewals, organisations, codes],
    ...[
      accounts,
      apiKeys,
      agreements,
      employments,
      scim,
      emailDomains,
      registrars,
      serviceCertificates,
      acme,
    ],
    ...[testCards, charges, invoices, payments, disputes, operatorFees, products, settings, cards],
    ...[letters],
    ...[
      production,
      printing,
      office,
      operatorPrices,
      publicPoints,
      visits,
      identification,
      blanks,
      spareCards,
    ],
    ...[complaints, hotline, relayModule(relays), cases, incidents, certificates, notices],
    ...[
      documents,
      audit,
      auditReview,
      registerChanges,
      pausedCrls,
      withSigner,
      idpLookup,
      idempotency,
    ],
    counterparts,
    ...[directory, messages].filter((each) => each !== undefined),
  ]
  const inbox = createInbox({
    ...{ ...runtime, people, organisations, registration, roles },
    sources: modulesWithQueues.flatMap(({ waiting }) => waiting ?? []),
  })
  const modules: readonly Module[] = [...modulesWithQueues, inbox]
  outbox.use({
    handlers: modules.flatMap(({ jobs }) => jobs ?? []),
    subscriptions: modules.flatMap(({ subscriptions }) => subscriptions ?? []),
  })
  return {
    ...foundation,
    // Named apart: what a process, a command or a test calls besides the modules' operations and jobs.
    ...{ modules, people, registration, organisations, codes, certificates, revocations, notices },
    ...{
      authentication,
      thirdPartyCards,
      idempotency,
      serviceCertificates,
      acme,
      scim,
      cards,
      letters,
    },
    ...{ orders, blanks, relays, hotline, cases, office, registers, ocspServer },
    bootstrap: bootstrap({
      ...{ ...runtime, people, registers, registration, systemPermit },
      cards: { ...letters, ...production, ...cards },
    }),
    importStatuses: importStatuses({ ...runtime, recordAll, certificates }),
    stop: async () => {
      relays.close()
      await audit.stop()
      await counterparts.stop()
      signer.close()
      await db.close()
    },
  }
}
