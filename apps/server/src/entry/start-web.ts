import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { readerSoftware as contract, type ReaderSoftware } from '@sotevarmenne/api/reader-software'
import { day, plus } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { version } from '@sotevarmenne/kernel/version'
import {
  queryOcspNodeAt,
  countRefusals,
  createServiceStatus,
  showServiceStatus,
} from '#reporting/dashboards/index.ts'
import { allHealth } from '#reporting/counterparts/index.ts'
import {
  incidentsFeed,
  incidentsToShow,
  readOpenIncidents,
  showIncidentNotice,
  showIncidents,
} from '#support/incidents/index.ts'
import { liveSettings } from '#settings/index.ts'
import { modelPowerOfAttorney } from '#organisations/accounts/index.ts'
import { livePrices, priceListOf, defaultPriceList } from '#cards/products/index.ts'
import type { Parts as HealthParts } from '#platform/http/health.ts'
import { createHttpServer, type HttpServer, type HttpServerDeps } from '#platform/http-server.ts'
import { openEnrolmentApi } from '#platform/serve-enrolment-api.ts'
import { maintenanceSwitch } from '#platform/maintenance-switch.ts'
import { createMetrics, serveMetrics } from '#platform/telemetry.ts'
import { registrarsAtLimit } from '#cards/visitors/index.ts'
import { figuresOfWebhooks } from '#organisations/webhooks/index.ts'
import { figuresOfMessages } from '#support/suomi-fi-messages/index.ts'
import { openFollowUps } from '#support/hotline/index.ts'
import { createPublicPoints, pagesWithoutScripts } from '#points/public-points/index.ts'
import { figuresOfRegisters } from '#cards/register-changes/index.ts'
import { countUnrecorded } from '#pki/revocation/index.ts'
import { signerMetricsOf } from '#pki/ca/index.ts'
import { freshnessOfCrls, pausedRevocations } from '#pki/crl/index.ts'
import { contactForms, contactPage, countOwed } from '#support/cases/index.ts'
import { checkpointDestinationsOf, type Config } from './config.ts'
import { publishedContacts } from '@sotevarmenne/api/service-contacts'
import { contactParts, warnWithoutContacts } from './contacts.ts'
import { everyMinute } from './every-minute.ts'
import type { Parts } from './parts.ts'
import { readerPackages } from './reader-packages.ts'
import { downloadsShown, readerVersions } from './reader-versions.ts'
import { securityTxtOf, warnWithoutSecurityContact } from './security-txt-of.ts'

/** A part that runs until it is stopped. */
export type Running = {
  /** Goes on serving, but is not ready any more. */
  readonly retire?: () => void
  readonly stop: () => Promise<void>
}

