import { isOpen, type RowLimits } from '@sotevarmenne/api/endpoint'
import { hash, randomUUID } from 'node:crypto'
import { idempotencyKeyHeader } from '@sotevarmenne/api/idempotency-key'
import type { HttpRequest } from '@sotevarmenne/http1/connection'
import { apiLimits, rateLimits } from '@sotevarmenne/http1/limits'
import { countByAddress } from '@sotevarmenne/http1/rate-limit'
import { fieldsOf } from '@sotevarmenne/http1/read-head'
import { targetOf } from '@sotevarmenne/http1/request-target'
import type { ComposedReply, StreamedReply } from '@sotevarmenne/http1/response'
import {
  serveHttps,
  type ListenerAddress,
  type RunningServer,
  type TlsClient,
  type TlsFiles,
} from '@sotevarmenne/http1/serve-http'
import { minute, second } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Clock } from './clock.ts'
import type { Endpoint } from './endpoint.ts'
import { checkServed, serveEndpoint, joinInput, defaultBodyLimit } from './http/serve-endpoint.ts'
import { serveRows } from './http/serve-rows.ts'
import { healthOf, type Parts } from './http/health.ts'
import { languageOf } from './http/language.ts'
import { openApi } from './http/open-api.ts'
import {
  httpProblems,
  problemDetails,
  logFault,
  refusalOfFault,
  retryAfterSeconds,
  type HttpRefusal,
} from './http/problems.ts'
import type { RequestPermits } from './request-permits.ts'
import { beginSpan } from './tracing.ts'
import type { Logger } from './telemetry.ts'

export type EnrolmentApiDeps = {
  readonly endpoints: readonly Endpoint[]
  readonly permits: RequestPermits
  readonly logger: Logger
  readonly clock: Clock
  readonly publicUrl: string
  readonly version: string
  /** What must work for the enrolment API to be ready; each rejects when its part does not. */
  readonly readiness: Parts
  /** While it is, the node is not ready, serves what still comes, and ends each connection with its next response. */
  readonly isInMaintenance?: () => boolean
  /** Per address, to all endpoints that are not open; an open one has its own rate limit. */
  readonly requestsPerMinute: number
  readonly tls: TlsFiles
}

/**
 * The API for programs, which are identified by their TLS client certificates. At their request rate a
 * framework for pages would cost more than the requests themselves
 * (docs/adr/2026-11-25-enrolment-api-without-fastify.md): no sessions, no chunked bodies, and of streams only rows.
 */
export async function openEnrolmentApi(
  deps: EnrolmentApiDeps,
  address: ListenerAddress,
): Promise<RunningServer> {
  const { clock, logger, tls } = deps
  const now = (): number => performance.now()
  const findRoute = routesOf(deps, now)
  let isRetiring = false
  const response = answerer(deps, () => isRetiring)

  const server = await serveHttps(
    {
      respond: async (request, client) => {
        const start = now()
        const requestId = randomUUID()
        const route = findRoute(request)
        const { method } = request.head
        const path = route?.path ?? 'none'
        const parent = fieldsOf(request.bytes, request.head).get('traceparent')
        const span = beginSpan(`${method} ${path}`, 'server', {
          parent,
          attributes: { 'http.request.method': method, 'http.route': path },
        })
        const respond = () => response({ request, route, requestId, ...client })
        const reply = await (span ? span.run(respond) : respond())
        const { status } = reply
        span?.end({
          attributes: {
            'http.response.status_code': status,
            'sotevarmenne.request_id': requestId,
          },
          isFault: status >= 500,
        })
        const seconds = (now() - start) / second
        logger.info({ requestId, method, route: path, status, seconds }, 'answered')
        return reply
      },
      date: () => new Date(clock.now()).toUTCString(),
      streamedLimit: (request) => {
        const route = findRoute(request)
        return route?.kind === 'endpoint' && hasRows(route.endpoint)
          ? route.endpoint.contract.rows.maxRows * route.endpoint.contract.rows.maxBytes
          : undefined
      },
      now,
      onFault: (err) => {
        logger.error({ err }, 'a fault')
      },
      ...(deps.isInMaintenance && { endsConnections: deps.isInMaintenance }),
    },
    { ...address, tls },
    apiLimits,
  )
  return {
    ...server,
    retire: () => {
      isRetiring = true
      server.retire()
    },
  }
}

type Requested = TlsClient & {
  readonly request: HttpRequest
  readonly route: Route | undefined
  readonly requestId: string
}

