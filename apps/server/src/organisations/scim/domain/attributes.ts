import { inOneLine, isPlainLine, isReadableText } from '@sotevarmenne/identifiers/plain-text'

export const coreSchema = 'urn:ietf:params:scim:schemas:core:2.0:User'
/** What the core schema has no attribute for. */
export const employeeSchema = 'urn:ietf:params:scim:schemas:extension:sotevarmenne:2.0:User'
/** RFC 7643 § 4.3: permitted in `schemas`, and not stored. */
export const enterpriseSchema = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

type Characteristics = {
  readonly schema: typeof coreSchema | typeof employeeSchema
  readonly type: 'string' | 'boolean'
  readonly max?: number
  readonly isRequired?: true
  readonly caseExact?: true
  /** Once given, it stays; and it is never returned. */
  readonly isImmutable?: true
  readonly isUnique?: true
  readonly description: string
}

/**
 * The attributes that are stored, each declared once (RFC 7643 § 2.2); everything else that the standard defines is
 * accepted and not stored.
 */
export const attributes = {
  userName: {
    ...{ schema: coreSchema, type: 'string', max: 254, isRequired: true, isUnique: true },
    description: 'The name of the user in the directory',
  },
  externalId: {
    ...{ schema: coreSchema, type: 'string', max: 254, caseExact: true, isUnique: true },
    description: 'The identifier of the user in the directory',
  },
  active: {
    ...{ schema: coreSchema, type: 'boolean' },
    description: 'Whether the person is employed; false ends the employment after a cooling-off',
  },
  displayName: {
    ...{ schema: coreSchema, type: 'string', max: 120 },
    description: 'The name of the person, where name has none',
  },
  title: {
    ...{ schema: coreSchema, type: 'string', max: 64 },
    description: 'The title on the card',
  },
  'name.formatted': {
    ...{ schema: coreSchema, type: 'string', max: 120 },
    description: 'The whole name',
  },
  'name.givenName': {
    ...{ schema: coreSchema, type: 'string', max: 60 },
    description: 'The given names',
  },
  'name.familyName': {
    ...{ schema: coreSchema, type: 'string', max: 60 },
    description: 'The surname',
  },
  identityCode: {
    ...{ schema: employeeSchema, type: 'string', max: 20, isRequired: true, isImmutable: true },
    description: 'The Finnish personal identity code',
  },
  unitOid: {
    ...{ schema: employeeSchema, type: 'string', max: 200, caseExact: true },
    description: 'The OID of the unit of the organisation',
  },
  employmentEndsOn: {
    ...{ schema: employeeSchema, type: 'string', max: 20 },
    description: 'The last day of the employment, when it is known: 2030-12-31',
  },
  reference: {
    ...{ schema: employeeSchema, type: 'string', max: 70, caseExact: true },
    description: 'By which the organisation knows the order in its own systems',
  },
  logsInToPatientSystems: {
    ...{ schema: employeeSchema, type: 'boolean' },
    description: 'For staff cards: whether the person logs in to patient or client systems',
  },
  declaredBy: {
    ...{ schema: employeeSchema, type: 'string', max: 100 },
    description: 'For staff cards: who of the employer declares it',
  },
} as const satisfies { readonly [path: string]: Characteristics }

export type AttributePath = keyof typeof attributes

export const attributePaths = Object.keys(attributes) as readonly AttributePath[]

export const characteristicsOf = (path: AttributePath): Characteristics => attributes[path]

/** What a directory gave of a user. */
export type Given = {
  readonly [Path in AttributePath]?: (typeof attributes)[Path]['type'] extends 'boolean'
    ? boolean
    : string
}

/** What is stored of a user: it has these at least. */
export type GivenUser = Given & {
  readonly userName: string
  readonly active: boolean
  readonly identityCode: string
}

/** What a name in a request, or a path without a filter, stands for. */
export type Target =
  | { readonly kind: 'attribute'; readonly path: AttributePath }
  /** `name`, or one of the schemas. */
  | { readonly kind: 'group'; readonly prefix: string }
  /** The service's own: `id`, `meta`. */
  | { readonly kind: 'read-only' }
  /** Of the standard, and not stored. */
  | { readonly kind: 'not-stored' }
  | { readonly kind: 'unknown' }

/** Attribute names are case-insensitive (RFC 7643 § 2.1); a schema's URN and a colon may stand before (§ 3.10). */
export function targetOf(typed: string): Target {
  const text = typed.toLowerCase()
  for (const schema of [coreSchema, employeeSchema, enterpriseSchema] as const) {
    const urn = schema.toLowerCase()
    if (text === urn)
      return schema === enterpriseSchema
        ? { kind: 'not-stored' }
        : { kind: 'group', prefix: `${schema}:` }
    if (text.startsWith(`${urn}:`)) return targetIn(schema, text.slice(urn.length + 1))
  }
  return targetIn(coreSchema, text)
}

function targetIn(
  schema: typeof coreSchema | typeof employeeSchema | typeof enterpriseSchema,
  name: string,
): Target {
  if (schema === enterpriseSchema) return { kind: 'not-stored' }
  const path = attributePaths.find(
    (each) => each.toLowerCase() === name && characteristicsOf(each).schema === schema,
  )
  if (path !== undefined) return { kind: 'attribute', path }
  if (schema === employeeSchema) return { kind: 'unknown' }
  if (name === 'name') return { kind: 'group', prefix: `${coreSchema}:name.` }
  const [first = ''] = name.split('.')
  if (readOnly.has(first)) return { kind: 'read-only' }
  return notStored.has(name) || notStored.has(first) ? { kind: 'not-stored' } : { kind: 'unknown' }
}

const readOnly = new Set(['id', 'meta', 'groups'])

/** RFC 7643 § 4.1. */
const notStored = new Set([
  ...['nickname', 'profileurl', 'usertype', 'preferredlanguage', 'locale', 'timezone', 'password'],
  ...['emails', 'phonenumbers', 'ims', 'photos', 'addresses', 'entitlements', 'roles'],
  ...['x509certificates', 'name.middlename', 'name.honorificprefix', 'name.honorificsuffix'],
])

/** Null, an empty text and an empty list are no value (RFC 7643 § 2.5). */
export const isUnassigned = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  (Array.isArray(value) && value.length === 0)

/** The value of an attribute as it is stored; undefined when it is none of its type. */
export function readValue(path: AttributePath, value: unknown): string | boolean | undefined {
  const { type, max = 254 } = characteristicsOf(path)
  if (type === 'boolean') return readBoolean(value)
  if (typeof value !== 'string') return undefined
  const text = inOneLine(value)
  const isAllowed = isIdentifier(path) ? isReadableText(text) : isPlainLine(text)
  return text !== '' && text.length <= max && isAllowed ? text : undefined
}

/** Microsoft Entra ID sends `"False"`. */
function readBoolean(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value
  const text = typeof value === 'string' ? value.toLowerCase() : ''
  if (text === 'true') return true
  return text === 'false' ? false : undefined
}

/** Of the directory; the others may be printed. */
const isIdentifier = (path: AttributePath): boolean => path === 'userName' || path === 'externalId'

/** The whole name, as a prepared order has it. */
export function nameOf(given: Given): string | undefined {
  const { 'name.givenName': first, 'name.familyName': last } = given
  if (first !== undefined && last !== undefined) return `${first} ${last}`
  return given['name.formatted'] ?? given.displayName ?? first ?? last
}