/** Serves pages, API and metrics; with the usual limits of requests, except in tests. */
export async function startWeb(
  config: Config,
  parts: Parts,
  requestLimits: Pick<HttpServerDeps, 'requestsPerMinute' | 'openRequestsPerMinute'> = {},
): Promise<Running> {
  const { db, clock, outbox, audit, authentication, revocations, issuers, legacyCas } = parts
  const { logger, signer, modules } = parts
  warnWithoutSecurityContact(config, logger)
  warnWithoutContacts(config.contacts, logger)
  const newestCrls = freshnessOfCrls(issuers, legacyCas)
  const metrics = createMetrics({
    ...{ db, probeDatabase: parts.probeDatabase },
    onFault: (fault) => {
      logger.error({ fault }, 'figures of the database were not read')
    },
    outboxFigures: outbox.figures,
    auditPosition: audit.position,
    newestCrls,
    pausedRevocations: pausedRevocations({ revocations }),
    unrecordedCertificates: (tx) => countUnrecorded(tx, plus(clock.now(), -day)),
    registers: figuresOfRegisters,
    counterparts: allHealth,
    openFollowUps,
    registrarsAtLimit,
    webhooks: figuresOfWebhooks,
    owedCases: (tx) => countOwed(tx, dateInHelsinki(clock.now())),
    ...(config.messagesUrl !== undefined && {
      messages: (tx) => figuresOfMessages(tx, clock.now()),
    }),
    clock,
    relayCommandsRefused: parts.relays.commandsRefused,
    connections: parts.limiter.figures,
    signerState: signer.state,
    checkpointDestinations: checkpointDestinationsOf(config),
    forwardingLags: audit.forwardingLags,
    cosigned: { at: audit.cosignedAt, quorum: config.auditWitnessQuorum },
  })
  parts.hotline.observeCalls(metrics.observeCall)
  const serviceStatus = createServiceStatus({
    ...{ db, clock, newestCrls, queue: outbox.figures, signerWorks: signer.health },
    queryOcspNode: queryOcspNodeAt(config.validationUrl),
    registerFeeds: async (tx) => (await figuresOfRegisters(tx)).feeds,
    counterparts: allHealth,
  })
  const openIncidents = readOpenIncidents({
    ...{ db, clock },
    onFault: (fault) => {
      logger.error({ fault }, 'the open incidents could not be read')
    },
  })
  const refusals = countRefusals({
    ...{ db, clock },
    onFault: (fault) => {
      logger.error({ fault })
    },
  })
  const pagesOfPoints = pagesWithoutScripts({
    // Pages without scripts show no free times: nobody can book on them, so they need not wait for them.
    points: createPublicPoints({
      ...{ db, clock, nextFree: () => Promise.resolve(new Map()) },
      pointsWithBlanks: () => Promise.resolve(new Set()),
      organisationsByBusinessIds: parts.organisations.organisationsByBusinessIds,
    }),
    permit: () => parts.systemPermit('registration.searchPoints', 'web'),
  })
  const folder = config.readerSoftware.packagesFolder
  const packages = readerPackages(folder)
  const server = await createHttpServer({
    endpoints: modules.flatMap(({ operations }) => operations ?? []).map(refusals.counted),
    protocols: modules.flatMap(({ protocols }) => protocols ?? []),
    permits: authentication.requestPermits,
    runOnce: parts.idempotency.runOnce,
    ...{ logger, metrics, clock },
    portal: {
      directory: path.resolve(import.meta.dirname, '../../../portal/dist'),
      signingApi: config.publicUrl.startsWith('https:')
        ? config.signingApi.https
        : config.signingApi.http,
      withoutScripts: async (requested) =>
        contactPage(requested) ?? (await pagesOfPoints(requested)),
      forms: contactForms({
        cases: parts.cases,
        permit: (operation) => parts.systemPermit(operation, 'web'),
      }),
      addresses: { validation: config.validationUrl },
      feeds: {
        'incidents.atom': async (language) =>
          incidentsFeed(await incidentsToShow(db), {
            ...{ language, publicUrl: config.publicUrl, now: clock.now() },
          }),
      },
      ...(folder !== undefined && { downloads: { folder, offered: packages } }),
      documents: { 'power-of-attorney.pdf': modelPowerOfAttorney },
      liveParts: {
        ...contactParts(config.contacts),
        ...liveSettings({ db, clock }),
        ...livePrices(async () => ({
          list: await db.read((tx) => priceListOf(tx, defaultPriceList)),
          on: dateInHelsinki(clock.now()),
        })),
        'service-status': async ({ language }) =>
          showServiceStatus(await serviceStatus(), {
            ...{ now: clock.now(), language, openIncidents: await openIncidents() },
          }),
        'incident-notice': async ({ language }) =>
          showIncidentNotice(await openIncidents(), language),
        incidents: async ({ language }) => showIncidents(await incidentsToShow(db), language),
        'reader-software': async ({ language }) =>
          readerVersions(await readerSoftware(config), language),
        'reader-downloads': async ({ language }) =>
          downloadsShown(await packages(), { language, publicUrl: config.publicUrl }),
      },
    },
    publicUrl: config.publicUrl,
    acceptsEveryHost: config.isDemoEnvironment,
    ...(config.trustedProxies !== undefined && { trustedProxies: config.trustedProxies }),
    version,
    readerSoftware: () => readerSoftware(config),
    openIncidents: async () => ({ incidents: [...(await openIncidents())] }),
    serviceContacts: () => publishedContacts.parse(parts.service),
    ...securityTxtOf(config, clock),
    readiness: { database: parts.probeDatabase, ...checkpointDestination(config) },
    isInMaintenance: maintenanceSwitch(config.maintenanceFile),
    limits: { signer: signer.health },
    limiter: parts.limiter,
    ...requestLimits,
  })
  // A wrong configuration is reported at the start.
  await parts.thirdPartyCards.acceptedIssuers()
  const { refusedSignIns } = authentication
  const countingRefusals = everyMinute(refusedSignIns.write, (fault) => {
    logger.error({ fault }, 'the refused sign-ins of a minute were not recorded')
  })
  await server.listen({ port: config.ports.portal, host: config.host })
  const machines = await startEnrolmentApi(config, parts)
  const figures = await serveMetrics(metrics, {
    port: config.ports.metrics,
    ofOthers: { '/metrics/signer': { text: () => signerMetricsOf(config.signerSockets) } },
  })
  return {
    retire: () => {
      server.retire()
      machines?.retire()
    },
    stop: async () => {
      await Promise.all([server.close(), machines?.close(), figures.stop()])
      await Promise.all([refusals.stop(), countingRefusals.stop()])
      await refusedSignIns.write()
    },
  }
}

/**
 * Production is not ready while every copy of the audit log's checkpoints is in its own hands: nobody else
 * could tell that the log was rewritten.
 */
export const checkpointDestination = (
  config: Pick<Config, 'checkpointFolder' | 'auditWitnesses' | 'isDemoEnvironment'>,
): HealthParts =>
  config.isDemoEnvironment || checkpointDestinationsOf(config) > 0
    ? {}
    : {
        'checkpoint-destination': () =>
          Promise.reject(
            new Error('SOTEVARMENNE_CHECKPOINT_FOLDER or SOTEVARMENNE_AUDIT_WITNESSES is missing'),
          ),
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
  { machines, ports, host, publicUrl, layer4Proxies: proxies, maintenanceFile }: Config,
  parts: Parts,
): Promise<Pick<HttpServer, 'close' | 'retire'>> | undefined {
  const { tls, requestsPerMinute } = machines
  const { authentication, signer, logger, clock, limiter } = parts
  if (tls === undefined) return undefined
  return openEnrolmentApi(
    {
      endpoints: parts.modules.flatMap(({ enrolmentOperations }) => enrolmentOperations ?? []),
      permits: authentication.requestPermits,
      readiness: { database: parts.probeDatabase, signer: signer.health },
      isInMaintenance: maintenanceSwitch(maintenanceFile),
      ...{ logger, clock, publicUrl, version, requestsPerMinute, tls },
    },
    { port: ports.machines, host, limiter, proxies },
  )
}
