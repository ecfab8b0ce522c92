import {
  hasStoredResponse,
  isOpen,
  needsIdempotencyKey,
  type EndpointContract,
} from '@sotevarmenne/api/endpoint'
import { idempotencyKeyPattern } from '@sotevarmenne/api/idempotency-key'
import { contracts as described } from '@sotevarmenne/api/permissions'
import { problem } from '@sotevarmenne/api/problem'
import { instantText } from '@sotevarmenne/api/values'
import { testEventData, testEventKind, webhookEvents } from '@sotevarmenne/api/webhooks'
import { z } from 'zod'
import type { Endpoint, Problem } from '../endpoint.ts'
import { exampleOf, type JsonSchema } from './example-of.ts'
import { httpProblems, type HttpRefusal } from './problems.ts'

/** What an endpoint is described by. */
export type DescribedEndpoint = Pick<Endpoint, 'contract' | 'problems'>

/** The OpenAPI 3.1 description of the endpoints, generated from the same schemas that check each request. */
export const openApi = (
  endpoints: readonly DescribedEndpoint[],
  { publicUrl, version }: { readonly publicUrl: string; readonly version: string },
): object => ({
  openapi: '3.1.0',
  info: {
    title: 'sotevarmenne',
    version,
    description:
      'The certificate service of social and health care. How to use the API, and its client for TypeScript, stand in docs/api of the source.',
    license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' },
    contact: { name: 'The operator of this service', url: publicUrl },
  },
  servers: [{ url: `${publicUrl}/api/v1`, description: 'This service', 'x-internal': false }],
  tags: tagsOf(endpoints),
  paths: pathsOf(endpoints),
  webhooks: webhooksOf(),
  components: {
    schemas: { Problem: schema(problem, 'output') },
    parameters: { IdempotencyKey: idempotencyKeyParameter },
    headers: { RetryAfter: retryAfterHeader },
    responses: {
      Problem: {
        description: 'Why not (RFC 9457), in the language of Accept-Language',
        content: {
          'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
        },
      },
    },
    securitySchemes: {
      session: {
        type: 'apiKey',
        in: 'cookie',
        name: 'session',
        description:
          'Changes also need the header x-csrf-token, with the value that the session returns.',
      },
      apiKey: {
        type: 'http',
        scheme: 'bearer',
        description:
          'An API key that an administrator of the organisation created, with a scope of the operation.',
      },
      clientCertificate: {
        type: 'mutualTLS',
        description: 'The certificate with which the program was registered, at the enrolment API.',
      },
    },
  },
})

const idempotencyKeyParameter = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description:
    'A new random key for each new request, in quotes. The same request with the same key, also after a lost response, gets the first response and does nothing, for a day. 409 while the first is under way, 422 with another request.',
  schema: { type: 'string', pattern: idempotencyKeyPattern.source, maxLength: 66 },
  example: '"8e03978e-40d5-43dd-bc93-6894a57f9324"',
}

const retryAfterHeader = {
  description: 'Seconds until the request may be sent again',
  schema: { type: 'integer', format: 'int32', minimum: 1, maximum: 3600 },
}

/** Messages to receivers of organisations (docs/relying-parties/webhooks.md). */
const webhooksOf = (): object =>
  Object.fromEntries(
    [
      ...Object.entries(webhookEvents).map(([kind, { label, data }]) => [kind, label.en, data]),
      [testEventKind, 'A test message', testEventData],
    ].map(([kind, summary, data]) => [kind, { post: webhookOf({ kind, summary, data } as Sent) }]),
  ) as object

type Sent = { readonly kind: string; readonly summary: string; readonly data: z.ZodObject }

function webhookOf({ kind, summary, data }: Sent): object {
  const sent = schema(z.object({ type: z.literal(kind), timestamp: instantText, data }), 'output')
  return {
    ...{ operationId: kind, tags: ['webhooks'], summary },
    description: 'Signed as Standard Webhooks says. Only a response of 2xx ends it.',
    requestBody: {
      required: true,
      content: { 'application/json': { schema: sent, example: exampleOf(sent) } },
    },
    responses: { 204: { description: 'Received' } },
  }
}

