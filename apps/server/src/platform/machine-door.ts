import { randomUUID } from 'node:crypto'
import type { TLSSocket } from 'node:tls'
import { minute, second } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Clock } from './clock.ts'
import { countByAddress } from './count-by-address.ts'
import type { Endpoint } from './endpoint.ts'
import { answerEndpoint, joinInput, usualBodyLimit } from './http/answer-endpoint.ts'
import { healthOf, type Parts } from './http/health.ts'
import { languageOf } from './http/language.ts'
import { openApi } from './http/open-api.ts'
import { httpProblems, problemDetails, type HttpRefusal } from './http/problems.ts'
import type { HttpRequest } from './http1/connection.ts'
import { fieldsOf } from './http1/read-head.ts'
import type { ComposedReply } from './http1/reply.ts'
import { serveHttps, type RunningServer, type TlsFiles } from './http1/serve-http.ts'
import type { PermitDesk } from './permit-desk.ts'
import type { Logger } from './telemetry.ts'

export type MachineDoorDeps = {
  readonly endpoints: readonly Endpoint[]
  readonly permits: PermitDesk
  readonly logger: Logger
  readonly clock: Clock
  readonly publicUrl: string
  readonly version: string
  /** What must work for the door to be of use; each rejects when its part does not. */
  readonly readiness: Parts
  /** Of one address, to all endpoints that are not open; an open one has its own number. */
  readonly requestsPerMinute: number
  readonly tls: TlsFiles
}

/**
 * The API for programs, which are known by the certificates of their TLS connections. They come at a rate at which a
 * framework for pages would cost more than what they ask for (docs/adr/2026-11-25-enrolment-api-without-fastify.md): no sessions, no
 * streams, no bodies in chunks.
 */
export function openMachineDoor(
  deps: MachineDoorDeps,
  address: { readonly host: string; readonly port: number },
): Promise<RunningServer> {
  const { clock, logger, tls } = deps
  const now = (): number => performance.now()
  const findRoute = routesOf(deps, now)
  const answer = answerer(deps)

  return serveHttps(
    (socket) => {
      const asker = { address: socket.remoteAddress ?? '', certificate: certificateOf(socket) }
      return {
        answer: async (request) => {
          const start = now()
          const requestId = randomUUID()
          const route = findRoute(request)
          const reply = await answer({ request, route, requestId, ...asker })
          const { status } = reply
          const seconds = (now() - start) / second
          const { method } = request.head
          logger.info(
            { requestId, method, route: route?.path ?? 'none', status, seconds },
            'answered',
          )
          return reply
        },
        date: () => new Date(clock.now()).toUTCString(),
        now,
        onFault: (err) => {
          logger.error({ err }, 'a fault')
        },
      }
    },
    { ...address, tls, now },
    limits,
  )
}

/** Milliseconds and octets. A turn of a relay waits for a card, and an answer for the signer. */
const limits = { answer: 3 * minute, idle: minute, longestBody: usualBodyLimit }

type Asked = {
  readonly request: HttpRequest
  readonly route: Route | undefined
  readonly requestId: string
  readonly address: string
  readonly certificate: Uint8Array | undefined
}

function answerer({ endpoints, permits, logger, publicUrl, ...deps }: MachineDoorDeps) {
  const description = openApi(
    endpoints.map(({ contract }) => contract),
    { ...deps, publicUrl },
  )
  const origins = [new URL(publicUrl).origin]

  return async (asked: Asked): Promise<ComposedReply> => {
    const { request, route, requestId } = asked
    const fields = fieldsOf(request.bytes, request.head)
    const language = languageOf(fields.get('accept-language'))
    const replyWith = (status: number, body: unknown, more?: Fields): ComposedReply => ({
      status,
      fields: { ...usualFields, 'x-request-id': requestId, ...more },
      body: Buffer.from(JSON.stringify(body)),
    })
    const replyWithProblem = (problem: ReturnType<typeof problemDetails>): ComposedReply =>
      replyWith(problem.status, problem, {
        'content-type': 'application/problem+json; charset=utf-8',
        'content-language': language,
        ...(problem.status === 429 && { 'retry-after': String(minute / second) }),
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
        const { isReady, body } = await healthOf(deps.readiness)
        return replyWith(isReady ? 200 : 503, { version: deps.version, ...body })
      }
      case 'endpoint':
    }

    const { endpoint } = route
    if (!route.mayAsk(asked.address)) return refuseWith({ kind: 'too-many-requests' })
    if (request.head.bodyLength > (endpoint.bodyLimit ?? usualBodyLimit))
      return refuseWith({ kind: 'too-large' })
    const body = jsonOf(request, fields.get('content-type'))
    if (!body.ok) return refuseWith(body.refusal)
    const origin = fields.get('origin')
    const secFetchSite = fields.get('sec-fetch-site')
    try {
      const result = await answerEndpoint(
        endpoint,
        {
          input: joinInput({ ...route, body: body.value }),
          provenance: {
            ...{ method: request.head.method, ownOrigin: `https://${fields.get('host') ?? ''}` },
            origins,
            ...(origin !== undefined && { origin }),
            ...(secFetchSite !== undefined && { secFetchSite }),
          },
          clientCertificate: asked.certificate,
          ...{ language, requestId },
        },
        permits,
      )
      return result.ok
        ? replyWith(200, endpoint.contract.answer.parse(result.value))
        : replyWithProblem(result.refusal)
    } catch (err) {
      logger.error({ requestId, route: route.path, err }, 'a fault')
      return refuseWith({ kind: 'fault' })
    }
  }
}

