import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import rateLimit from '@fastify/rate-limit'
import { openIncidentsPath, type OpenIncidents } from '@sotevarmenne/api/incidents'
import { serviceContactsPath, type PublishedContacts } from '@sotevarmenne/api/service-contacts'
import { readerSoftwarePath, type ReaderSoftware } from '@sotevarmenne/api/reader-software'
import { clientNetwork } from '@sotevarmenne/http1/addresses'
import type { ConnectionLimiter } from '@sotevarmenne/http1/connection-limiter'
import { limitHttpServer } from '@sotevarmenne/http1/limit-http-server'
import { backlog, defaultLimits, nodeHttpLimits } from '@sotevarmenne/http1/limits'
import { systemClock, type Clock } from './clock.ts'
import { preferredLanguage } from '@sotevarmenne/pages/languages'
import { fastify, LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Endpoint } from './endpoint.ts'
import { addEndpoint, sendHttpProblem } from './http/endpoint-route.ts'
import { developerParts } from './http/developer-parts.ts'
import { healthOf, type Parts } from './http/health.ts'
import { openApi } from './http/open-api.ts'
import { beginSpan, type Span } from './tracing.ts'
import { servePortal, type PortalPlace } from './http/portal.ts'
import { logFault, refusalOfFault, type HttpRefusal } from './http/problems.ts'
import type { RunOnce } from './idempotency.ts'
import type { Protocol } from './module.ts'
import type { RequestPermits } from './request-permits.ts'
import { securityTxtPath, securityTxtType } from './security-txt.ts'
import type { Logger, Metrics } from './telemetry.ts'

// Schemas are interpreted, not compiled: nothing here generates code from text at run time.
z.config({ jitless: true })

export type HttpServerDeps = {
  readonly endpoints: readonly Endpoint[]
  readonly permits: RequestPermits
  /** Needed by endpoints that create something. */
  readonly runOnce?: RunOnce
  readonly logger: Logger
  /** Whose time responses have; the machine's by default. */
  readonly clock?: Clock
  readonly metrics?: Metrics
  readonly protocols?: readonly Protocol[]
  /** Without it, or before it is built, only the API is served. */
  readonly portal?: PortalPlace
  /** Where people reach the service; changes come from pages of this origin. */
  readonly publicUrl: string
  /** Or of the host that they were sent to: in a demo environment, which has several names. */
  readonly acceptsEveryHost?: boolean
  readonly version: string
  /** Whom to tell about a weakness (RFC 9116); without it there is no such file. */
  readonly securityTxt?: () => string
  /** Information about the card reader software's versions. */
  readonly readerSoftware?: () => Promise<ReaderSoftware>
  /** The incidents that last now; by default none. */
  readonly openIncidents?: () => Promise<OpenIncidents>
  /** How people reach the operator; empty while it has given nothing. */
  readonly serviceContacts?: () => PublishedContacts
  /** What must work for the service to be ready; each rejects when its part does not. */
  readonly readiness: Parts
  /** While it is, the node is not ready, serves what still comes, and ends each connection with its next response. */
  readonly isInMaintenance?: () => boolean
  /** Parts without which some operations wait, and all others go on; they report in the same way. */
  readonly limits?: Parts
  /** Requests per minute and address, to all endpoints and to one open one. */
  readonly requestsPerMinute?: number
  readonly openRequestsPerMinute?: number
  /**
   * Addresses of the proxies before us, `loopback` or as `10.0.0.1, 10.1.0.0/16`: only their X-Forwarded-*
   * headers are trusted.
   */
  readonly trustedProxies?: string
  /** Of the process: bounds the connections of this listener too. */
  readonly limiter?: ConnectionLimiter
  /** Shorter ones, for tests. */
  readonly timeouts?: Partial<typeof nodeHttpLimits>
}

export type HttpServer = {
  /** Returns the port, which matters when 0 was given. */
  readonly listen: (at: { readonly port: number; readonly host?: string }) => Promise<number>
  /** Is not ready any more, goes on serving, and ends each connection with its next response. */
  readonly retire: () => void
  /** Accepts nothing more, responds to what is under way, and ends. */
  readonly close: () => Promise<void>
  /** A request without a network, for tests. */
  readonly inject: FastifyInstance['inject']
}