const tagsOf = (endpoints: readonly DescribedEndpoint[]): readonly object[] =>
  [...new Set(endpoints.flatMap(({ contract }) => nameOf.get(contract)?.module ?? []))]
    .toSorted()
    .map((name) => ({ name, description: `Endpoints of ${name.replaceAll('-', ' ')}` }))

function pathsOf(endpoints: readonly DescribedEndpoint[]): object {
  const paths: { [path: string]: { [method: string]: object } } = {}
  for (const endpoint of endpoints) {
    const { path: address, method } = endpoint.contract
    const path = address.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [method.toLowerCase()]: operationOf(endpoint) }
  }
  return paths
}

/** The endpoints by the files of libs/api that define them: tag and `operationId`. */
const nameOf: ReadonlyMap<EndpointContract, { readonly module: string; readonly name: string }> =
  new Map(described.map((one) => [one.contract, one]))

function operationOf(endpoint: DescribedEndpoint): object {
  const { contract } = endpoint
  const input = schema(contract.input, 'input')
  const { properties = {}, required = [] } = input
  const inPath = new Set([...contract.path.matchAll(/:(\w+)/g)].map(([, name]) => name))
  const names = Object.keys(properties)
  const inBody = contract.method === 'POST' ? names.filter((name) => !inPath.has(name)) : []
  const { module, name } = nameOf.get(contract) ?? {}
  return {
    ...(name !== undefined && { operationId: name, tags: [module] }),
    summary: contract.summary,
    description: describe(contract),
    security: securityOf(contract),
    parameters: [
      ...(needsIdempotencyKey(contract)
        ? [{ $ref: '#/components/parameters/IdempotencyKey' }]
        : []),
      ...names
        .filter((name) => !inBody.includes(name))
        .map((name) => ({
          name,
          in: inPath.has(name) ? 'path' : 'query',
          required: inPath.has(name) || required.includes(name),
          schema: properties[name],
          ...(properties[name] && { example: exampleOf(properties[name]) }),
        })),
    ],
    ...(contract.onRepeat && { 'x-on-repeat': contract.onRepeat }),
    ...(inBody.length > 0 && { requestBody: bodyOf(contract, input, inBody) }),
    responses: {
      200: successOf(contract),
      ...problemResponses(endpoint),
      default: { $ref: '#/components/responses/Problem' },
    },
  }
}

/** Rows are described by one of them. */
function bodyOf({ rows }: EndpointContract, input: JsonSchema, inBody: readonly string[]): object {
  const body: JsonSchema = {
    type: 'object',
    properties: Object.fromEntries(
      Object.entries(input.properties ?? {}).filter(([name]) => inBody.includes(name)),
    ),
    required: (input.required ?? []).filter((name) => inBody.includes(name)),
  }
  return {
    required: true,
    content:
      rows === undefined
        ? { 'application/json': { schema: body, example: exampleOf(body) } }
        : { 'application/x-ndjson': { schema: body } },
  }
}

/** A streamed response is described by a line of it, without an example. */
function successOf({ mediaType, response }: EndpointContract): object {
  const sent = schema(response, 'output')
  return {
    description: 'Done',
    content: {
      [mediaType ?? 'application/json']: {
        schema: sent,
        ...(mediaType === undefined && { example: exampleOf(sent) }),
      },
    },
  }
}

const describe = ({ permission, onRepeat }: EndpointContract): string =>
  [
    `Needs the permission ${permission.name}: ${permission.label.en}.`,
    ...(onRepeat ? [`Sent again: ${onRepeat}.`] : []),
  ].join(' ')

const programs: ReadonlySet<unknown> = new Set(['client', 'station', 'identificationService'])

/** Whether a program calls it, which TLS identifies by its certificate. */
const isForPrograms = ({ permission }: EndpointContract): boolean => programs.has(permission.roles)

