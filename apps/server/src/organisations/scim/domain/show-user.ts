import { formatInstant } from '@sotevarmenne/kernel/instant'
import type { ScimUser } from '../contract.ts'
import { attributePaths, characteristicsOf, coreSchema, employeeSchema } from './attributes.ts'
import { entityTag } from './version.ts'

type JsonObject = { readonly [name: string]: unknown }

/** Which attributes a response has (RFC 7644 § 3.9). */
export type Selection = {
  readonly attributes?: readonly string[] | undefined
  readonly excludedAttributes?: readonly string[] | undefined
}

/** The resource of a user. The identity code is never returned: the directory has it. */
export function showUser(
  { userId, given, version, createdAt, changedAt }: ScimUser,
  { usersUrl, selection }: { readonly usersUrl: string; readonly selection: Selection },
): JsonObject {
  const core: Record<string, unknown> = {}
  const name: Record<string, unknown> = {}
  const employee: Record<string, unknown> = {}
  for (const path of attributePaths) {
    const { schema, isImmutable } = characteristicsOf(path)
    if (given[path] === undefined || isImmutable) continue
    if (path.startsWith('name.')) name[path.slice('name.'.length)] = given[path]
    else (schema === coreSchema ? core : employee)[path] = given[path]
  }
  const { userName, externalId, ...others } = core
  return select(
    {
      schemas: [coreSchema, employeeSchema],
      id: userId,
      ...(externalId !== undefined && { externalId }),
      ...{ userName, ...others },
      ...(Object.keys(name).length > 0 && { name }),
      ...(Object.keys(employee).length > 0 && { [employeeSchema]: employee }),
      meta: {
        resourceType: 'User',
        ...{ created: formatInstant(createdAt), lastModified: formatInstant(changedAt) },
        ...{ location: `${usersUrl}/${userId}`, version: entityTag(version) },
      },
    },
    selection,
  )
}

/** Returned whatever is selected (RFC 7643 § 7). */
const always = new Set(['schemas', 'id'])

export function select(
  resource: JsonObject,
  { attributes, excludedAttributes }: Selection,
): JsonObject {
  if (attributes !== undefined) return pick(resource, '', namesOf(attributes), 'keep')
  if (excludedAttributes !== undefined)
    return pick(resource, '', namesOf(excludedAttributes), 'drop')
  return resource
}

/** Lower case, without the URN of the core schema. */
const namesOf = (names: readonly string[]): ReadonlySet<string> =>
  new Set(
    names.map((name) => {
      const text = name.trim().toLowerCase()
      const core = `${coreSchema.toLowerCase()}:`
      return text.startsWith(core) ? text.slice(core.length) : text
    }),
  )

function pick(
  object: JsonObject,
  prefix: string,
  names: ReadonlySet<string>,
  how: 'keep' | 'drop',
): JsonObject {
  const picked: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(object)) {
    const path = `${prefix}${name.toLowerCase()}`
    if (prefix === '' && always.has(name)) picked[name] = value
    else if (names.has(path)) {
      if (how === 'keep') picked[name] = value
    } else if (typeof value === 'object' && value !== null) {
      const separator = name.toLowerCase().startsWith('urn:') ? ':' : '.'
      const inner = pick(value as JsonObject, `${path}${separator}`, names, how)
      if (Object.keys(inner).length > 0) picked[name] = inner
    } else if (how === 'drop') picked[name] = value
  }
  return picked
}
