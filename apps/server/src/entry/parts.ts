import { bootstrap } from '#identity/bootstrap/index.ts'
import { createAcme, probeNames, serveAcme } from '#services/acme/index.ts'
import { countReliances, relianceOfCard, reliancesOf } from '#cards/card/index.ts'
import { createRegisterChanges } from '#cards/register-changes/index.ts'
import { createIncidents } from '#support/incidents/index.ts'
import { lookUpDnsTexts } from '#platform/dns-texts.ts'
import { fetchPublishedFile } from '#platform/published-file.ts'
import { createIdempotency } from '#platform/idempotency.ts'
import type { Module } from '#platform/module.ts'
import { withSealing } from '#platform/sealing.ts'
import { createScim, serveScim } from '#organisations/scim/index.ts'
import { createWebhooks, httpsReceivers } from '#organisations/webhooks/index.ts'
import { createEmailDomains } from '#organisations/email-domains/index.ts'
import { createAgreements, renderDocument } from '#organisations/agreements/index.ts'
import { relayModule } from '#cards/card-relay/index.ts'
import { createChangeFeed } from '#people/registers/index.ts'
import { createRegistrars } from '#organisations/registrars/index.ts'
import { createOffice } from '#points/points/index.ts'
import { createOperatorPrices } from '#points/operator-prices/index.ts'
import { createPublicPoints } from '#points/public-points/index.ts'
import { createAdviceDesk } from '#support/advice-desk/index.ts'
import { createHotline } from '#support/hotline/index.ts'
import { createActivity } from '#reporting/activity/index.ts'
import { createAuditReview } from '#reporting/audit-review/index.ts'
import { createInbox } from '#reporting/inbox/index.ts'
import { createServiceCertificates } from '#services/service-certificates/index.ts'
import { createCases } from '#support/cases/index.ts'
import { createBillingParts } from './billing-parts.ts'
import { createCardParts } from './card-parts.ts'
import type { Config } from './config.ts'
import { deleteDoneJobs } from './delete-done-jobs.ts'
import { openFoundation } from './foundation.ts'
import { createNoticeParts } from './notice-parts.ts'
import { createPeopleParts } from './people-parts.ts'
import { createPkiParts } from './pki-parts.ts'
import type { ProcessName } from './processes.ts'
import { createReportingParts } from './reporting-parts.ts'
import { createSignInParts } from './sign-in-parts.ts'
import { watchFeeds } from './watched-registers.ts'

export type Parts = Awaited<ReturnType<typeof createParts>>

/**
 * Wires the modules by hand, readable from top to bottom: each gets its dependencies from those above. Modules that
 * are created together stand in files of their own.
 */
