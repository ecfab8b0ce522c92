import path from 'node:path'
import { createLogger } from '@sotevarmenne/runtime/logger'
import { requestTimeStampByHttp, noTimeStamps } from '@sotevarmenne/signatures/request-time-stamp'
import { gatherEvidenceByHttp } from '@sotevarmenne/signatures/gather-evidence'
import type { Certificate } from '@sotevarmenne/x509/certificate'
import { createAuthentication, suomiFiOidc } from '#identity/authentication/index.ts'
import { bootstrap } from '#identity/bootstrap/index.ts'
import { argon2idHash, createPasswords } from '#identity/passwords/index.ts'
import { allRoleHolders, createRoles, createSystemPermits } from '#identity/permissions/index.ts'
import {
  cardIssuersOverHttp,
  createThirdPartyCards,
  statusOverHttp,
} from '#identity/third-party-cards/index.ts'
import { createAccounts } from '#organisations/accounts/index.ts'
import { createAcme, probeNames } from '#services/acme/index.ts'
import { createAudit } from '#audit/index.ts'
import { createCharges } from '#billing/charges/index.ts'
import { createDisputes } from '#billing/disputes/index.ts'
import { createInvoices, operatorHttp, renderInvoice } from '#billing/invoices/index.ts'
import { createOperatorFees } from '#billing/operator-fees/index.ts'
import {
  certifiesPeople,
  createSignerClient,
  readCas,
  readIssuers,
  type Issuers,
  readLegacyCas,
  type LegacyCa,
} from '#pki/ca/index.ts'
import { countReliances, relianceOfCard, reliancesOf } from '#cards/card/index.ts'
import { createRegisterChanges } from '#cards/register-changes/index.ts'
import { createBlanks } from '#cards/stock/index.ts'
import { freeReplacementsOf } from '#cards/complaints/index.ts'
import { createCertificates } from '#pki/issuance/index.ts'
import { createEmployments } from '#organisations/employments/index.ts'
import { createSigning, timeStampTrustOf } from '#services/document-signing/index.ts'
import { createIdentification } from '#points/identification/index.ts'
import { createOrders, renderConfirmation } from '#cards/orders/index.ts'
import { createPhotos } from '#cards/photos/index.ts'
import { createRenewals, renderDecision } from '#cards/renewals/index.ts'
import { createVisitors } from '#cards/visitors/index.ts'
import { createOrganisations } from '#organisations/registry/index.ts'
import { createAgreements, renderDocument } from '#organisations/agreements/index.ts'
import { createCards, employerMailsOf } from '#cards/lifecycle/index.ts'
import {
  type CardReaders,
  createProduction,
  pcscReader,
  virtualReader,
} from '#cards/production/index.ts'
import { createLetters, bureauHttp, renderLetter } from '#cards/letters/index.ts'
import { createNotices, smtpRelay } from '#support/notices/index.ts'
import { createContacts } from '#people/contacts/index.ts'
import { createPeople } from '#people/persons/index.ts'
import { createCardRelays } from '#cards/card-relay/index.ts'
import type { Tx } from '#platform/db.ts'
import type { Permission } from '#platform/permit.ts'
import { systemClock, demoClock } from '#platform/clock.ts'
import { createOutbox, type JobFault } from '#platform/outbox.ts'
import { noSecret } from '#platform/sealing.ts'
import {
  createBusinessRegister,
  createChangeFeed,
  createCodes,
  createCodeServer,
  createRegisters,
  createSigningRegister,
} from '#people/registers/index.ts'
import { createRegistrars } from '#organisations/registrars/index.ts'
import { createOffice, createRegistration } from '#points/points/index.ts'
import { createPublicPoints } from '#points/public-points/index.ts'
import { createRevocations, importStatuses } from '#pki/revocation/index.ts'
import { createHotline } from '#support/hotline/index.ts'
import { createServiceCertificates } from '#services/service-certificates/index.ts'
import { createSpareCards } from '#cards/spare-cards/index.ts'
import { keepDirectory, ldapDirectory } from '#pki/directory/index.ts'
import { createTestCards, defaultTestCardLimits } from '#cards/test-cards/index.ts'
import { createCases } from '#support/cases/index.ts'
import { createVisits } from '#points/appointments/index.ts'
import type { CardIssuerRole } from '#pki/ca/contract.ts'
import type { Config } from './config.ts'
import { createOcspServer } from './ocsp-server.ts'
import { openDb } from './open-db.ts'
import { peopleKeyOf } from './secrets.ts'