/** The API, its description, health, and the portal's pages. */
export async function createHttpServer(deps: HttpServerDeps): Promise<HttpServer> {
  const { endpoints, permits, runOnce, logger, publicUrl, requestsPerMinute = 1200 } = deps
  const timeouts = { ...nodeHttpLimits, ...deps.timeouts }
  const loggerInstance: FastifyBaseLogger = logger
  const app: FastifyInstance = fastify({
    loggerInstance,
    // Each line names its request itself.
    childLoggerFactory: (logger) => logger,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    trustProxy: deps.trustedProxies ?? false,
    forceCloseConnections: 'idle',
    // What comes on an open connection while the server closes is still answered, as the last one of it.
    return503OnClosing: false,
    requestTimeout: timeouts.requestTimeout,
    http: timeouts,
    frameworkErrors: (fault, request, reply) => {
      void sendHttpProblem(request, reply, refusalOfFramework(fault.statusCode ?? 500))
    },
  })
  if (deps.limiter) limitHttpServer(app.server, deps.limiter)

  app.removeContentTypeParser('text/plain')
  await app.register(helmet, {
    contentSecurityPolicy: false,
    strictTransportSecurity: publicUrl.startsWith('https:'),
    xFrameOptions: { action: 'deny' },
  })
  await app.register(cookie)
  await app.register(rateLimit, {
    ...{ max: requestsPerMinute, timeWindow: '1 minute' },
    // A client that is gone already has no address; its request ends without a fault.
    keyGenerator: ({ socket, ip }) =>
      socket.remoteAddress === undefined ? 'gone' : clientNetwork(ip),
  })
  let isRetiring = false
  app.addHook('onRequest', (_, reply, done) => {
    if (isRetiring || deps.isInMaintenance?.() === true) reply.header('connection', 'close')
    done()
  })
  observe(app, deps)
  trace(app)
  responseFaults(app)

  for (const endpoint of endpoints)
    addEndpoint(app, endpoint, {
      permits,
      ...(runOnce && { runOnce }),
      publicUrl,
      acceptsEveryHost: deps.acceptsEveryHost === true,
      openRequestsPerMinute: deps.openRequestsPerMinute ?? 240,
    })
  for (const addRoutes of deps.protocols ?? []) await addRoutes(app)
  let description: object | undefined
  app.get('/api/openapi.json', () => (description ??= openApi(endpoints, deps)))
  const { readerSoftware, securityTxt, serviceContacts } = deps
  const { openIncidents = () => Promise.resolve({ incidents: [] }) } = deps
  app.get(openIncidentsPath, async (_, reply) =>
    reply.header('cache-control', 'no-cache').send(await openIncidents()),
  )
  if (serviceContacts) app.get(serviceContactsPath, () => serviceContacts())
  if (readerSoftware) app.get(readerSoftwarePath, () => readerSoftware())
  if (securityTxt)
    app.get(securityTxtPath, (_, reply) =>
      reply
        .header('cache-control', 'public, max-age=86400')
        .type(securityTxtType)
        .send(securityTxt()),
    )
  addHealth(app, deps, () => isRetiring)
  await addPages(app, deps)

  return {
    listen: async ({ port, host = '127.0.0.1' }) => {
      const address = await app.listen({ port, host, backlog })
      return Number(new URL(address).port)
    },
    retire: () => {
      isRetiring = true
    },
    close: async () => {
      const late = setTimeout(() => {
        app.server.closeAllConnections()
      }, defaultLimits.finishing)
      await app.close()
      clearTimeout(late)
    },
    inject: app.inject.bind<FastifyInstance['inject']>(app),
  }
}

/** One log line and one metric for each response: the route's pattern, never the address with its ids. */
function observe(
  app: FastifyInstance,
  { logger, metrics, clock = systemClock }: HttpServerDeps,
): void {
  app.addHook('onRequest', (request, reply, done) => {
    // Pages take the day from it, so that a browser's clock does not matter.
    reply.header('date', new Date(clock.now()).toUTCString())
    reply.header('x-request-id', request.id)
    reply.header('permissions-policy', permissionsPolicy)
    // For everything except the portal's page, which has its own.
    reply.header('content-security-policy', "default-src 'none'; frame-ancestors 'none'")
    done()
  })
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none'
    const seconds = reply.elapsedTime / 1000
    const { method } = request
    const status = reply.statusCode
    metrics?.observeRequest({ method, route, status, seconds })
    logger.info({ requestId: request.id, method, route, status, seconds }, 'answered')
    done()
  })
}

