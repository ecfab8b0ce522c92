import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { readerSoftware as contract, type ReaderSoftware } from '@sotevarmenne/api/reader-software'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { version } from '@sotevarmenne/kernel/version'
import { authenticationApi, openTlsSignIn } from '#identity/authentication/index.ts'
import { passwordsApi } from '#identity/passwords/index.ts'
import { rolesApi } from '#identity/permissions/index.ts'
import { accountApi } from '#organisations/accounts/index.ts'
import { acmeApi, serveAcme } from '#services/acme/index.ts'
import { auditApi } from '#audit/index.ts'
import { certifiesPeople } from '#pki/ca/index.ts'
import { blankApi } from '#cards/stock/index.ts'
import { certificateApi, clientApi, issuedByHour } from '#pki/issuance/index.ts'
import { complaintApi, complaintsFiled } from '#cards/complaints/index.ts'
import { documentApi } from '#services/document-signing/index.ts'
import { identificationServiceApi } from '#support/idp-lookup/index.ts'
import { employmentApi } from '#organisations/employments/index.ts'
import { chargeApi } from '#billing/charges/index.ts'
import { disputeApi } from '#billing/disputes/index.ts'
import { invoiceApi } from '#billing/invoices/index.ts'
import { operatorFeeApi } from '#billing/operator-fees/index.ts'
import { cardApi } from '#cards/lifecycle/index.ts'
import { letterApi } from '#cards/letters/index.ts'
import { printingApi, renderFaces } from '#cards/printing/index.ts'
import { productionApi, stationApi } from '#cards/production/index.ts'
import { waitsForHandOver } from '#cards/card/index.ts'
import { noticeApi } from '#support/notices/index.ts'
import { orderApi, ordersBegun, waitsForCards } from '#cards/orders/index.ts'
import { photoApi } from '#cards/photos/index.ts'
import { renewalApi } from '#cards/renewals/index.ts'
import { visitorApi } from '#cards/visitors/index.ts'
import { organisationApi } from '#organisations/registry/index.ts'
import {
  queryOcspNodeAt,
  countRefusals,
  createServiceStatus,
  overviewApi,
  showServiceStatus,
} from '#reporting/dashboards/index.ts'
import { agreementApi } from '#organisations/agreements/index.ts'
import { dataExportApi } from '#support/data-export/index.ts'
import {
  incidentApi,
  incidentsFeed,
  incidentsToShow,
  showIncidents,
} from '#support/incidents/index.ts'
import { priceApi, priceListOf, priceTable, defaultPriceList } from '#cards/products/index.ts'
import { cardRelayApi } from '#cards/card-relay/index.ts'
import type { Endpoint } from '#platform/endpoint.ts'
import { createHttpServer, type HttpServer } from '#platform/http-server.ts'
import { openEnrolmentApi } from '#platform/serve-enrolment-api.ts'
import { createMetrics, serveMetrics } from '#platform/telemetry.ts'
import { openFollowUps, hotlineApi } from '#support/hotline/index.ts'
import { registrationApi } from '#points/points/index.ts'
import {
  createPublicPoints,
  pagesWithoutScripts,
  publicPointApi,
} from '#points/public-points/index.ts'
import { registrarApi } from '#organisations/registrars/index.ts'
import { revokedByHour } from '#pki/revocation/index.ts'
import { figuresOfRegisters, registerApi } from '#cards/register-changes/index.ts'
import { serviceCertificateApi } from '#services/service-certificates/index.ts'
import { spareCardApi, spareCardsOut } from '#cards/spare-cards/index.ts'
import { freshnessOfCrls, pausedRevocations, statusApi } from '#pki/crl/index.ts'
import { endsOfLegacyResponders } from '#pki/ocsp/index.ts'
import { identificationApi } from '#points/identification/index.ts'
import { testCardApi } from '#cards/test-cards/index.ts'
import { countOwed, caseApi } from '#support/cases/index.ts'
import { visitApi, waitsForCalls } from '#points/appointments/index.ts'
import type { Config } from './config.ts'
import { contactParts } from './contacts.ts'
import type { Parts } from './parts.ts'
import { readerVersions } from './reader-versions.ts'

/** A part that runs until it is stopped. */
export type Running = { readonly stop: () => Promise<void> }