export async function createParts(
  config: Config,
  process: ProcessName,
  tlsSignInUrl: string | undefined = config.tlsSignIn.url,
) {
  const foundation = await openFoundation(config, process)
  const { runtime, clock, systemPermit, issuers, legacyCas, audit } = foundation
  const { outbox, validations, webhookQueue } = foundation
  const { publicUrl } = config
  const service = {
    ...{ publicUrl, contacts: config.contacts },
    confirmsRenewals: config.suomiFi?.confirmsRenewals === true,
    isProductionService: issuers.roots.some(({ isProductionService: is }) => is === true),
  }
  const idempotency = createIdempotency(withSealing(runtime, 'idempotency'))

  const peopleParts = createPeopleParts(config, foundation)
  const { counterparts, people, settings, registers, businessRegister, codes } = peopleParts
  const { registration, organisations, accounts, apiKeys, contacts } = peopleParts
  const pkiParts = createPkiParts(config, foundation, peopleParts)
  const { certificates, revocations, pausedCrls, idpLookup, ocspServer, directory } = pkiParts
  const { peopleIssuers } = pkiParts
  const signInParts = createSignInParts(
    { ...config, tlsSignInUrl },
    foundation,
    peopleParts,
    pkiParts,
  )
  const { roles, thirdPartyCards, authentication, passwords, documents, signing } = signInParts
  const { checkSignature } = authentication
  const cardParts = createCardParts(
    { ...config, service },
    foundation,
    peopleParts,
    pkiParts,
    signInParts,
  )
  const { identification, relays, blanks, letters, production, cards, complaints } = cardParts
  const { employments, orders, photos, printing, visitors, renewals, testCards } = cardParts
  const { spareCards } = cardParts

  const agreements = createAgreements({
    ...{ ...runtime, people, accounts, organisations, registration, businessRegister },
    ...{ signing, renderDocument: renderDocument(service) },
  })
  const emailDomains = createEmailDomains({
    ...{ ...runtime, accounts, organisations, lookUpTexts: lookUpDnsTexts(config.acme) },
  })
  const scim = createScim({
    ...{ ...runtime, recordAll: audit.recordAll, people, organisations, apiKeys, publicUrl },
    accounts: apiKeys.actingFor(accounts),
    employments: employments.forDirectory,
  })
  const webhooks = createWebhooks({
    ...{ ...runtime, accounts, organisations, employments, cards },
    planDelivery: webhookQueue.planJob,
    receivers: httpsReceivers(config.webhooks),
  })
  webhookQueue.use({ handlers: webhooks.deliveryJobs, subscriptions: [] })
  const registrars = createRegistrars({
    ...{ ...runtime, recordAll: audit.recordAll, people, accounts, organisations },
    ...{ registration, cards },
  })
  const serviceCertificates = createServiceCertificates({
    ...{ ...runtime, people, accounts, organisations, businessRegister, codes, publicUrl },
    ...{ certificates, revocations, checkSignature },
    probe: {
      lookUpTexts: lookUpDnsTexts(config.acme),
      fetchKeyAuthorization: fetchPublishedFile(config.acme),
    },
  })
  const acme = createAcme({
    ...{ ...runtime, people, accounts, organisations, certificates, serviceCertificates },
    ...{ publicUrl, checkSignature, probe: probeNames(config.acme), limits: config.acme },
    planValidation: validations.planJob,
    issuers: issuers.all.filter(({ role }) => role === 'service' || role === 'test'),
    caaDomain: config.acme.caaDomain,
    issuerDomainName: config.acme.issuerDomainName,
    offersProfiles: config.acme.offersProfiles,
    systemPermit: (operation) => systemPermit(operation, 'web'),
  })
  validations.use({ handlers: acme.validationJobs, subscriptions: [] })

  const office = createOffice({ ...runtime, people, personNamed: people.personNamed })
  const operatorPrices = createOperatorPrices({
    ...{ ...runtime, people, accounts, organisations, registration },
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
  const adviceDesk = createAdviceDesk({
    ...{ ...runtime, people, cards, spareCards, orders, organisations, employments },
    countLookUpForCaller: visitors.countLookUpForCaller,
    membersOf: accounts.membersInForce,
  })
  const auditReview = createAuditReview({
    ...{ ...runtime, audit, people, spareCards, certificates, organisations, registration },
    issuers: [...issuers.all, ...legacyCas].map(({ id }) => id),
  })
  const activity = createActivity({
    ...{ ...runtime, people, accounts, apiKeys, serviceCertificates, certificates },
    ...{ organisations, registration },
  })
  const cases = createCases({
    ...{ ...runtime, people, organisations, accounts, isRenewalOf: renewals.isRenewalOf },
    ...{ identifiedStranger: authentication.identifiedStranger, publicUrl },
  })
  const billingParts = createBillingParts(config, foundation, peopleParts, cardParts, {
    ...{ serviceCertificates, cases },
  })
  const { products, charges, visits, invoices, payments, disputes, operatorFees } = billingParts
  const publicPoints = createPublicPoints({
    ...{ ...runtime, nextFree: visits.nextFree, pointsWithBlanks: blanks.placesInStock },
    organisationsByBusinessIds: organisations.organisationsByBusinessIds,
  })
  const { notices, messages } = createNoticeParts(
    { ...config, service },
    foundation,
    peopleParts,
    cardParts,
    {
      ...{ visits, cases },
      withMails: [
        ...[accounts, serviceCertificates, registrars, agreements, testCards, invoices],
        ...[operatorPrices, webhooks, employments],
      ],
    },
  )
  const incidents = createIncidents(runtime)
  // The order of the operations in the description of the API.
  const modulesWithQueues: readonly Module[] = [
    ...[authentication, passwords, roles, visitors, photos, orders, renewals, organisations, codes],
    ...[accounts, apiKeys, agreements, employments, emailDomains, webhooks, scim, registrars],
    ...[serviceCertificates, acme, testCards, charges, invoices, payments, disputes, operatorFees],
    ...[products, settings, cards, letters, production, printing, office, operatorPrices],
    ...[publicPoints, visits, identification, blanks, spareCards, complaints, hotline],
    adviceDesk,
    ...[relayModule(relays), cases, incidents, certificates, notices, documents, audit],
    ...[auditReview, activity, registerChanges, pausedCrls, pkiParts.withSigner, idpLookup],
    ...[idempotency, deleteDoneJobs({ ...runtime, outbox }), counterparts],
    ...[directory, messages].filter((each) => each !== undefined),
  ]
  const inbox = createInbox({
    ...{ ...runtime, people, organisations, registration, roles, contacts },
    planNotice: notices.planNotice,
    sources: modulesWithQueues.flatMap(({ waiting }) => waiting ?? []),
  })
  const protocols = [
    serveAcme(acme.protocol, config.acme),
    serveScim(scim.protocol, { permits: authentication.requestPermits }),
  ]
  const reporting = createReportingParts(
    ...([foundation, peopleParts, signInParts, cardParts] as const),
    [...modulesWithQueues, inbox].flatMap(({ operations }) => operations ?? []),
  )
  const modules: readonly Module[] = [...modulesWithQueues, inbox, ...reporting, { protocols }]
  outbox.use({
    handlers: modules.flatMap(({ jobs }) => jobs ?? []),
    subscriptions: modules.flatMap(({ subscriptions }) => subscriptions ?? []),
  })
  return {
    ...foundation,
    // Named apart: what a process, a command or a test calls besides the modules' operations and jobs.
    ...{ modules, people, registration, organisations, codes, certificates, revocations, notices },
    ...{ service, authentication, thirdPartyCards, idempotency, serviceCertificates, acme },
    ...{ cards, letters },
    ...{ scim, orders, blanks, relays, hotline, cases, office, registers, ocspServer },
    importStatuses: pkiParts.importStatuses,
    bootstrap: bootstrap({
      ...{ ...runtime, people, registers, registration, systemPermit },
      cards: { ...letters, ...production, ...cards },
    }),
    stop: async () => {
      await relays.close()
      await audit.stop()
      await counterparts.stop()
      foundation.signer.close()
      await foundation.db.close()
    },
  }
}