function securityOf(contract: EndpointContract): readonly object[] {
  if (isOpen(contract)) return []
  const { apiKey } = contract.permission
  return [
    isForPrograms(contract) ? { clientCertificate: [] } : { session: [] },
    ...(apiKey === undefined ? [] : [{ apiKey: [] }]),
  ]
}

/** What the HTTP layer itself refuses of an endpoint, besides the operation. */
function httpKindsOf(contract: EndpointContract): readonly HttpRefusal['kind'][] {
  return [
    ...(['malformed-input', 'too-many-requests', 'database-unavailable', 'fault'] as const),
    ...(contract.method === 'POST' ? (['too-large', 'not-from-our-page'] as const) : []),
    ...(contract.method === 'POST' && contract.rows === undefined ? (['not-json'] as const) : []),
    ...(needsIdempotencyKey(contract) ? keyKinds : []),
    ...(hasStoredResponse(contract) ? repeatKinds : []),
    ...(contract.rows === undefined ? [] : rowsKinds),
    ...(isOpen(contract) ? [] : isForPrograms(contract) ? programKinds : personKinds(contract)),
  ]
}

const keyKinds = ['idempotency-key-missing', 'idempotency-key-malformed'] as const
const repeatKinds = ['request-under-way', 'idempotency-key-reused'] as const
const rowsKinds = ['not-json-lines', 'too-many-rows', 'body-incomplete'] as const
const programKinds = ['client-not-found', 'client-certificate-revoked', 'not-permitted'] as const
const personKinds = ({ permission }: EndpointContract): readonly HttpRefusal['kind'][] => [
  'not-signed-in',
  'session-card-not-valid',
  'session-card-not-confirmed',
  'not-permitted',
  ...(permission.signIn === undefined ? (['card-sign-in-needed'] as const) : []),
  ...(permission.signIn === 'suomiFi' ? (['strong-sign-in-needed'] as const) : []),
  ...(permission.freshForMinutes === undefined ? [] : (['sign-in-too-old'] as const)),
  ...(permission.apiKey === undefined
    ? []
    : (['api-key-not-valid', 'api-key-scope-missing'] as const)),
]

/** Every problem of an endpoint, by its kind: of the operation and of the HTTP layer. */
export const problemsOf = ({
  contract,
  problems,
}: DescribedEndpoint): { readonly [kind: string]: Problem } => ({
  ...Object.fromEntries(httpKindsOf(contract).map((kind) => [kind, httpProblems[kind]])),
  ...problems,
})

/** A response for each status, with the kinds that have it. */
function problemResponses(endpoint: DescribedEndpoint): object {
  const rows = Object.entries(problemsOf(endpoint))
  const byStatus = Map.groupBy(rows, ([, { status }]) => status)
  return Object.fromEntries(
    [...byStatus].map(([status, kinds]) => [
      status,
      {
        description: kinds.map(([kind]) => kind).join(', '),
        ...((status === 429 || status === 503) && {
          headers: { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } },
        }),
        content: {
          'application/problem+json': {
            schema: {
              allOf: [
                { $ref: '#/components/schemas/Problem' },
                { type: 'object', properties: { kind: { enum: kinds.map(([kind]) => kind) } } },
              ],
            },
            examples: Object.fromEntries(
              kinds.map(([kind, { title, advice }]) => [
                kind,
                {
                  value: {
                    ...{ type: `/problems/${kind}`, title: title.en, status, kind },
                    ...(advice && { detail: advice.en }),
                  },
                },
              ]),
            ),
          },
        },
      },
    ]),
  )
}

/** Whole numbers get the format that code generators need (a JSON number holds 53 bits), identifiers their length. */
function schema(of: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...created } = z.toJSONSchema(of, {
    ...{ io, unrepresentable: 'any' },
    override: ({ jsonSchema }) => {
      if (jsonSchema.type === 'integer') jsonSchema.format = 'int64'
      if (jsonSchema.format === 'uuid') jsonSchema.maxLength = 36
    },
  })
  return created as JsonSchema
}