/** Serves pages, API and metrics. */
export async function startWeb(config: Config, parts: Parts): Promise<Running> {
  const {
    db,
    clock,
    outbox,
    audit,
    authentication,
    cards,
    orders,
    revocations,
    issuers,
    legacyCas,
  } = parts
  const { logger, signer } = parts
  const newestCrls = freshnessOfCrls(issuers, legacyCas)
  const metrics = createMetrics({
    db,
    outboxFigures: outbox.figures,
    auditPosition: audit.position,
    newestCrls,
    pausedRevocations: pausedRevocations({ revocations }),
    registers: figuresOfRegisters,
    openFollowUps,
    owedCases: (tx) => countOwed(tx, dateInHelsinki(clock.now())),
    clock,
    caKeys: async () => (await signer.state()).keys,
  })
  const serviceStatus = createServiceStatus({
    ...{ db, clock, newestCrls, queue: outbox.figures, signerWorks: signer.health },
    queryOcspNode: queryOcspNodeAt(config.validationUrl),
    registersAnsweredAt: async (tx) =>
      (await figuresOfRegisters(tx)).feeds.flatMap(({ answeredAt }) => answeredAt ?? []),
  })
  const endpoints: readonly Endpoint[] = [
    ...authenticationApi(authentication),
    ...passwordsApi(parts.passwords),
    ...rolesApi(parts.roles),
    ...visitorApi(parts.visitors),
    ...photoApi(parts.photos),
    ...orderApi(orders),
    ...renewalApi(parts.renewals),
    ...organisationApi(parts.organisations),
    ...accountApi(parts.accounts),
    ...agreementApi(parts.agreements),
    ...employmentApi(parts.employments),
    ...registrarApi(parts.registrars),
    ...serviceCertificateApi(parts.serviceCertificates),
    ...acmeApi(parts.acme),
    ...testCardApi(parts.testCards),
    ...chargeApi(parts.charges),
    ...invoiceApi(parts.invoices),
    ...disputeApi(parts.disputes),
    ...operatorFeeApi(parts.operatorFees),
    ...priceApi({ db, clock, record: audit.record, personNamed: parts.personNamed }),
    ...cardApi(cards),
    ...letterApi(parts.letters),
    ...productionApi(parts.production),
    ...registrationApi(parts.office),
    ...publicPointApi(parts.publicPoints),
    ...visitApi(parts.visits),
    ...identificationApi(parts.identification),
    ...blankApi(parts.blanks),
    ...spareCardApi(parts.spareCards, parts.relays),
    ...complaintApi({
      ...{ db, clock, record: audit.record, cards },
      ...{ people: parts.people, blanks: parts.blanks },
    }),
    ...hotlineApi(parts.hotline, metrics.observeCall),
    ...cardRelayApi(parts.relays),
    ...caseApi(parts.cases),
    ...incidentApi({ db, clock, record: audit.record }),
    ...clientApi({ db, certificates: parts.certificates }),
    ...noticeApi(parts.notices),
    ...documentApi(
      { ...parts.signingDeps, record: audit.record },
      parts.thirdPartyCards.documentSigners,
    ),
    ...auditApi(audit),
    ...registerApi(parts.registerChanges),
    ...statusApi({ db, clock, record: audit.record, revocations }),
    ...overviewApi(
      {
        db,
        clock,
        issuedByHour,
        revokedByHour,
        newestCrls,
        legacyResponders: endsOfLegacyResponders(legacyCas),
        queue: outbox.figures,
        queueAges: outbox.ages,
      },
      {
        ...{ db, clock, ordersBegun, complaintsFiled, spareCardsOut },
        waits: { desk: waitsForCalls, production: waitsForCards, 'hand-over': waitsForHandOver },
        stockByPlace: parts.blanks.stockByPlace,
        nameOfPoint: async (tx, pointId) => (await parts.registration.findPoint(tx, pointId))?.name,
        reasonOf: (operation, reason) =>
          endpoints.find(
            (one) => one.contract.permission.name === operation && reason in one.problems,
          )?.problems[reason]?.title,
      },
    ),
  ]
  const refusals = countRefusals({
    ...{ db, clock },
    onFault: (fault) => {
      logger.error({ fault })
    },
  })
  const server = await createHttpServer({
    endpoints: [
      ...endpoints.map(refusals.counted),
      ...dataExportApi({
        ...{ db, clock, record: audit.record, people: parts.people },
        ...{ agreementsOf: orders.agreementsOf, permits: authentication.requestPermits, endpoints },
      }),
    ],
    otherProtocols: [serveAcme(parts.acme.protocol, config.acme)],
    permits: authentication.requestPermits,
    logger,
    metrics,
    portal: {
      directory: path.resolve(import.meta.dirname, '../../../portal/dist'),
      signingApi: config.publicUrl.startsWith('https:')
        ? config.signingApi.https
        : config.signingApi.http,
      withoutScripts: pagesWithoutScripts({
        // Pages without scripts show no free times: nobody can book on them, so they need not wait for them.
        points: createPublicPoints({
          ...{ db, clock, nextFree: () => Promise.resolve(new Map()) },
          pointsWithBlanks: () => Promise.resolve(new Set()),
        }),
        permit: () => parts.systemPermit('registration.searchPoints', 'web'),
      }),
      addresses: { validation: config.validationUrl },
      feeds: {
        'incidents.atom': async (language) =>
          incidentsFeed(await incidentsToShow(db), {
            ...{ language, publicUrl: config.publicUrl, now: clock.now() },
          }),
      },
      liveParts: {
        ...contactParts(config.contacts),
        prices: async ({ language }) =>
          priceTable(
            await db.read((tx) => priceListOf(tx, defaultPriceList)),
            dateInHelsinki(clock.now()),
            language,
          ),
        'service-status': async ({ language }) =>
          showServiceStatus(await serviceStatus(), { now: clock.now(), language }),
        incidents: async ({ language }) => showIncidents(await incidentsToShow(db), language),
        'reader-software': async ({ language }) =>
          readerVersions(await readerSoftware(config), language),
      },
    },
    publicUrl: config.publicUrl,
    ...(config.trustedProxies !== undefined && { trustedProxies: config.trustedProxies }),
    version,
    readerSoftware: () => readerSoftware(config),
    readiness: { database: () => db.read(audit.position) },
    limits: { signer: signer.health },
  })
  await server.listen({ port: config.ports.portal, host: config.host })
  const machines = await startEnrolmentApi(config, parts)
  const tlsSignIn = await startTlsSignIn(config, parts)
  const figures = await serveMetrics(metrics, { port: config.ports.metrics })
  return {
    stop: async () => {
      await Promise.all([server.close(), machines?.close(), tlsSignIn?.close(), figures.stop()])
      await refusals.stop()
    },
  }
}