export type Parts = Awaited<ReturnType<typeof createParts>>

/** The CAs of this service, as its key ceremonies created them. */
export const issuersOf = (config: Config): Promise<Issuers> =>
  readIssuers(caFolderOf(config), readCas(config.cas))

/** All CAs of this service: every generation, and the legacy CAs whose status it publishes. */
export const ownCasOf = async (config: Config): Promise<readonly Certificate[]> =>
  ownCasIn(await issuersOf(config), await readLegacyCas(caFolderOf(config)))

const ownCasIn = (
  { all }: Pick<Issuers, 'all'>,
  legacyCas: readonly LegacyCa[],
): readonly Certificate[] => [...all, ...legacyCas].map(({ certificate }) => certificate)

const caFolderOf = ({ data }: Config): string => path.join(data, 'ca')

/** Wires the service by hand, readable from top to bottom: each part gets its dependencies. */
export async function createParts(
  config: Config,
  process: 'all' | 'web' | 'jobs' | 'ocsp' | 'cli',
  tlsSignInUrl: string | undefined = config.tlsSignIn?.url,
) {
  const logger = createLogger(process, { level: config.logLevel })
  const onFault = (fault: unknown): void => {
    logger.error({ fault })
  }
  const clock = config.isDemoEnvironment
    ? demoClock(path.join(config.data, 'clock.json'))
    : systemClock
  const systemPermit = createSystemPermits({ clock })
  // The OCSP process handles certificates, not people. It is still assembled whole: subscribers need its
  // events too.
  const secret = process === 'ocsp' ? noSecret : peopleKeyOf(config)
  const db = await openDb(config)
  const caFolder = caFolderOf(config)
  const issuers = await issuersOf(config)
  const legacyCas = await readLegacyCas(caFolder)
  const signer = createSignerClient({
    socketFolder: config.signerSockets,
    certificatesAs: process === 'ocsp' ? 'ocsp' : 'issuing',
  })

  const onJobFault = ({ kind, key, attempt, isLast, fault }: JobFault): void => {
    logger.error({ kind, key, attempt, isLast, fault })
  }
  const outbox = createOutbox({ db, clock, onFault: onJobFault })
  const audit = createAudit({
    db,
    clock,
    planSubscribers: outbox.planSubscribers,
    planJob: outbox.planJob,
    signCheckpoint: signer.signCheckpoint,
    checkpointKeys: issuers.checkpointKeys,
    retentionYears: config.auditRetentionYears,
    ...(config.checkpointFolder !== undefined && { checkpointFolder: config.checkpointFolder }),
    erasePermit: () => systemPermit('audit.eraseEntries', 'jobs'),
    onFault,
  })
  const { record, recordAll } = audit
  // What nearly every module needs of the process it runs in.
  const runtime = {
    ...{ db, clock, record, planJob: outbox.planJob, key: secret, secret },
    systemPermit: <Name extends Permission>(operation: Name) => systemPermit(operation, 'jobs'),
  }

  const people = createPeople({ key: secret, clock, notify: outbox.planSubscribers })
  const contacts = createContacts({ secret })
  const registers = createRegisters({ url: config.registersUrl })
  const businessRegister = createBusinessRegister({ url: config.businessRegisterUrl })
  const codes = createCodes({
    ...{ db, clock, record },
    codeServer: createCodeServer(config.codeServer),
    copyPermit: () => systemPermit('registers.copyCodes', 'jobs'),
  })
  const registration = createRegistration({ record, clock })
  const organisations = createOrganisations({
    ...{ ...runtime, people, businessRegister, codes },
    points: registration,
  })
  const certificates = createCertificates({ db, recordAll, issuers, legacyCas, signer, clock })
  const revocations = createRevocations({ record, clock, certificates })
  const roles = createRoles({ db, clock, record, people, registration, systemPermit })
  const thirdPartyCards = createThirdPartyCards({
    ...{ db, clock, people, lookUpPerson: registers.lookUpPerson },
    lookUpBySatu: registers.lookUpBySatu,
    ...(config.acceptedIssuersFile !== undefined && {
      cardIssuers: cardIssuersOverHttp({
        ...{ clock, file: config.acceptedIssuersFile },
        notOurs: ownCasIn(issuers, legacyCas),
        mayComeLater: config.isDemoEnvironment,
      }),
    }),
  })
  const authentication = createAuthentication({
    db,
    clock,
    record,
    systemPermit,
    roles,
    people,
    registration,
    certificates,
    revocation: revocations,
    trust: {
      anchors: issuers.roots.map(({ certificate }) => certificate),
      issuers: issuers.all.filter(certifiesPeople),
    },
    statusResponses: statusOverHttp,
    lookUpPerson: registers.lookUpPerson,
    publicUrl: config.publicUrl,
    ...(config.suomiFi && { suomiFi: suomiFiOidc(config.suomiFi, { clock }) }),
    ...(tlsSignInUrl !== undefined && { tlsSignInUrl }),
    origins: [new URL(config.publicUrl).origin],
    thirdPartyCards,
  })
  const passwords = createPasswords({
    ...{ db, clock, record, systemPermit, authentication },
    passwordHash: argon2idHash(),
    key: secret,
  })
  const accounts = createAccounts({
    ...{ ...runtime, people, organisations, businessRegister },
    signingRegister: createSigningRegister({ url: config.signingRegisterUrl }),
    publicUrl: config.publicUrl,
  })
  const signingDeps = {
    ...{ db, clock, issuers, certificates, revocations },
    requestTimeStamp:
      config.timeStamps.url === undefined
        ? noTimeStamps
        : requestTimeStampByHttp(config.timeStamps.url),
    gatherEvidence: gatherEvidenceByHttp,
    timeStampTrust: timeStampTrustOf(config.timeStamps.rootsFile),
  }
  const agreements = createAgreements({
    ...{ ...runtime, people, accounts, organisations, registration, businessRegister },
    signing: createSigning(signingDeps, thirdPartyCards.documentSigners),
    renderDocument,
  })
  const serviceCertificates = createServiceCertificates({
    ...{ ...runtime, people, accounts, organisations, businessRegister, codes },
    ...{ certificates, revocations },
    publicUrl: config.publicUrl,
  })
  // Domain names are validated in a queue of their own: a supplier's slow server delays no card.
  const validations = createOutbox({ db, clock, concurrency: 8, onFault: onJobFault })
  const acme = createAcme({
    ...{ db, clock, record, people, accounts, organisations, certificates, serviceCertificates },
    planValidation: validations.planJob,
    issuers: issuers.all.filter(({ role }) => role === 'service' || role === 'test'),
    probe: probeNames(config.acme),
    key: secret,
    publicUrl: config.publicUrl,
    limits: config.acme,
    caaDomain: config.acme.caaDomain,
    systemPermit: (operation) => systemPermit(operation, 'web'),
  })
  const identification = createIdentification({ ...runtime, people })
  const { identify, inquiriesOf } = identification
  const office = createOffice({ ...runtime, people })
  const relays = createCardRelays({ clock, permits: authentication.requestPermits, onFault })
  const blanks = createBlanks({ ...runtime, registration, lowAt: config.blanksLowAt })
  const caCertificates = (kind: CardIssuerRole) => {
    const issuer = issuers.current(kind, config.cardKeys === 'p384' ? 'ecc' : 'rsa')
    return Promise.resolve({ issuer: issuer.certificate.der, root: issuer.root.der })
  }
  const letters = createLetters({
    ...{ ...runtime, people, registers, registration, relays },
    adminKeys: { prove: signer.proveAdminKey },
    bureau: bureauHttp({ url: config.bureauUrl }),
    renderLetter,
  })
  const production = createProduction({
    ...{ ...runtime, people, registers, organisations, certificates, letters, relays },
    keyAlgorithm: config.cardKeys,
    adminKeys: { derive: signer.deriveAdminKey },
    readers: readersOf(config, {
      say: (words) => {
        logger.warn(words)
      },
      adminKeyOf: async (cardNumber) => {
        const derived = await signer.deriveAdminKey(cardNumber)
        if (!derived.ok) throw new Error(`cannot derive the admin key: ${derived.refusal.kind}`)
        return derived.value.key
      },
    }),
    ...(config.blanks === 'from-stock' && { blanks }),
    revocation: revocations,
    caCertificates,
  })
  const cards = createCards({
    ...{ ...runtime, people, contacts, identify, registers, certificates, letters, relays },
    adminKeys: { prove: signer.proveAdminKey },
    ...(config.blanks === 'from-stock' && { blanks }),
    revocation: revocations,
  })
  const employments = createEmployments({ ...runtime, people, accounts, organisations, cards })
  const registrars = createRegistrars({
    ...runtime,
    people,
    accounts,
    organisations,
    registration,
    cards,
  })
  const orders = createOrders({
    ...runtime,
    people,
    registers,
    registration,
    organisations,
    cards: { ...cards, acceptOrder: production.acceptOrder },
    identify,
    freeReplacementsOf,
    employments,
    checkSignature: authentication.checkSignature,
    renderConfirmation,
  })
  const photos = createPhotos({ ...runtime, people })
  const visitors = createVisitors({
    ...{ ...runtime, people, registers, organisations, cards, orders, employments },
    inquiriesOf,
  })
  const renewals = createRenewals({
    ...{ ...runtime, people, registers, registration, cards, orders },
    minimumReaderVersion: config.readerSoftware.minimumVersion,
    renderDecision,
  })
  const spareCards = createSpareCards({
    ...runtime,
    keyAlgorithm: config.cardKeys,
    adminKeys: { derive: signer.deriveAdminKey, prove: signer.proveAdminKey },
    blanks,
    cards,
    people,
    identify,
    termsOf: orders.termsOf,
    servesEmployer: async (tx, { employer, pointId, on }) =>
      (await organisations.checkOrdering(tx, { ...employer, pointId, on })).ok,
    registers,
    certificates,
    revocation: revocations,
    caCertificates,
  })
  const testCards = createTestCards({
    ...{ ...runtime, accounts, certificates, revocations, caCertificates },
    keyAlgorithm: config.cardKeys,
    limits: defaultTestCardLimits,
    ...{ cards, production, organisations },
  })
  const hotline = createHotline({
    ...{ ...runtime, people, cards, spareCards, certificates },
    issuers: issuers.all.filter(certifiesPeople).map(({ id }) => id),
    forgetPermit: () => systemPermit('hotline.forgetCaller', 'jobs'),
  })
  const cases = createCases({
    ...{ ...runtime, people, organisations, accounts },
    isRenewalOf: renewals.isRenewalOf,
  })
  const personNamed = async (tx: Tx, personId: string): Promise<string | undefined> => {
    const person = await people.findPerson(tx, personId)
    return person && `${person.givenNames} ${person.surname}`
  }
  const customersOf = organisations.organisationsByIds
  const customerOf = organisations.organisationByBusinessId
  const charges = createCharges({
    ...runtime,
    accounts,
    orders,
    testCards,
    customersOf,
    customerOf,
  })
  const visits = createVisits({
    ...runtime,
    registration,
    organisationOf: organisations.organisationByBusinessId,
    payersOfVisits: charges.payersOfVisits,
    publicUrl: config.publicUrl,
  })
  const publicPoints = createPublicPoints({
    ...{ ...runtime, nextFree: visits.nextFree },
    pointsWithBlanks: blanks.placesInStock,
  })
  const invoices = createInvoices({
    ...{ ...runtime, accounts, charges, customersOf, personNamed },
    seller: config.seller,
    renderInvoice,
    operator: operatorHttp({ url: config.invoiceOperatorUrl }),
  })
  const disputes = createDisputes({ ...runtime, accounts, cases, charges, invoices })
  const operatorFees = createOperatorFees({
    ...{ ...runtime, accounts, customersOf, customerOf, visits, charges, invoices },
    contactsOf: organisations.contactsOf,
    pointsOfPointOperator: registration.pointsOfPointOperator,
  })
  const notices = createNotices({
    ...runtime,
    contacts,
    languageOf: async (tx, personId) => (await people.findPerson(tx, personId))?.language,
    cardsEndingOn: cards.cardsEndingOn,
    visitOf: visits.noticeOf,
    organisationMailsOf: async (tx, event) => [
      ...(await accounts.mailsOf(tx, event)),
      ...(await serviceCertificates.mailsOf(tx, event)),
      ...(await registrars.mailsOf(tx, event)),
      ...(await agreements.mailsOf(tx, event)),
      ...(await testCards.mailsOf(tx, event)),
      ...(await operatorFees.mailsOf(tx, event)),
      ...(await employerMailsOf(organisations)(tx, event)),
    ],
    staffToNotify: async (tx, event) => {
      const { type, inquiryId } = event
      if (type === 'SignatoryJoined') return accounts.othersToNotify(tx, event)
      if (type === 'PowerOfAttorneyEnding') return accounts.oneselfToNotify(event)
      const inquiry =
        typeof inquiryId === 'string' ? await identification.raisedAt(tx, inquiryId) : undefined
      if (type === 'InquiryConfirmed' || type === 'InquiryRejected')
        return inquiry ? registration.registrarsAt(tx, inquiry.pointId, clock.now()) : []
      const caseOfficers = (await allRoleHolders(tx)).filter(({ role }) => role === 'caseOfficer')
      // Case officers do not decide what they raised themselves.
      return caseOfficers.map(({ personId }) => personId).filter((id) => id !== inquiry?.raisedBy)
    },
    sendMail: smtpRelay(config.mail),
    publicUrl: config.publicUrl,
  })
  const registerChanges = createRegisterChanges({
    ...{ ...runtime, people, registers },
    feed: createChangeFeed({ url: config.registersUrl }),
    reliances: { reliancesOf, relianceOfCard, countReliances },
    followPermit: () => systemPermit('registers.followChanges', 'jobs'),
    limits: config.registerChanges,
  })
  const ocspServer = createOcspServer({
    db,
    record,
    clock,
    issuers,
    legacyCas,
    certificates,
    revocations,
    signer,
    crlFolder: path.join(config.data, 'crls', String(config.ports.ocsp)),
    responderKeys: config.ocspKeys,
    permits: {
      issueCertificate: () => systemPermit('certificates.issueCertificate', 'ocsp'),
      publishCrl: () => systemPermit('crl.publishCrl', 'ocsp'),
    },
    onFault,
  })

  const directory =
    config.directory &&
    keepDirectory({
      ...{ db, clock, issuers, people, certificates, revocations },
      lookUpPerson: registers.lookUpPerson,
      planJob: outbox.planJob,
      products: config.directory.products,
      directory: ldapDirectory(config.directory),
    })
  validations.use({ handlers: acme.validationJobs, subscriptions: [] })

  return {
    personNamed,
    bootstrap: bootstrap({
      db,
      clock,
      record,
      people,
      registers,
      registration,
      cards: { ...letters, ...production, ...cards },
      systemPermit,
    }),
    importStatuses: importStatuses({ db, clock, recordAll, certificates }),
    logger,
    clock,
    db,
    outbox,
    audit,
    systemPermit,
    roles,
    thirdPartyCards,
    authentication,
    passwords,
    people,
    registers,
    registration,
    office,
    publicPoints,
    visits,
    identification,
    blanks,
    relays,
    certificates,
    revocations,
    caFolder,
    issuers,
    legacyCas,
    businessRegister,
    codes,
    registerChanges,
    letters,
    production,
    cards,
    spareCards,
    hotline,
    orders,
    photos,
    visitors,
    renewals,
    organisations,
    accounts,
    employments,
    registrars,
    agreements,
    signingDeps,
    serviceCertificates,
    cases,
    testCards,
    acme,
    validations,
    charges,
    invoices,
    disputes,
    operatorFees,
    notices,
    ocspServer,
    directory,
    signer,
    stop: async () => {
      relays.close()
      signer.close()
      await db.close()
    },
  }
}

/** Where the service itself produces cards, besides the stations. */
function readersOf(
  { productionReader, blanks, data }: Config,
  pcsc: Omit<Parameters<typeof pcscReader>[0], 'name'>,
): CardReaders | 'stations' {
  if (productionReader === 'stations') return 'stations'
  if (productionReader.startsWith('pcsc:'))
    return pcscReader({ ...pcsc, name: productionReader.slice('pcsc:'.length) })
  return virtualReader({
    folder: path.join(data, 'cards'),
    ...(blanks === 'from-stock' && { drawer: path.join(data, 'blanks') }),
  })
}
