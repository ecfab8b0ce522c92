import { Readable } from 'node:stream'
import { isOpen } from '@sotevarmenne/api/endpoint'
import { idempotencyKeyHeader } from '@sotevarmenne/api/idempotency-key'
import type { ProblemDetails } from '@sotevarmenne/api/problem'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Endpoint, SessionChange } from '../endpoint.ts'
import type { SessionToken } from '../permit.ts'
import {
  checkServed,
  serveEndpoint,
  joinInput,
  defaultBodyLimit,
  type ServeDeps,
} from './serve-endpoint.ts'
import { languageOf } from './language.ts'
import { httpProblems, problemDetails, retryAfterSeconds, type HttpRefusal } from './problems.ts'

export type RouteDeps = ServeDeps & {
  readonly publicUrl: string
  /** Pages may be of the host that they were sent to, too: `127.0.0.1` in a demo environment. */
  readonly acceptsEveryHost: boolean
  /** Requests to an open endpoint, per minute and address. */
  readonly openRequestsPerMinute: number
}

/** Serves one endpoint: its response, or its problem. */
export function addEndpoint(
  app: FastifyInstance,
  endpoint: Endpoint,
  { publicUrl, acceptsEveryHost, openRequestsPerMinute, ...deps }: RouteDeps,
): void {
  const { contract } = endpoint
  checkServed(endpoint, deps)
  app.route({
    method: contract.method,
    url: `/api/v1${contract.path}`,
    bodyLimit: endpoint.bodyLimit ?? defaultBodyLimit,
    config: isOpen(contract)
      ? {
          rateLimit: {
            max: endpoint.requestsPerMinute ?? openRequestsPerMinute,
            timeWindow: '1 minute',
          },
        }
      : {},
    handler: async (request, reply) => {
      reply.header('cache-control', 'no-store')
      const sessionToken = sessionOf(request)
      const result = await serveEndpoint(
        endpoint,
        {
          input: joinedInput(request),
          provenance: {
            ...provenanceOf(request),
            origins: ourOrigins(request, { publicUrl, acceptsEveryHost }),
          },
          ...readerOf(request),
          address: request.ip,
          idempotencyKey: headerOf(request, idempotencyKeyHeader),
          apiKey: bearerOf(request),
          ...(sessionToken && { sessionToken }),
        },
        deps,
      )
      if (!result.ok) return send(request, reply, result.refusal)
      if (contract.mediaType !== undefined)
        return reply
          .type(contract.mediaType)
          .send(Readable.from(result.value as AsyncIterable<string>, { objectMode: false }))
      if (endpoint.changesSession !== true) return contract.response.parse(result.value)

      const { response, session: change } = result.value as SessionChange<unknown>
      changeCookie(request, reply, change)
      return contract.response.parse(response)
    },
  })
}

const joinedInput = ({ query, body, params }: FastifyRequest): object =>
  joinInput({ query: query as object, body, params: params as object })

/** Replies with what the HTTP layer itself refuses. */
export const sendHttpProblem = (
  request: FastifyRequest,
  reply: FastifyReply,
  refusal: HttpRefusal,
): FastifyReply =>
  send(request, reply, problemDetails(refusal, httpProblems[refusal.kind], readerOf(request)))

const readerOf = (request: FastifyRequest) => ({
  language: languageOf(request.headers['accept-language']),
  requestId: request.id,
})

const send = (
  request: FastifyRequest,
  reply: FastifyReply,
  problem: ProblemDetails,
): FastifyReply =>
  reply
    .status(problem.status)
    .header('content-language', readerOf(request).language)
    .headers(mayComeBack(problem) ? { 'retry-after': String(retryAfterSeconds) } : {})
    .headers(problem.kind === 'api-key-not-valid' ? { 'www-authenticate': 'Bearer' } : {})
    .type('application/problem+json')
    .send(problem)

/** The same request may be sent again later. */
const mayComeBack = ({ status, kind }: ProblemDetails): boolean =>
  status === 503 || kind === 'request-under-way'

/** The token of RFC 6750 § 2.1. */
export const bearerOf = (request: FastifyRequest): string | undefined =>
  /^Bearer +([\w.~+/-]+=*)$/i.exec(headerOf(request, 'authorization') ?? '')?.[1]

function headerOf({ headers }: FastifyRequest, name: string): string | undefined {
  const value = headers[name]
  return typeof value === 'string' ? value : undefined
}

/** `__Host-` binds the cookie to this host and to https (RFC 6265bis § 4.1.3.2); plain http knows only the short name. */
const cookieName = (request: FastifyRequest): string =>
  request.protocol === 'https' ? '__Host-session' : 'session'

const sessionOf = (request: FastifyRequest): SessionToken | undefined => {
  const token = request.cookies[cookieName(request)]
  return token === undefined || token === '' ? undefined : (token as SessionToken)
}

function changeCookie(
  request: FastifyRequest,
  reply: FastifyReply,
  change: SessionChange<unknown>['session'],
): void {
  const rules = {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: request.protocol === 'https',
  } as const
  if (change.kind === 'open') reply.setCookie(cookieName(request), change.token, rules)
  else reply.clearCookie(cookieName(request), rules)
}

/** Of pages; in a demo environment, which has several names, that of the host to which they were sent, too. */
export const ourOrigins = (
  request: FastifyRequest,
  {
    publicUrl,
    acceptsEveryHost,
  }: { readonly publicUrl: string; readonly acceptsEveryHost: boolean },
): readonly string[] => [
  new URL(publicUrl).origin,
  ...(acceptsEveryHost ? [originAsSent(request)] : []),
]

const originAsSent = ({ protocol, host }: FastifyRequest): string => `${protocol}://${host}`

export function provenanceOf(request: FastifyRequest) {
  const { origin, 'sec-fetch-site': secFetchSite, 'x-csrf-token': csrfToken } = request.headers
  return {
    method: request.method,
    ...(origin !== undefined && { origin }),
    ...(typeof secFetchSite === 'string' && { secFetchSite }),
    ...(typeof csrfToken === 'string' && { csrfToken }),
  }
}
