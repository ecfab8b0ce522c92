import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import {
  attributePaths,
  isUnassigned,
  targetOf,
  type AttributePath,
  type Given,
} from './attributes.ts'
import {
  givenOf,
  hasSchemas,
  isObject,
  memberOf,
  readInto,
  setValue,
  shortly,
  unassign,
  type BodyFault,
  type JsonObject,
} from './read-user.ts'

export const patchSchema = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'

/** Operations of one request; a directory sends a handful. */
const maxOperations = 100

type Set = Map<AttributePath, string | boolean | undefined>

/**
 * What the user is after the operations of a PATCH (RFC 7644 § 3.5.2): all of them, or the first fault. No stored
 * attribute has several values, so `add` and `replace` are the same.
 */
export function patch(before: Given, body: unknown): Result<Given, BodyFault> {
  if (!isObject(body)) return refuse({ kind: 'body-unreadable' })
  if (!hasSchemas(body, [patchSchema])) return refuse({ kind: 'schemas-wrong' })
  const operations = memberOf(body, 'Operations')
  if (
    !Array.isArray(operations) ||
    operations.length === 0 ||
    operations.length > maxOperations ||
    !operations.every(isObject)
  )
    return refuse({ kind: 'patch-unreadable' })
  const values: Set = new Map(
    attributePaths.flatMap((path) => (before[path] === undefined ? [] : [[path, before[path]]])),
  )
  for (const operation of operations) {
    const fault = apply(values, operation)
    if (fault !== undefined) return refuse(fault)
  }
  return ok(givenOf(values))
}

function apply(values: Set, operation: JsonObject): BodyFault | undefined {
  const op = memberOf(operation, 'op')
  const path = memberOf(operation, 'path')
  const value = memberOf(operation, 'value')
  // Microsoft Entra ID writes `Replace`.
  const kind = typeof op === 'string' ? op.toLowerCase() : ''
  if (kind !== 'add' && kind !== 'replace' && kind !== 'remove') return { kind: 'patch-unreadable' }
  if (isUnassigned(path)) {
    if (kind === 'remove') return { kind: 'no-target' }
    return isObject(value)
      ? readInto(values, value, { prefix: '', onReadOnly: 'refuse' })
      : { kind: 'patch-unreadable' }
  }
  if (typeof path !== 'string') return { kind: 'patch-unreadable' }
  return applyAt(values, { path, value: kind === 'remove' ? undefined : value })
}

function applyAt(
  values: Set,
  { path, value }: { readonly path: string; readonly value: unknown },
): BodyFault | undefined {
  const [, name] = pathShape.exec(path) ?? []
  if (name === undefined) return { kind: 'path-unknown', attribute: shortly(path) }
  const target = targetOf(name)
  switch (target.kind) {
    case 'attribute':
      return path.includes('[')
        ? { kind: 'path-unknown', attribute: shortly(path) }
        : setValue(values, target.path, value)
    case 'group': {
      if (!isUnassigned(value) && !isObject(value))
        return { kind: 'value-wrong', attribute: shortly(path) }
      if (isUnassigned(value)) unassign(values, target.prefix)
      return isObject(value)
        ? readInto(values, value, { prefix: target.prefix, onReadOnly: 'refuse' })
        : undefined
    }
    case 'read-only':
      return { kind: 'not-changeable', attribute: shortly(path) }
    case 'not-stored':
      return undefined
    case 'unknown':
      return { kind: 'path-unknown', attribute: shortly(path) }
  }
}

/** A name, with a filter where the standard has several values: `emails[type eq "work"].value`. */
const pathShape = /^([A-Za-z][\w.:$-]{0,200})(?:\[[^[\]]{1,200}\](?:\.[A-Za-z]\w{0,60})?)?$/
