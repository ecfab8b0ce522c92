import { randomBytes } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createServer as createHttp, type Server as HttpServer } from 'node:http'
import { createServer as createHttps, type Server as HttpsServer } from 'node:https'
import path from 'node:path'
import { createConnectionLimiter } from '@sotevarmenne/http1/connection-limiter'
import { limitHttpServer } from '@sotevarmenne/http1/limit-http-server'
import { tlsPolicy } from '@sotevarmenne/http1/tls-policy'
import { minute } from '@sotevarmenne/kernel/instant'
import { version } from '@sotevarmenne/kernel/version'
import { createReports } from './activation/reports.ts'
import { activationServiceAt } from './activation/service.ts'
import { browserTrust } from './browsers/trust-browsers.ts'
import { createCardDesk, type CardDesk } from './cards/card-desk.ts'
import type { Readers } from './cards/readers.ts'
import { trustedRoots } from './cards/trusted-roots.ts'
import type { Clock } from './clock.ts'
import { ifThere } from './files.ts'
import { defaultListPolicy, type ListPolicy } from './lists/list-policy.ts'
import { createLists } from './lists/sign-documents.ts'
import { signatureRecordIn } from './lists/signature-record.ts'
import { createPage } from './page/server.ts'
import { showPageWhenRequested } from './page/show-page.ts'
import { createPrompts, type Prompts } from './prompts/prompts.ts'
import { createRelays } from './relay/relay-card.ts'
import { relayServiceAt } from './relay/service.ts'
import { createReleases } from './release/releases.ts'
import type { FixedSettings } from './settings/policy.ts'
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
  /** Additional roots, DER, while this runs. */
  readonly alsoTrusted?: readonly Uint8Array[]
  readonly clock: Clock
  /** Settings that the organisation has chosen. */
  readonly fixedSettings?: FixedSettings
  /** Who may let the person sign a list with one PIN; without this nobody. */
  readonly listPolicy?: ListPolicy
  /** The user's home, where browsers store their trusted CAs. */
  readonly home: string
  /** Shows the page to the person, by the file that leads to it; without this nothing is shown. */
  readonly showPage?: (file: string) => void
  /** PEM: the key that verifies notices of newer versions. */
  readonly noticeKey?: string | undefined
  readonly reportFault: (fault: unknown) => void
}

export type Reader = {
  readonly pageUrl: string
  /** The signing API over plain HTTP. */
  readonly apiUrl: string
  readonly apiTlsUrl: string
  /** For a program that stands for the person, in tests of others: what waits, and typing a PIN. */
  readonly prompts: Pick<Prompts, 'pending' | 'submit' | 'cancel'>
  /** Calls the listener after each change of readers, cards and prompts. */
  readonly watch: CardDesk['watch']
  readonly stop: () => Promise<void>
}

/** How long a web page's request waits for the person, in milliseconds. */
const promptTimeLimit = 5 * minute
const reportInterval = minute
/** How often the revocation status of a card is queried while a browser shows the page and nobody acts. */
const statusInterval = 5 * minute

