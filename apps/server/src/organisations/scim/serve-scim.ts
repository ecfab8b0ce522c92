import { bodyLimits } from '@sotevarmenne/api/uploads'
import type { Result } from '@sotevarmenne/kernel/result'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { languageOf } from '#platform/http/language.ts'
import { bearerOf } from '#platform/http/endpoint-route.ts'
import {
  httpProblems,
  logFault,
  refusalOfFault,
  retryAfterSeconds,
  type HttpRefusal,
} from '#platform/http/problems.ts'
import type { Permit } from '#platform/permit.ts'
import type { RequestPermits } from '#platform/request-permits.ts'
import { basePath } from './base-path.ts'
import type { ScimUser } from './contract.ts'
import type { Scim } from './create-scim.ts'
import { discoveryOf, listOf } from './discovery.ts'
import { isObject, memberOf } from './domain/read-user.ts'
import { showUser, type Selection } from './domain/show-user.ts'
import { entityTag, namesVersion } from './domain/version.ts'
import { no, scimProblems, type ScimProblem, type ScimRefusal } from './scim-refusal.ts'

const bodyLimit = bodyLimits.scim

const mediaType = 'application/scim+json'
const errorSchema = 'urn:ietf:params:scim:api:messages:2.0:Error'
const searchSchema = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest'

type Refusal = ScimRefusal | HttpRefusal
type Sent = FastifyReply | Promise<FastifyReply>

/** SCIM 2.0 over HTTP (RFC 7644): addresses, header fields, media type and errors. */
export const serveScim =
  (scim: Scim['protocol'], { permits }: { readonly permits: RequestPermits }) =>
  async (app: FastifyInstance): Promise<void> => {
    await app.register((scope, _options, done) => {
      scope.removeAllContentTypeParsers()
      scope.addContentTypeParser(
        [mediaType, 'application/json'],
        { parseAs: 'string' },
        (_request, text, parsed) => {
          parsed(null, parseJson(text))
        },
      )
      scope.setErrorHandler((fault: Error & { readonly statusCode?: number }, request, reply) => {
        const { statusCode = 500 } = fault
        if (statusCode >= 500)
          logFault(request.log, fault, { requestId: request.id, route: request.routeOptions.url })
        return sendRefusal(request, reply, refusalOf(fault, statusCode))
      })
      discovery(scope, `${scim.publicUrl}${basePath}`)
      users(scope, scim, permits)
      for (const url of ['/Me', '/Bulk', '/.search'])
        scope.all(`${basePath}${url}`, (request, reply) =>
          sendRefusal(request, reply, { kind: 'not-offered' }),
        )
      scope.all(`${basePath}/*`, (request, reply) =>
        sendRefusal(request, reply, { kind: 'no-such-address' }),
      )
      done()
    })
  }

/** Nothing of an organisation: without a key. */
function discovery(scope: FastifyInstance, baseUrl: string): void {
  const { config, resourceTypes, schemas } = discoveryOf(baseUrl)
  const get = (path: string, resourceOf: (id: string) => object | undefined): void => {
    scope.get(`${basePath}/${path}`, (request, reply) => {
      // § 4: a filter here is refused.
      if ('filter' in (request.query as object))
        return sendRefusal(request, reply, { kind: 'no-filter-here' })
      const found = resourceOf((request.params as { readonly id?: string }).id ?? '')
      return found === undefined
        ? sendRefusal(request, reply, { kind: 'no-such-address' })
        : reply.type(mediaType).send(found)
    })
  }
  const byId =
    <Resource extends { readonly id: string }>(all: readonly Resource[]) =>
    (id: string) =>
      all.find((each) => each.id === id)
  get('ServiceProviderConfig', () => config)
  get('ResourceTypes', () => listOf(resourceTypes))
  get('ResourceTypes/:id', byId(resourceTypes))
  get('Schemas', () => listOf(schemas))
  get('Schemas/:id', byId(schemas))
}