/** One span for each request to the API: by the route's pattern, never the address with its ids. */
function trace(app: FastifyInstance): void {
  const spans = new WeakMap<object, Span>()
  app.addHook('onRequest', (request, _, done) => {
    const { method } = request
    const route = request.routeOptions.url
    const sent = request.headers['traceparent']
    const parent = typeof sent === 'string' ? sent : undefined
    const span =
      route?.startsWith('/api/') === true
        ? beginSpan(`${method} ${route}`, 'server', {
            parent,
            attributes: { 'http.request.method': method, 'http.route': route },
          })
        : undefined
    if (span) spans.set(request, span)
    done()
  })
  // Not before: what reads a body goes on outside of what the first hook began.
  app.addHook('preValidation', (request, _, done) => {
    const span = spans.get(request)
    if (span) span.run(done)
    else done()
  })
  app.addHook('onResponse', (request, reply, done) => {
    const status = reply.statusCode
    const attributes = {
      'http.response.status_code': status,
      'sotevarmenne.request_id': request.id,
    }
    spans.get(request)?.end({ attributes, isFault: status >= 500 })
    done()
  })
}

/** Photos are taken with the camera; pages use nothing else of the device. */
const permissionsPolicy = [
  'camera=(self)',
  ...[
    ...['accelerometer', 'bluetooth', 'display-capture', 'geolocation', 'gyroscope', 'hid'],
    ...['magnetometer', 'microphone', 'midi', 'payment', 'serial', 'usb', 'xr-spatial-tracking'],
  ].map((feature) => `${feature}=()`),
].join(', ')

/** A fault is logged here, once, and reported without its details. */
function responseFaults(app: FastifyInstance): void {
  app.setErrorHandler((fault: Error & { readonly statusCode?: number }, request, reply) => {
    const { statusCode = 500 } = fault
    const refusal = statusCode < 500 ? refusalOfFramework(statusCode) : refusalOfFault(fault)
    if (statusCode >= 500)
      logFault(request.log, fault, { requestId: request.id, route: request.routeOptions.url })
    return sendHttpProblem(request, reply, refusal)
  })
}

function refusalOfFramework(status: number): HttpRefusal {
  if (status === 413) return { kind: 'too-large' }
  if (status === 415) return { kind: 'not-json' }
  if (status === 429) return { kind: 'too-many-requests' }
  if (status === 404) return { kind: 'no-such-address' }
  return { kind: 'malformed-input' }
}

function addHealth(
  app: FastifyInstance,
  { readiness, limits, version, isInMaintenance }: HttpServerDeps,
  isRetiring: () => boolean,
): void {
  const unlimited = { config: { rateLimit: false } }
  app.get('/health/live', unlimited, () => ({ status: 'alive', version }))
  app.get('/health/ready', unlimited, async (_, reply) => {
    if (isRetiring()) return reply.status(503).send({ version, status: 'stopping' })
    if (isInMaintenance?.() === true)
      return reply.status(503).send({ version, status: 'maintenance' })
    const { isReady, body } = await healthOf(readiness, limits)
    return reply.status(isReady ? 200 : 503).send({ version, ...body })
  })
}

async function addPages(
  app: FastifyInstance,
  { portal, endpoints, version, publicUrl, acceptsEveryHost = false }: HttpServerDeps,
): Promise<void> {
  const isBuilt = portal !== undefined && existsSync(join(portal.directory, 'index.html'))
  const pages = isBuilt
    ? await servePortal(
        app,
        {
          ...portal,
          liveParts: { ...developerParts(endpoints, { publicUrl, version }), ...portal.liveParts },
        },
        { publicUrl, acceptsEveryHost },
      )
    : undefined
  if (pages !== undefined) app.get('/', (request, reply) => pages.sendPage(request, reply))
  // The `type` of each problem is the address of what is known about it (RFC 9457, § 3.1.1).
  app.get<{ Params: { kind: string } }>('/problems/:kind', (request, reply) =>
    reply.redirect(
      `/${preferredLanguage(request.headers['accept-language'])}/developers/errors#${encodeURIComponent(request.params.kind)}`,
    ),
  )

  app.setNotFoundHandler((request, reply) => {
    const [path = ''] = request.url.split('?')
    // No page has a dot in its address: `/.git/config` and `/backup.sql` are of scanners.
    const isPage =
      ['GET', 'HEAD'].includes(request.method) && !path.startsWith('/api/') && !/\.|%2e/i.test(path)
    if (pages === undefined || !isPage)
      return sendHttpProblem(request, reply, { kind: 'no-such-address' })
    return pages.sendPage(request, reply)
  })
}
