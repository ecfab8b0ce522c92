import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import {
  attributePaths,
  characteristicsOf,
  coreSchema,
  employeeSchema,
  enterpriseSchema,
  isUnassigned,
  readValue,
  targetOf,
  type AttributePath,
  type Given,
} from './attributes.ts'

/** What is wrong in the body of a request. `attribute`: as the request names it. */
export type BodyFault =
  | { readonly kind: 'body-unreadable' | 'schemas-wrong' | 'patch-unreadable' | 'no-target' }
  | {
      readonly kind: 'attribute-unknown' | 'value-wrong' | 'path-unknown' | 'not-changeable'
      readonly attribute: string
    }

/** What is to be set; `undefined` removes it. */
export type Values = ReadonlyMap<AttributePath, string | boolean | undefined>

export type JsonObject = { readonly [name: string]: unknown }

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * The user of a POST or PUT. Attributes of the service's own are ignored (RFC 7644 § 3.3), those of the standard
 * that are not stored too; others are refused, so that a misspelt name does not go unnoticed.
 */
export function readUser(body: unknown): Result<Given, BodyFault> {
  if (!isObject(body)) return refuse({ kind: 'body-unreadable' })
  if (!hasSchemas(body, [coreSchema])) return refuse({ kind: 'schemas-wrong' })
  const values = new Map<AttributePath, string | boolean | undefined>()
  const fault = readInto(values, body, { prefix: '', onReadOnly: 'ignore' })
  return fault === undefined ? ok(givenOf(values)) : refuse(fault)
}

/** RFC 7643 § 3: the schemas of the resource, and no others. */
export function hasSchemas(body: JsonObject, needed: readonly string[]): boolean {
  const schemas = memberOf(body, 'schemas')
  if (!Array.isArray(schemas)) return false
  const named = schemas.map((each) => (typeof each === 'string' ? each.toLowerCase() : undefined))
  const known = [...needed, coreSchema, employeeSchema, enterpriseSchema].map((schema) =>
    schema.toLowerCase(),
  )
  return (
    needed.every((schema) => named.includes(schema.toLowerCase())) &&
    named.every((each) => each !== undefined && known.includes(each))
  )
}

/** The names of attributes are case-insensitive (RFC 7643 § 2.1). */
export const memberOf = (body: JsonObject, name: string): unknown =>
  Object.entries(body).find(([each]) => each.toLowerCase() === name.toLowerCase())?.[1]

/** Adds what the object gives; returns what is wrong in it. */
export function readInto(
  values: Map<AttributePath, string | boolean | undefined>,
  object: JsonObject,
  { prefix, onReadOnly }: { readonly prefix: string; readonly onReadOnly: 'ignore' | 'refuse' },
): BodyFault | undefined {
  for (const [name, value] of Object.entries(object)) {
    if (prefix === '' && name.toLowerCase() === 'schemas') continue
    const fault = readMember(values, { name: `${prefix}${name}`, value }, onReadOnly)
    if (fault !== undefined) return fault
  }
  return undefined
}

function readMember(
  values: Map<AttributePath, string | boolean | undefined>,
  { name, value }: { readonly name: string; readonly value: unknown },
  onReadOnly: 'ignore' | 'refuse',
): BodyFault | undefined {
  const target = targetOf(name)
  switch (target.kind) {
    case 'attribute':
      return setValue(values, target.path, value)
    case 'group':
      if (isUnassigned(value)) {
        unassign(values, target.prefix)
        return undefined
      }
      return isObject(value)
        ? readInto(values, value, { prefix: target.prefix, onReadOnly })
        : { kind: 'value-wrong', attribute: shortly(name) }
    case 'read-only':
      return onReadOnly === 'refuse'
        ? { kind: 'not-changeable', attribute: shortly(name) }
        : undefined
    case 'not-stored':
      return undefined
    case 'unknown':
      return { kind: 'attribute-unknown', attribute: shortly(name) }
  }
}

export function setValue(
  values: Map<AttributePath, string | boolean | undefined>,
  path: AttributePath,
  value: unknown,
): BodyFault | undefined {
  if (isUnassigned(value)) {
    values.set(path, undefined)
    return undefined
  }
  const read = readValue(path, value)
  if (read === undefined) return { kind: 'value-wrong', attribute: path }
  values.set(path, read)
  return undefined
}

/** Every attribute under `name`, or of a schema. */
export function unassign(
  values: Map<AttributePath, string | boolean | undefined>,
  prefix: string,
): void {
  for (const path of attributePaths)
    if (`${characteristicsOf(path).schema}:${path}`.startsWith(prefix)) values.set(path, undefined)
}

export const givenOf = (values: Values): Given =>
  Object.fromEntries(
    attributePaths.flatMap((path) => {
      const value = values.get(path)
      return value === undefined ? [] : [[path, value]]
    }),
  )

/** A name that somebody sent, in a refusal. */
export const shortly = (name: string): string => name.slice(0, 120)