function users(scope: FastifyInstance, scim: Scim['protocol'], permits: RequestPermits): void {
  const usersUrl = `${scim.publicUrl}${basePath}/Users`
  const sendUser = (
    request: FastifyRequest,
    reply: FastifyReply,
    { user, status = 200 }: { readonly user: ScimUser; readonly status?: number },
  ): FastifyReply => {
    const selection = selectionOf(request.query as object)
    return reply
      .status(status)
      .headers({ etag: entityTag(user.version), location: `${usersUrl}/${user.userId}` })
      .type(mediaType)
      .send(showUser(user, { usersUrl, selection }))
  }
  const viewing = permitted(permits, 'scim.viewUsers')
  const changing = permitted(permits, 'scim.changeUsers')

  const list = async (
    { request, reply, permit }: Permitted<'scim.viewUsers'>,
    sought: object,
  ): Promise<FastifyReply> => {
    const requested = listRequestOf(sought)
    const found = requested.ok ? await scim.listUsers(permit, requested.value) : requested
    if (!found.ok) return sendRefusal(request, reply, found.refusal)
    const { total, startIndex, users: page } = found.value
    const selection = selectionOf(sought)
    const resources = page.map((user) => showUser(user, { usersUrl, selection }))
    return reply.type(mediaType).send(listOf(resources, { total, startIndex }))
  }

  scope.get(
    `${basePath}/Users`,
    viewing((call) => list(call, call.request.query as object)),
  )
  scope.post(
    `${basePath}/Users/.search`,
    { bodyLimit },
    viewing((call) => {
      const { request, reply } = call
      const { body } = request
      const schemas = isObject(body) ? memberOf(body, 'schemas') : undefined
      return isObject(body) && Array.isArray(schemas) && schemas.includes(searchSchema)
        ? list(call, body)
        : sendRefusal(request, reply, { kind: 'schemas-wrong' })
    }),
  )
  scope.get(
    `${basePath}/Users/:id`,
    viewing(async ({ request, reply, permit }) => {
      const found = await scim.getUser(permit, idOf(request))
      if (!found.ok) return sendRefusal(request, reply, found.refusal)
      const ifNoneMatch = request.headers['if-none-match']
      return ifNoneMatch !== undefined && namesVersion(ifNoneMatch, found.value.version)
        ? reply.status(304).header('etag', entityTag(found.value.version)).send()
        : sendUser(request, reply, { user: found.value })
    }),
  )
  scope.post(
    `${basePath}/Users`,
    { bodyLimit },
    changing(async ({ request, reply, permit }) => {
      const created = await scim.createUser(permit, request.body)
      return created.ok
        ? sendUser(request, reply, { user: created.value, status: 201 })
        : sendRefusal(request, reply, created.refusal)
    }),
  )
  for (const [method, change] of [
    ['PUT', scim.replaceUser],
    ['PATCH', scim.patchUser],
  ] as const)
    scope.route({
      ...{ method, url: `${basePath}/Users/:id`, bodyLimit },
      handler: changing(async ({ request, reply, permit }) => {
        const { body } = request
        const changed = await change(permit, { ...requestedOf(request), body })
        return changed.ok
          ? sendUser(request, reply, { user: changed.value })
          : sendRefusal(request, reply, changed.refusal)
      }),
    })
  scope.delete(
    `${basePath}/Users/:id`,
    changing(async ({ request, reply, permit }) => {
      const deleted = await scim.deleteUser(permit, requestedOf(request))
      return deleted.ok ? reply.status(204).send() : sendRefusal(request, reply, deleted.refusal)
    }),
  )
}

type Name = 'scim.viewUsers' | 'scim.changeUsers'

type Permitted<Operation extends Name> = {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly permit: Permit<Operation>
}

/** The permit is of the operation that was requested. */
type HandleAny = (call: Omit<Permitted<Name>, 'permit'> & { readonly permit: Permit }) => Sent

/** For the key of the request, and nobody else: a session is not looked at. */
const permitted =
  <Operation extends Name>(permits: RequestPermits, operation: Operation) =>
  (handle: (call: Permitted<Operation>) => Sent) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const apiKey = bearerOf(request)
    if (apiKey === undefined) return sendRefusal(request, reply, { kind: 'api-key-not-valid' })
    const granted = await permits.grant({ operation, apiKey, input: {} })
    return granted.ok
      ? (handle as HandleAny)({ request, reply, permit: granted.value })
      : sendRefusal(request, reply, granted.refusal)
  }