/** Starts the reader software: the signing API twice, and the page. All of it listens on this machine only. */
export async function startReader(config: ReaderConfig): Promise<Reader> {
  const { folder, ports, clock, reportFault } = config
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const urlFile = path.join(folder, 'page-url')
  await rm(urlFile, { force: true })

  const roots = trustedRoots(config.rootFolders, config.alsoTrusted)
  const desk = createCardDesk(config.readers, { clock, roots, reportFault })
  const prompts = createPrompts({ changed: desk.changed, timeLimit: promptTimeLimit })
  const service = activationServiceAt(config.serviceUrl)
  const reports = createReports(path.join(folder, 'unsent-reports.json'), service)
  const secret = await pageSecret(path.join(folder, 'page-secret'))

  const settings = settingsIn(path.join(folder, 'settings.json'), config.fixedSettings)
  const releases = createReleases({
    file: path.join(folder, 'releases.json'),
    serviceUrl: config.serviceUrl,
    version,
    noticeKey: config.noticeKey,
    changed: desk.changed,
  })

  const relayService = relayServiceAt(config.serviceUrl)
  const { isNewEnough } = releases
  const relays = createRelays({ desk, prompts, settings, service: relayService, isNewEnough })

  const record = signatureRecordIn(path.join(folder, 'signatures.jsonl'))
  const policy = config.listPolicy ?? defaultListPolicy
  const lists = createLists({ desk, prompts, settings, clock, isNewEnough, policy, record })

  const { keyPem, certificatePem } = await tlsCertificate(folder)
  const browsers = browserTrust({ folder, home: config.home, reportFault })
  const serviceOrigin = new URL(config.serviceUrl).origin
  const response = signingApi(
    { desk, prompts, settings, clock, isNewEnough, relays, lists, serviceOrigin },
    reportFault,
  )
  const { maxConnections, options } = serverLimits
  const api = createHttp(options, response)
  const apiTls = createHttps(
    {
      ...{ ...options, ...tlsPolicy, handshakeTimeout: options.headersTimeout },
      ...{ key: keyPem, cert: certificatePem },
    },
    response,
  )
  // All clients have the same address: those of this machine.
  for (const server of [api, apiTls])
    limitHttpServer(
      server,
      createConnectionLimiter({ maxConnections, maxPerClient: maxConnections + 1 }),
    )
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
    lists,
    record,
    reports,
    clock,
    settings,
    releases,
    browsers,
    version,
    secret,
    serviceOrigin,
    apiPorts: () => ({ api: new URL(apiUrl).port, apiTls: new URL(apiTlsUrl).port }),
  })
  const [apiUrl, apiTlsUrl, pageOrigin] = await Promise.all([
    listen(api, ports.api),
    listen(apiTls, ports.apiTls, 'https'),
    page.listen({ port: ports.page, host: thisMachine }),
  ])

  const sendStored = () => void reports.sendStored().catch(reportFault)
  sendStored()
  const releaseRequests = releases.begin(reportFault)
  void browsers.renew().catch(reportFault)
  const timers = [
    setInterval(sendStored, reportInterval),
    setInterval(() => {
      if (watchers > 0)
        void Promise.all(desk.readers.map((each) => desk.see(each))).catch(reportFault)
    }, statusInterval),
  ]
  const pageUrl = `${pageOrigin}/${secret}/`
  // For opening the page by a file: other users of the machine could read a URL among a program's arguments.
  const pageFile = path.join(folder, 'page.html')
  const opener = `<!doctype html><meta http-equiv="refresh" content="0; url=${pageUrl}">`
  await writeFile(pageFile, opener, { mode: 0o600 })
  const { showPage } = config
  if (showPage)
    showPageWhenRequested({
      desk,
      prompts,
      isOpen: () => watchers > 0,
      showPage: () => {
        showPage(pageFile)
      },
    })
  // Last of all, and in one step: a program that waits for this file finds everything running.
  await writeFile(`${urlFile}.new`, `${pageUrl}\n`, { mode: 0o600 })
  await rename(`${urlFile}.new`, urlFile)

  return {
    pageUrl,
    apiUrl,
    apiTlsUrl,
    prompts,
    watch: desk.watch,
    stop: async () => {
      for (const timer of timers) clearInterval(timer)
      releaseRequests.stop()
      desk.close()
      await Promise.all([page.close(), close(api), close(apiTls)])
      await config.readers.close()
    },
  }
}

const thisMachine = '127.0.0.1'

/** Port 0 is any free one; the result contains the chosen port. */
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

/** The same at each start, so that the page can be bookmarked. */
async function pageSecret(file: string): Promise<string> {
  const stored = await ifThere(readFile(file, 'utf8'))
  if (stored !== undefined && /^[\w-]{32}$/.test(stored)) return stored
  const secret = randomBytes(24).toString('base64url')
  await writeFile(file, secret, { mode: 0o600 })
  return secret
}
