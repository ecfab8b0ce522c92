import { Readable } from 'node:stream'
import { TLSSocket } from 'node:tls'
import type { ProblemDetails } from '@sotevarmenne/api/problem'
import type { Result } from '@sotevarmenne/kernel/result'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Endpoint, Refusal, RequestFacts, SessionChange } from '../endpoint.ts'
import type { PermitDesk } from '../permit-desk.ts'
import type { SessionToken } from '../permit.ts'
import { languageOf } from './language.ts'
import { httpProblems, problemDetails, type HttpRefusal } from './problems.ts'
import { isFromOurPage } from './same-site.ts'

export type RouteDeps = {
  readonly permits: PermitDesk
  readonly origins: readonly string[]
  /** Requests to an open endpoint, a minute and address. */
  readonly openRequestsPerMinute: number
}

/** Serves one endpoint: from our page? well-formed? permitted? then the act, its answer or its problem. */
export function addEndpoint(
  app: FastifyInstance,
  endpoint: Endpoint,
  { permits, origins, openRequestsPerMinute }: RouteDeps,
): void {
  const { contract, deed, problems } = endpoint
  const isOpen = contract.open === true
  const act = endpoint.act as (
    ...of: [unknown, unknown, RequestFacts]
  ) => Promise<Result<unknown, Refusal>>

  app.route({
    method: contract.method,
    url: `/api/v1${contract.path}`,
    bodyLimit: endpoint.bodyLimit ?? usualBodyLimit,
    config: isOpen
      ? {
          rateLimit: {
            max: endpoint.requestsPerMinute ?? openRequestsPerMinute,
            timeWindow: '1 minute',
          },
        }
      : {},
    handler: async (request, reply) => {
      reply.header('cache-control', 'no-store')
      const session = sessionOf(request)
      if (
        !isFromOurPage({ ...provenanceOf(request), origins, isOpen, ...(session && { session }) })
      )
        return sendHttpProblem(request, reply, { kind: 'not-from-our-page' })

      const input = contract.input.safeParse(joinedInput(request))
      if (!input.success)
        return sendHttpProblem(
          request,
          reply,
          { kind: 'malformed-input' },
          input.error.issues.map(({ path, message }) => ({ member: path.join('.'), message })),
        )

      const clientCertificate = clientCertificateOf(request)
      const permit = await permits.grant({
        deed,
        ...(clientCertificate && { clientCertificate }),
        input: input.data,
        open: isOpen,
        ...(session && { sessionToken: session }),
      })
      if (!permit.ok) return sendHttpProblem(request, reply, permit.refusal)

      const result = await act(permit.value, input.data, {
        language: languageOf(request.headers['accept-language']),
        requestId: request.id,
        ...(session && { sessionToken: session }),
      })
      if (!result.ok) return sendRefusal(request, reply, result.refusal, problems)
      if (contract.mediaType !== undefined)
        return reply
          .type(contract.mediaType)
          .send(Readable.from(result.value as AsyncIterable<string>, { objectMode: false }))
      if (endpoint.changesSession !== true) return contract.answer.parse(result.value)

      const { answer, session: change } = result.value as SessionChange<unknown>
      changeCookie(request, reply, change)
      return contract.answer.parse(answer)
    },
  })
}

/** Octets of a request that carries no picture. */
const usualBodyLimit = 100 * 1024

/** Parameters of the path win: what the address names can't be overruled by what the body says. */
const joinedInput = ({ query, body, params }: FastifyRequest): object => ({
  ...(query as object),
  ...(isObject(body) ? body : {}),
  ...(params as object),
})

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function sendRefusal(
  request: FastifyRequest,
  reply: FastifyReply,
  refusal: Refusal,
  problems: Endpoint['problems'],
): FastifyReply {
  const problem = problems[refusal.kind]
  if (problem === undefined) throw new Error(`a refusal without its problem: ${refusal.kind}`)
  return send(request, reply, problemDetails(refusal, problem, readerOf(request)))
}

/** Answers what the HTTP layer itself refuses. */
export const sendHttpProblem = (
  request: FastifyRequest,
  reply: FastifyReply,
  refusal: HttpRefusal,
  errors?: ProblemDetails['errors'],
): FastifyReply =>
  send(
    request,
    reply,
    problemDetails(refusal, httpProblems[refusal.kind], {
      ...readerOf(request),
      ...(errors && { errors }),
    }),
  )

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
    .type('application/problem+json')
    .send(problem)

/** `__Host-` binds the cookie to this host and to https (RFC 6265bis § 4.1.3.2); plain http knows only the short name. */
const cookieName = (request: FastifyRequest): string =>
  request.protocol === 'https' ? '__Host-session' : 'session'

const sessionOf = (request: FastifyRequest): SessionToken | undefined => {
  const token = request.cookies[cookieName(request)]
  return token === undefined || token === '' ? undefined : (token as SessionToken)
}

/** As TLS proved it; undefined where the connection has no TLS or the client sent none. */
function clientCertificateOf({ raw: { socket } }: FastifyRequest): Uint8Array | undefined {
  if (!(socket instanceof TLSSocket)) return undefined
  const before = certificates.get(socket)
  if (before !== undefined) return before
  const certificate = socket.getPeerX509Certificate()?.raw
  if (certificate !== undefined) certificates.set(socket, certificate)
  return certificate
}

/** Reading it from a connection takes longer than the rest of a request's way. */
const certificates = new WeakMap<TLSSocket, Uint8Array>()

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

function provenanceOf(request: FastifyRequest) {
  const { origin, 'sec-fetch-site': secFetchSite, 'x-csrf-token': csrfToken } = request.headers
  return {
    method: request.method,
    ownOrigin: `${request.protocol}://${request.host}`,
    ...(origin !== undefined && { origin }),
    ...(typeof secFetchSite === 'string' && { secFetchSite }),
    ...(typeof csrfToken === 'string' && { csrfToken }),
  }
}