const idOf = ({ params }: FastifyRequest): string => (params as { readonly id: string }).id

const requestedOf = (request: FastifyRequest) => ({
  ...{ userId: idOf(request), ifMatch: request.headers['if-match'] },
})

/** Query parameters, or the body of a search. */
function listRequestOf(
  sought: object,
): Result<{ filter?: string; startIndex?: number; count?: number }, ScimRefusal> {
  const { filter, startIndex, count } = sought as { readonly [name: string]: unknown }
  if (filter !== undefined && typeof filter !== 'string') return no('filter-not-supported')
  const [from, size] = [startIndex, count].map(wholeNumber)
  if (from === 'wrong') return no('value-wrong', 'startIndex')
  if (size === 'wrong') return no('value-wrong', 'count')
  return {
    ok: true,
    value: {
      ...(filter !== undefined && { filter }),
      ...(from !== undefined && { startIndex: from }),
      ...(size !== undefined && { count: size }),
    },
  }
}

function wholeNumber(value: unknown): number | undefined | 'wrong' {
  if (value === undefined) return undefined
  const text = typeof value === 'number' ? String(value) : value
  return typeof text === 'string' && /^-?\d{1,9}$/.test(text) ? Number(text) : 'wrong'
}

function selectionOf(sought: object): Selection {
  const { attributes, excludedAttributes } = sought as { readonly [name: string]: unknown }
  return { attributes: namesIn(attributes), excludedAttributes: namesIn(excludedAttributes) }
}

/** Separated by commas in a query, a list in a body. */
function namesIn(value: unknown): readonly string[] | undefined {
  const names = typeof value === 'string' ? value.split(',') : value
  if (!Array.isArray(names)) return undefined
  const texts = names.filter((name) => typeof name === 'string' && name.trim() !== '')
  return texts.length === 0 ? undefined : (texts as readonly string[])
}

/** A body that is no JSON is refused as one that is no object. */
function parseJson(text: string | Buffer): unknown {
  try {
    return JSON.parse(String(text)) as unknown
  } catch {
    return undefined
  }
}

function refusalOf(fault: unknown, status: number): HttpRefusal {
  if (status === 413) return { kind: 'too-large' }
  if (status === 415) return { kind: 'not-json' }
  if (status === 429) return { kind: 'too-many-requests' }
  return status < 500 ? { kind: 'malformed-input' } : refusalOfFault(fault)
}

/** The error of RFC 7644 § 3.12, in the language of the reader. */
function sendRefusal(request: FastifyRequest, reply: FastifyReply, refusal: Refusal): FastifyReply {
  const language = languageOf(request.headers['accept-language'])
  const { status, title, advice, scimType } = problemOf(refusal)
  const attribute = 'attribute' in refusal ? refusal.attribute : undefined
  const words = [title[language], ...(advice ? [advice[language]] : [])].map((text) =>
    /[.!?]$/.test(text) ? text : `${text}.`,
  )
  return reply
    .status(status)
    .header('content-language', language)
    .headers(headersOf(refusal.kind, status))
    .type(mediaType)
    .send({
      schemas: [errorSchema],
      status: String(status),
      ...(scimType !== undefined && { scimType }),
      detail: [...(attribute === undefined ? [] : [`${attribute}:`]), ...words].join(' '),
    })
}

const problemOf = (refusal: Refusal): ScimProblem =>
  refusal.kind in scimProblems
    ? scimProblems[refusal.kind as ScimRefusal['kind']]
    : httpProblems[refusal.kind as HttpRefusal['kind']]

function headersOf(kind: string, status: number): { readonly [name: string]: string } {
  if (kind === 'api-key-not-valid') return { 'www-authenticate': 'Bearer' }
  if (status === 429) return { 'retry-after': '60' }
  return status === 503 ? { 'retry-after': String(retryAfterSeconds) } : {}
}
