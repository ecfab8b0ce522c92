import { isOpen, needsIdempotencyKey, type EndpointContract } from '@sotevarmenne/api/endpoint'
import { idempotencyKeyPattern } from '@sotevarmenne/api/idempotency-key'
import { contracts as described } from '@sotevarmenne/api/permissions'
import { problem } from '@sotevarmenne/api/problem'
import { z } from 'zod'

/** The OpenAPI 3.1 description of the contracts, generated from the same schemas that check each request. */
export const openApi = (
  contracts: readonly EndpointContract[],
  { publicUrl, version }: { readonly publicUrl: string; readonly version: string },
): object => ({
  openapi: '3.1.0',
  info: { title: 'sotevarmenne', version, license: { name: 'EUPL-1.2', identifier: 'EUPL-1.2' } },
  servers: [{ url: `${publicUrl}/api/v1` }],
  paths: pathsOf(contracts),
  components: {
    schemas: { Problem: schema(problem, 'output') },
    parameters: { IdempotencyKey: idempotencyKeyParameter },
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
    },
  },
})

const idempotencyKeyParameter = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description:
    'A new random key for each new request, in quotes. The same request with the same key, also after a lost response, gets the first response and does nothing, for a day. 409 while the first is under way, 422 with another request.',
  schema: { type: 'string', pattern: idempotencyKeyPattern.source },
}

function pathsOf(contracts: readonly EndpointContract[]): object {
  const paths: { [path: string]: { [method: string]: object } } = {}
  for (const contract of contracts) {
    const path = contract.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [contract.method.toLowerCase()]: operationOf(contract) }
  }
  return paths
}

/** The endpoints by the files of libs/api that define them: tag and `operationId`. */
const nameOf = new Map(described.map((one) => [one.contract, one]))

function operationOf(contract: EndpointContract): object {
  const { properties = {}, required = [] } = schema(contract.input, 'input')
  const inPath = new Set([...contract.path.matchAll(/:(\w+)/g)].map(([, name]) => name))
  const names = Object.keys(properties)
  const inBody = contract.method === 'POST' ? names.filter((name) => !inPath.has(name)) : []
  const { module, name } = nameOf.get(contract) ?? {}
  return {
    ...(name !== undefined && { operationId: name, tags: [module] }),
    summary: contract.summary,
    security: isOpen(contract) ? [] : [{ session: [] }],
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
        })),
    ],
    ...(contract.onRepeat && { 'x-on-repeat': contract.onRepeat }),
    ...(inBody.length > 0 && {
      requestBody: {
        required: true,
        content: {
          'application/json': {
            schema: {
              type: 'object',
              properties: Object.fromEntries(inBody.map((name) => [name, properties[name]])),
              required: required.filter((name) => inBody.includes(name)),
            },
          },
        },
      },
    }),
    responses: {
      200: {
        description: 'Done',
        content: {
          [contract.mediaType ?? 'application/json']: {
            schema: schema(contract.response, 'output'),
          },
        },
      },
      default: { $ref: '#/components/responses/Problem' },
    },
  }
}

type ObjectSchema = {
  readonly properties?: { readonly [name: string]: unknown }
  readonly required?: readonly string[]
}

function schema(of: z.ZodType, io: 'input' | 'output'): ObjectSchema {
  const { $schema: _, ...created } = z.toJSONSchema(of, { io, unrepresentable: 'any' })
  return created
}
