/** The members of a JSON Schema that an example is made of. */
export type JsonSchema = {
  readonly type?: string
  readonly examples?: readonly unknown[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly default?: unknown
  readonly anyOf?: readonly JsonSchema[]
  readonly oneOf?: readonly JsonSchema[]
  readonly allOf?: readonly JsonSchema[]
  readonly format?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly items?: JsonSchema | false
  readonly prefixItems?: readonly JsonSchema[]
  readonly minItems?: number
  readonly properties?: { readonly [name: string]: JsonSchema }
  readonly required?: readonly string[]
  readonly propertyNames?: JsonSchema
  readonly additionalProperties?: JsonSchema | boolean
}

/**
 * A value of the schema, for the description of the API: the example that the contract names, or one made of the
 * schema's own limits. Of objects the required members only, so that no two members contradict each other.
 */
export function exampleOf(schema: JsonSchema): unknown {
  if (schema.examples !== undefined) return schema.examples[0]
  if ('const' in schema) return schema.const
  if (schema.enum !== undefined) return schema.enum[0]
  if ('default' in schema) return schema.default
  const [first] = schema.anyOf ?? schema.oneOf ?? []
  if (first !== undefined) return exampleOf(first)
  if (schema.allOf !== undefined)
    return Object.fromEntries(
      schema.allOf.flatMap((part) => Object.entries(exampleOf(part) as object)),
    )
  return exampleOfType[schema.type ?? 'null']?.(schema) ?? null
}

const exampleNumber = ({ minimum = 1, maximum = 1 }: JsonSchema): number =>
  Math.max(minimum, Math.min(1, maximum))

const exampleOfType: { readonly [type: string]: (schema: JsonSchema) => unknown } = {
  string: exampleText,
  integer: exampleNumber,
  number: exampleNumber,
  boolean: () => true,
  array: exampleList,
  object: exampleObject,
}

function exampleList({ prefixItems, items, minItems = 0 }: JsonSchema): readonly unknown[] {
  if (prefixItems !== undefined) return prefixItems.map((item): unknown => exampleOf(item))
  return items ? Array.from({ length: Math.max(1, minItems) }, (): unknown => exampleOf(items)) : []
}

function exampleObject(schema: JsonSchema): object {
  const { properties = {}, required = [], propertyNames, additionalProperties } = schema
  const names = propertyNames?.enum ?? []
  if (typeof additionalProperties === 'object' && names.length > 0)
    return Object.fromEntries(names.map((name) => [String(name), exampleOf(additionalProperties)]))
  return Object.fromEntries(
    Object.entries(properties)
      .filter(([name]) => required.includes(name))
      .map(([name, member]) => [name, exampleOf(member)]),
  )
}

const texts: { readonly [format: string]: string } = {
  'date-time': '2026-11-25T12:00:00Z',
  date: '2026-11-25',
  time: '12:00',
  uuid: '8e03978e-40d5-43dd-bc93-6894a57f9324',
  uri: 'https://service.example/',
  email: 'aino.esimerkki@example.fi',
  base64: 'RXNpbWVya2tp',
}

function exampleText({ format, minLength = 0, maxLength = Infinity }: JsonSchema): string {
  const text = (format === undefined ? undefined : texts[format]) ?? 'Esimerkki'
  return text.repeat(Math.max(1, Math.ceil(minLength / text.length))).slice(0, maxLength)
}