type Fields = Readonly<Record<string, string>>

const usualFields: Fields = {
  'content-type': 'application/json; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
}

/** Undefined where the client sent none. */
const certificateOf = (socket: TLSSocket): Uint8Array | undefined =>
  socket.getPeerX509Certificate()?.raw

function jsonOf(
  { bytes, head }: HttpRequest,
  type: string | undefined,
): Result<unknown, HttpRefusal> {
  if (head.bodyLength === 0) return ok(undefined)
  if (!/^application\/json\s*(;|$)/i.test(type ?? '')) return refuse({ kind: 'not-json' })
  try {
    return ok(JSON.parse(bytes.toString('utf8', head.end, head.end + head.bodyLength)) as unknown)
  } catch {
    return refuse({ kind: 'malformed-input' })
  }
}

type Route =
  | { readonly kind: 'description' | 'live' | 'ready'; readonly path: string }
  | {
      readonly kind: 'endpoint'
      /** The pattern. */
      readonly path: string
      readonly endpoint: Endpoint
      /** Counts the request; whether its address may have it answered. */
      readonly mayAsk: (address: string) => boolean
      readonly params: Fields
      readonly query: Fields
    }

/** Finds what a request is for; undefined when that is nothing of ours. */
function routesOf(
  { endpoints, requestsPerMinute }: MachineDoorDeps,
  now: () => number,
): (request: HttpRequest) => Route | undefined {
  const mayAskAll = countByAddress(requestsPerMinute, now)
  const routes = endpoints.map((endpoint) => {
    const { method, path, open } = endpoint.contract
    const pattern = new RegExp(`^/api/v1${path.replaceAll(/:(\w+)/g, '(?<$1>[^/]+)')}$`)
    const ofOpen = endpoint.requestsPerMinute ?? usualOpenRequests
    const mayAsk = open === true ? countByAddress(ofOpen, now) : mayAskAll
    return { method, path, pattern, endpoint, mayAsk }
  })
  return ({ bytes, head }) => {
    const target = bytes.toString('latin1', head.targetAt, head.targetEnd)
    const [path = '', query] = target.split('?', 2)
    const method = head.method === 'HEAD' ? 'GET' : head.method
    const other = method === 'GET' ? others.get(path) : undefined
    if (other !== undefined) return { kind: other, path }
    for (const { pattern, ...route } of routes) {
      const found = route.method === method ? pattern.exec(path) : null
      if (found === null) continue
      const params = decoded(found.groups ?? {})
      if (params === undefined) return undefined
      const asked = query === undefined ? {} : Object.fromEntries(new URLSearchParams(query))
      return { kind: 'endpoint', ...route, params, query: asked }
    }
    return undefined
  }
}

const others: ReadonlyMap<string, 'description' | 'live' | 'ready'> = new Map([
  ['/api/openapi.json', 'description'],
  ['/health/live', 'live'],
  ['/health/ready', 'ready'],
])

const usualOpenRequests = 240

function decoded(params: Fields): Fields | undefined {
  try {
    return Object.fromEntries(
      Object.entries(params).map(([name, value]) => [name, decodeURIComponent(value)]),
    )
  } catch {
    // A per cent sign that begins no octet.
    return undefined
  }
}
