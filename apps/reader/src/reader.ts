import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createServer as createHttp, type Server as HttpServer } from 'node:http'
import { createServer as createHttps, type Server as HttpsServer } from 'node:https'
import path from 'node:path'
import { minute } from '@sotevarmenne/kernel/instant'
import { version } from '@sotevarmenne/kernel/version'
import { createReports } from './activation/reports.ts'
import { activationServiceAt } from './activation/service.ts'
import { browserTrust } from './browsers/trust-browsers.ts'
import { createCardDesk } from './cards/card-desk.ts'
import type { Readers } from './cards/readers.ts'
import { trustedRoots } from './cards/trusted-roots.ts'
import type { Clock } from './clock.ts'
import { ifThere } from './files.ts'
import { createPage } from './page/server.ts'
import { showPageWhenAsked } from './page/show-page.ts'
import { createPrompts } from './prompts/prompts.ts'
import { createRelays } from './relay/relay-card.ts'
import { relayServiceAt } from './relay/service.ts'
import { createReleases } from './release/releases.ts'
import { settingsIn } from './settings/settings.ts'
import { serverLimits, signingApi } from './signing-api/server.ts'
import { tlsCertificate } from './signing-api/tls-certificate.ts'

export type ReaderConfig = {
  /** The program's own folder: its certificate, secret and unsent reports. */
  readonly folder: string
  readonly ports: { readonly api: number; readonly apiTls: number; readonly page: number }
  readonly readers: Readers
  readonly serviceUrl: string
  /** Folders whose roots are trusted. */
  readonly rootFolders: readonly string[]
  /** Roots beside them, DER, while this runs. */
  readonly alsoTrusted?: readonly Uint8Array[]
  readonly clock: Clock
  /** The user's home, where browsers keep whom they trust. */
  readonly home: string
  /** Brings the page before the person, by the file that leads to it; nothing does where it is absent. */
  readonly showPage?: (file: string) => void
  /** PEM: whose notices of newer versions are believed. */
  readonly noticeKey?: string | undefined
  readonly reportFault: (fault: unknown) => void
}

export type Reader = {
  readonly pageUrl: string
  /** The signing API over plain HTTP. */
  readonly apiUrl: string
  readonly apiTlsUrl: string
  readonly stop: () => Promise<void>
}

/** How long a web page's request waits for the person, in milliseconds. */
const promptTimeLimit = 5 * minute
const reportInterval = minute
const releaseInterval = 60 * minute

/** Starts the reader software: the signing API twice, and the page. All of it listens on this machine only. */
export async function startReader(config: ReaderConfig): Promise<Reader> {
  const { folder, ports, clock, reportFault } = config
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const urlFile = path.join(folder, 'page-url')
  await rm(urlFile, { force: true })

  const roots = trustedRoots(config.rootFolders, config.alsoTrusted)
  const desk = createCardDesk(config.readers, { clock, roots })
  const prompts = createPrompts({ changed: desk.changed, timeLimit: promptTimeLimit })
  const service = activationServiceAt(config.serviceUrl)
  const reports = createReports(path.join(folder, 'unsent-reports.json'), service)
  const secret = await pageSecret(path.join(folder, 'page-secret'))

  const settings = settingsIn(path.join(folder, 'settings.json'))
  const releases = createReleases({
    file: path.join(folder, 'releases.json'),
    serviceUrl: config.serviceUrl,
    version,
    noticeKey: config.noticeKey,
    changed: desk.changed,
  })

  const relayService = relayServiceAt(config.serviceUrl)
  const isNewEnough = () => releases.tooOldFor() === undefined
  const relays = createRelays({ desk, prompts, settings, service: relayService, isNewEnough })

  const { keyPem, certificatePem } = await tlsCertificate(folder)
  const browsers = browserTrust({ folder, home: config.home, reportFault })
  const serviceOrigin = new URL(config.serviceUrl).origin
  const answer = signingApi(
    { desk, prompts, settings, clock, isNewEnough, relays, serviceOrigin },
    reportFault,
  )
  const { maxConnections, options } = serverLimits
  const api = createHttp(options, answer)
  const apiTls = createHttps({ ...options, key: keyPem, cert: certificatePem }, answer)
  for (const server of [api, apiTls]) server.maxConnections = maxConnections
  let watchers = 0
  const page = createPage({
    desk,
    watched: (change) => {
      watchers += change
    },
    roots,
    prompts,
    service,
    relayService,
    relays,
    reports,
    clock,
    settings,
    releases,
    browsers,
    version,
    secret,
    serviceOrigin,
  })
  const [apiUrl, apiTlsUrl, pageOrigin] = await Promise.all([
    listen(api, ports.api),
    listen(apiTls, ports.apiTls, 'https'),
    page.listen({ port: ports.page, host: thisMachine }),
  ])

  const sendKept = () => void reports.sendKept().catch(reportFault)
  sendKept()
  const askReleases = () => void releases.ask().catch(reportFault)
  askReleases()
  void browsers.renew().catch(reportFault)
  const timers = [setInterval(sendKept, reportInterval), setInterval(askReleases, releaseInterval)]
  const pageUrl = `${pageOrigin}/${secret}/`
  // For who opens it by its file: an address among a program's words could be read by other users of the machine.
  const pageFile = path.join(folder, 'page.html')
  const opener = `<!doctype html><meta http-equiv="refresh" content="0; url=${pageUrl}">`
  await writeFile(pageFile, opener, { mode: 0o600 })
  const { showPage } = config
  if (showPage)
    showPageWhenAsked({
      desk,
      prompts,
      isOpen: () => watchers > 0,
      showPage: () => {
        showPage(pageFile)
      },
    })
  // Last of all, and whole: whoever waits for this file finds everything running.
  await writeFile(`${urlFile}.new`, `${pageUrl}\n`, { mode: 0o600 })
  await rename(`${urlFile}.new`, urlFile)

  return {
    pageUrl,
    apiUrl,
    apiTlsUrl,
    stop: async () => {
      for (const timer of timers) clearInterval(timer)
      await Promise.all([page.close(), close(api), close(apiTls)])
      await config.readers.close()
    },
  }
}

const thisMachine = '127.0.0.1'

/** Port 0 is any free one; the answer tells which. */
const listen = (
  server: HttpServer | HttpsServer,
  port: number,
  protocol = 'http',
): Promise<string> =>
  new Promise((listening, failed) => {
    server.once('error', failed)
    server.listen(port, thisMachine, () => {
      const address = server.address()
      const given = address !== null && typeof address === 'object' ? address.port : port
      listening(`${protocol}://${thisMachine}:${String(given)}`)
    })
  })

const close = (server: HttpServer | HttpsServer): Promise<void> =>
  new Promise((closed) => {
    server.closeAllConnections()
    server.close(() => {
      closed()
    })
  })

/** The same from start to start, so that the page can be bookmarked. */
async function pageSecret(file: string): Promise<string> {
  const kept = await ifThere(readFile(file, 'utf8'))
  if (kept !== undefined && /^[\w-]{32}$/.test(kept)) return kept
  const secret = randomBytes(24).toString('base64url')
  await writeFile(file, secret, { mode: 0o600 })
  return secret
}