function answerer(
  { endpoints, permits, logger, publicUrl, ...deps }: EnrolmentApiDeps,
  isRetiring: () => boolean,
) {
  const description = openApi(endpoints, { ...deps, publicUrl })
  const origins = [new URL(publicUrl).origin]
  for (const endpoint of endpoints) checkServed(endpoint, { permits })
  const takeBatch = batchLimiter()

  return async (requested: Requested): Promise<ComposedReply | StreamedReply> => {
    const { request, route, requestId } = requested
    const fields = fieldsOf(request.bytes, request.head)
    const language = languageOf(fields.get('accept-language'))
    const replyWith = (status: number, body: unknown, more?: Fields): ComposedReply => ({
      status,
      fields: { ...defaultFields, 'x-request-id': requestId, ...more },
      body: Buffer.from(JSON.stringify(body)),
    })
    const replyWithProblem = (problem: ReturnType<typeof problemDetails>): ComposedReply =>
      replyWith(problem.status, problem, {
        'content-type': 'application/problem+json; charset=utf-8',
        'content-language': language,
        ...(problem.status === 429 && { 'retry-after': String(minute / second) }),
        ...(problem.status === 503 && { 'retry-after': String(retryAfterSeconds) }),
      })
    const refuseWith = (refusal: HttpRefusal): ComposedReply =>
      replyWithProblem(problemDetails(refusal, httpProblems[refusal.kind], { language, requestId }))

    switch (route?.kind) {
      case undefined:
        return refuseWith({ kind: 'no-such-address' })
      case 'description':
        return replyWith(200, description)
      case 'live':
        return replyWith(200, { status: 'alive', version: deps.version })
      case 'ready': {
        if (isRetiring()) return replyWith(503, { version: deps.version, status: 'stopping' })
        if (deps.isInMaintenance?.() === true)
          return replyWith(503, { version: deps.version, status: 'maintenance' })
        const { isReady, body } = await healthOf(deps.readiness)
        return replyWith(isReady ? 200 : 503, { version: deps.version, ...body })
      }
      case 'endpoint':
    }

    const { endpoint } = route
    if (!route.mayCall(requested.address)) return refuseWith({ kind: 'too-many-requests' })
    const origin = fields.get('origin')
    const secFetchSite = fields.get('sec-fetch-site')
    const provenance = {
      ...{ method: request.head.method, ownOrigin: `https://${fields.get('host') ?? ''}` },
      origins,
      ...(origin !== undefined && { origin }),
      ...(secFetchSite !== undefined && { secFetchSite }),
    }
    const { body: rows } = request
    if (rows !== undefined && hasRows(endpoint)) {
      if (!isMediaType(fields.get('content-type'), 'application/x-ndjson'))
        return refuseWith({ kind: 'not-json-lines' })
      const release = takeBatch(requested.certificate)
      if (release === undefined) return refuseWith({ kind: 'too-many-requests' })
      const result = await serveRows(
        endpoint,
        {
          ...{ provenance, language, requestId, address: requested.address, body: rows },
          clientCertificate: requested.certificate,
          idempotencyKey: fields.get(idempotencyKeyHeader),
          mayGoOn: () => route.mayCall(requested.address),
        },
        {
          permits,
          onFault: (err) => {
            logFault(logger, err, { requestId, route: route.path })
          },
        },
      ).catch((err: unknown) => {
        release()
        throw err
      })
      if (!result.ok) {
        release()
        return replyWithProblem(result.refusal)
      }
      return {
        status: 200,
        fields: {
          ...{ ...defaultFields, 'content-type': 'application/x-ndjson; charset=utf-8' },
          ...{ 'x-request-id': requestId, 'content-language': language },
        },
        length: undefined,
        stream: () => bytesOf(result.value, release),
      }
    }
    if (request.head.bodyLength > (endpoint.bodyLimit ?? defaultBodyLimit))
      return refuseWith({ kind: 'too-large' })
    const body = jsonOf(request, fields.get('content-type'))
    if (!body.ok) return refuseWith(body.refusal)
    try {
      const result = await serveEndpoint(
        endpoint,
        {
          input: joinInput({ ...route, body: body.value }),
          provenance,
          clientCertificate: requested.certificate,
          ...{ language, requestId },
        },
        { permits },
      )
      return result.ok
        ? replyWith(200, endpoint.contract.response.parse(result.value))
        : replyWithProblem(result.refusal)
    } catch (err) {
      logFault(logger, err, { requestId, route: route.path })
      return refuseWith(refusalOfFault(err))
    }
  }
}

