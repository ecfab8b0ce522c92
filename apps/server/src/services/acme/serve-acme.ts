import { bodyLimits } from '@sotevarmenne/api/uploads'
import type { Result } from '@sotevarmenne/kernel/result'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { AcmeResponse } from './acme-response.ts'
import { no, problemOf, statusOf, type AcmeRefusal } from './acme-refusal.ts'
import { directoryPath, directoryUrl, isId } from './addresses.ts'
import type { Acme } from './create-acme.ts'
import type { SignedRequest } from './signed-request.ts'

type Action = (
  request: SignedRequest,
  requested: {
    readonly id: string
    readonly type: string
    readonly query: { readonly cursor?: string }
  },
) => Promise<Result<AcmeResponse, AcmeRefusal>>

/**
 * ACME over HTTP (RFC 8555): URLs, header fields and problem documents. Every response to a signed request
 * carries the next nonce, refusals too.
 */
export const serveAcme =
  (acme: Acme['protocol'], { requestsPerMinute }: { readonly requestsPerMinute: number }) =>
  async (app: FastifyInstance): Promise<void> => {
    await app.register((scope, _options, done) => {
      const config = { rateLimit: { max: requestsPerMinute, timeWindow: '1 minute' } }
      scope.removeAllContentTypeParsers()
      scope.addContentTypeParser('application/jose+json', { parseAs: 'string' }, parseJws)
      scope.setErrorHandler((fault: Error & { readonly statusCode?: number }, request, reply) => {
        const refusal = refusalOf(fault.statusCode ?? 500)
        if (refusal.kind === 'serverInternal')
          request.log.error({ requestId: request.id, err: fault }, 'a fault')
        return send(acme, reply, { ok: false, refusal })
      })

      scope.get(directoryPath, { config }, (_request, reply) =>
        reply.header('cache-control', 'no-store').send(acme.directory),
      )
      scope.route({
        ...{ method: ['GET', 'HEAD'], url: '/acme/new-nonce', config, exposeHeadRoute: false },
        handler: (request, reply) => {
          withNonce(acme, reply).header('link', linkTo(directoryUrl(acme), 'index'))
          return reply.status(request.method === 'HEAD' ? 200 : 204).send()
        },
      })
      scope.get('/acme/renewal-info/:id', { config }, async (request, reply) =>
        send(acme, reply, await acme.renewalInfo((request.params as { id: string }).id)),
      )
      for (const [url, action] of Object.entries(acme.actions) as [string, Action][]) {
        scope.post(url, { config, bodyLimit: bodyLimits.acme }, async (request, reply) =>
          send(acme, reply, await response(acme, request, action)),
        )
        scope.route({
          ...{ method: [...otherMethods], url, config, exposeHeadRoute: false },
          handler: (_request, reply) => send(acme, reply.header('allow', 'POST'), notAllowed),
        })
      }
      scope.all('/acme/*', { config }, (_request, reply) => send(acme, reply, notFound))
      done()
    })
  }

async function response(
  { readSigned, publicUrl }: Acme['protocol'],
  { url, body, params, query }: FastifyRequest,
  action: Action,
): Promise<Result<AcmeResponse, AcmeRefusal>> {
  const signed = await readSigned({ body, url: `${publicUrl}${url}` })
  if (!signed.ok) return signed
  const { id = '', type = '' } = params as { readonly id?: string; readonly type?: string }
  if (id !== '' && !isId(id)) return notFound
  const { cursor } = query as { readonly cursor?: unknown }
  const page = typeof cursor === 'string' ? { cursor } : {}
  return action(signed.value, { id, type, query: page })
}

/** Everything but the directory, nonces and renewal information is read by POST (RFC 8555 § 6.3). */
const notAllowed = no('malformed', 'Send a signed POST, to read by POST-as-GET.', { status: 405 })
const otherMethods = ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE'] as const

const notFound = no('malformed', 'There is no such thing.', { status: 404 })

function send(
  acme: Acme['protocol'],
  reply: FastifyReply,
  result: Result<AcmeResponse, AcmeRefusal>,
): FastifyReply {
  withNonce(acme, reply)
  reply.header('link', linkTo(directoryUrl(acme), 'index'))
  if (!result.ok) {
    const { location, retryAfter } = result.refusal
    if (location !== undefined) reply.header('location', location)
    if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter))
    return reply
      .status(statusOf(result.refusal))
      .type('application/problem+json')
      .send(problemOf(result.refusal))
  }
  const { status, location, links = [], retryAfter, body } = result.value
  if (location !== undefined) reply.header('location', location)
  if (retryAfter !== undefined) reply.header('retry-after', String(retryAfter))
  reply.header('link', [
    linkTo(directoryUrl(acme), 'index'),
    ...links.map(({ url, rel }) => linkTo(url, rel)),
  ])
  reply.status(status)
  if (body === undefined) return reply.send()
  return 'pem' in body
    ? reply.type('application/pem-certificate-chain').send(body.pem)
    : reply.type('application/json').send(body)
}

const linkTo = (url: string, rel: string): string => `<${url}>;rel="${rel}"`

const withNonce = ({ giveNonce }: Acme['protocol'], reply: FastifyReply): FastifyReply =>
  reply.header('cache-control', 'no-store').header('replay-nonce', giveNonce())

function parseJws(
  _request: FastifyRequest,
  text: string,
  done: (fault: Error | null, body?: unknown) => void,
): void {
  try {
    done(null, JSON.parse(text))
  } catch {
    // A body that is not JSON is not a JWS: the request parser reports it.
    done(null, undefined)
  }
}

function refusalOf(status: number): AcmeRefusal {
  if (status === 413) return { kind: 'malformed', detail: 'The request is too long.', status }
  if (status === 415) return { kind: 'malformed', detail: 'Send application/jose+json.', status }
  if (status === 429)
    return { kind: 'rateLimited', detail: 'There were too many requests.', retryAfter: 60 }
  return status < 500
    ? { kind: 'malformed', detail: 'The request can’t be read.', status }
    : { kind: 'serverInternal', detail: 'A fault of the service.' }
}
