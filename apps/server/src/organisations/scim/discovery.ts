import {
  attributePaths,
  characteristicsOf,
  coreSchema,
  employeeSchema,
  type AttributePath,
} from './domain/attributes.ts'
import { maxPage } from './read-users.ts'

export const listSchema = 'urn:ietf:params:scim:api:messages:2.0:ListResponse'

/** What the service offers (RFC 7643 §§ 5–7), the same for every organisation. */
export function discoveryOf(baseUrl: string) {
  const locationOf = (path: string) => ({ location: `${baseUrl}/${path}` })
  const config = {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
    patch: { supported: true },
    bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: true, maxResults: maxPage },
    changePassword: { supported: false },
    sort: { supported: false },
    etag: { supported: true },
    authenticationSchemes: [
      {
        type: 'oauthbearertoken',
        name: 'API key',
        description: 'An API key of the organisation with the scope directory:write',
        specUri: 'https://www.rfc-editor.org/rfc/rfc6750',
        primary: true,
      },
    ],
    meta: { resourceType: 'ServiceProviderConfig', ...locationOf('ServiceProviderConfig') },
  }
  const userType = {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
    ...{ id: 'User', name: 'User', endpoint: '/Users', description: 'A user of the directory' },
    schema: coreSchema,
    schemaExtensions: [{ schema: employeeSchema, required: true }],
    meta: { resourceType: 'ResourceType', ...locationOf('ResourceTypes/User') },
  }
  const schemas = [
    { id: coreSchema, name: 'User', description: 'What is stored of a user' },
    { id: employeeSchema, name: 'Employee', description: 'What a card order needs' },
  ].map((schema) => ({
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:Schema'],
    ...schema,
    attributes: attributesOf(schema.id),
    meta: { resourceType: 'Schema', ...locationOf(`Schemas/${schema.id}`) },
  }))
  return { config, resourceTypes: [userType], schemas }
}

function attributesOf(schema: string): readonly object[] {
  const paths = attributePaths.filter((path) => characteristicsOf(path).schema === schema)
  const names = paths.filter((path) => path.startsWith('name.'))
  return [
    ...paths.filter((path) => !path.startsWith('name.')).map((path) => show(path)),
    ...(names.length === 0
      ? []
      : [
          {
            ...{ name: 'name', type: 'complex', multiValued: false, required: false },
            description: 'The name of the person',
            subAttributes: names.map((path) => show(path)),
            ...{ mutability: 'readWrite', returned: 'default', uniqueness: 'none' },
          },
        ]),
  ]
}

/** RFC 7643 § 7. */
function show(path: AttributePath): object {
  const { type, description, isRequired, caseExact, isImmutable, isUnique } =
    characteristicsOf(path)
  return {
    ...{ name: path.split('.').at(-1), type, multiValued: false, description },
    required: isRequired === true,
    ...(type === 'string' && { caseExact: caseExact === true }),
    mutability: isImmutable ? 'immutable' : 'readWrite',
    returned: isImmutable ? 'never' : 'default',
    uniqueness: isUnique ? 'server' : 'none',
  }
}

/** RFC 7644 § 3.4.2. */
export const listOf = (
  resources: readonly object[],
  { total = resources.length, startIndex = 1 }: { total?: number; startIndex?: number } = {},
) => ({
  schemas: [listSchema],
  ...{ totalResults: total, startIndex, itemsPerPage: resources.length },
  Resources: resources,
})