type EndpointWithRows = Endpoint & { readonly contract: { readonly rows: RowLimits } }

const hasRows = (endpoint: Endpoint): endpoint is EndpointWithRows =>
  endpoint.contract.rows !== undefined

/** Batches of one client at a time: each holds some megabytes. */
const maxBatches = 4

/** Takes a place for a batch of the client with this certificate, if there is one; the function gives it back. */
function batchLimiter(): (certificate: Uint8Array | undefined) => (() => void) | undefined {
  const underWay = new Map<string, number>()
  return (certificate) => {
    const client = certificate === undefined ? '' : hash('sha256', certificate)
    const count = underWay.get(client) ?? 0
    if (count >= maxBatches) return undefined
    underWay.set(client, count + 1)
    return () => {
      const left = (underWay.get(client) ?? 0) - 1
      if (left > 0) underWay.set(client, left)
      else underWay.delete(client)
    }
  }
}

async function* bytesOf(
  lines: AsyncIterable<string>,
  onEnd: () => void,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const line of lines) yield Buffer.from(line)
  } finally {
    onEnd()
  }
}

type Fields = Readonly<Record<string, string>>

const defaultFields: Fields = {
  'content-type': 'application/json; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
}

function jsonOf(
  { bytes, head }: HttpRequest,
  type: string | undefined,
): Result<unknown, HttpRefusal> {
  if (head.bodyLength === 0) return ok(undefined)
  if (!isMediaType(type, 'application/json')) return refuse({ kind: 'not-json' })
  try {
    return ok(JSON.parse(bytes.toString('utf8', head.end, head.end + head.bodyLength)) as unknown)
  } catch {
    return refuse({ kind: 'malformed-input' })
  }
}

const isMediaType = (type: string | undefined, wanted: string): boolean =>
  type?.split(';', 1)[0]?.trim().toLowerCase() === wanted

/** Paths besides the endpoints. */
type OtherPath = 'description' | 'live' | 'ready'

type Route =
  | { readonly kind: OtherPath; readonly path: string }
  | {
      readonly kind: 'endpoint'
      /** The route pattern. */
      readonly path: string
      readonly endpoint: Endpoint
      /** Counts the request; returns whether it is within the rate limit of its address. */
      readonly mayCall: (address: string) => boolean
      readonly params: Fields
      readonly query: Fields
    }

/** Finds the route of a request; undefined when there is none. */
function routesOf(
  { endpoints, requestsPerMinute }: EnrolmentApiDeps,
  now: () => number,
): (request: HttpRequest) => Route | undefined {
  const mayCallAll = countByAddress(requestsPerMinute, now)
  const routes = endpoints.map((endpoint) => {
    const { method, path } = endpoint.contract
    const pattern = new RegExp(`^/api/v1${path.replaceAll(/:(\w+)/g, '(?<$1>[^/]+)')}$`)
    const ofOpen = endpoint.requestsPerMinute ?? rateLimits.openEndpoint
    const mayCall = isOpen(endpoint.contract) ? countByAddress(ofOpen, now) : mayCallAll
    return { method, path, pattern, endpoint, mayCall }
  })
  return (request) => {
    const { head } = request
    const [path = '', query] = targetOf(request).split('?', 2)
    const method = head.method === 'HEAD' ? 'GET' : head.method
    const other = method === 'GET' ? others.get(path) : undefined
    if (other !== undefined) return { kind: other, path }
    for (const { pattern, ...route } of routes) {
      const found = route.method === method ? pattern.exec(path) : null
      if (found === null) continue
      const params = decoded(found.groups ?? {})
      if (params === undefined) return undefined
      const requested = query === undefined ? {} : Object.fromEntries(new URLSearchParams(query))
      return { kind: 'endpoint', ...route, params, query: requested }
    }
    return undefined
  }
}

const others: ReadonlyMap<string, OtherPath> = new Map([
  ['/api/openapi.json', 'description'],
  ['/health/live', 'live'],
  ['/health/ready', 'ready'],
])

function decoded(params: Fields): Fields | undefined {
  try {
    return Object.fromEntries(
      Object.entries(params).map(([name, value]) => [name, decodeURIComponent(value)]),
    )
  } catch {
    // A per cent sign without a valid escape.
    return undefined
  }
}