/** The notice is read each time: to publish a new one, replace the file. */
async function readerSoftware({ readerSoftware: input }: Config): Promise<ReaderSoftware> {
  const { minimumVersion, noticeFile } = input
  if (noticeFile === undefined) return { minimumVersion }
  const notice: unknown = JSON.parse(await readFile(noticeFile, 'utf8'))
  return contract.parse({ minimumVersion, notice })
}

/**
 * A listener of its own: it requests TLS client certificates, which browsers of people must not be asked for.
 */
function startEnrolmentApi(
  { machines, ports, host, publicUrl }: Config,
  parts: Parts,
): Promise<Pick<HttpServer, 'close'>> | undefined {
  const { tls, requestsPerMinute } = machines
  const { authentication, certificates, issuers, db, audit, signer, logger, relays, clock } = parts
  if (tls === undefined) return undefined
  return openEnrolmentApi(
    {
      endpoints: [
        ...certificateApi(certificates, issuers),
        ...stationApi(parts.production),
        ...printingApi({
          ...{ db, clock, record: audit.record, renderFaces },
          ...{ letters: parts.letters, photos: parts.photos },
        }),
        ...identificationServiceApi({
          ...{ db, clock, record: audit.record, people: parts.people, certificates },
          revocation: parts.revocations,
          issuers: issuers.all.filter(certifiesPeople),
        }),
        ...cardRelayApi(relays),
      ],
      permits: authentication.requestPermits,
      readiness: { database: () => db.read(audit.position), signer: signer.health },
      ...{ logger, clock, publicUrl, version, requestsPerMinute, tls },
    },
    { port: ports.machines, host },
  )
}

/** Where browsers are asked for the card's certificate: only here, because browsers remember the choice. */
async function startTlsSignIn(
  { tlsSignIn, ports, host, publicUrl }: Config,
  { authentication, thirdPartyCards, logger, clock, issuers }: Parts,
): Promise<Pick<HttpServer, 'close'> | undefined> {
  // Called also where there is no TLS sign-in: a wrong configuration is reported at the start.
  const others = await thirdPartyCards.acceptedIssuers()
  if (tlsSignIn === undefined) return undefined
  return openTlsSignIn(
    {
      ...{ authentication, logger, clock, publicUrl, tls: tlsSignIn.tls },
      cas: [
        ...issuers.all.filter(certifiesPeople).map(({ certificate }) => certificate),
        ...others.map(({ ca }) => ca),
      ],
    },
    { port: ports.tlsSignIn, host },
  )
}
