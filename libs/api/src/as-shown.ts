import { z } from 'zod'
import { isForTypingOnly } from './values.ts'

/**
 * The same schema for what the service sends: without the rules on characters and on postal codes, which are for
 * what people type.
 * Registers, and what was stored under earlier rules, may have others, and a page must show them.
 */
export const asShown = <Schema extends z.ZodType>(schema: Schema): Schema =>
  shown(schema as unknown as Node) as unknown as Schema

/** What is used of the inner side of Zod: the definition of a schema, and a copy with another one. */
type Node = {
  readonly _zod: { readonly def: Definition }
  readonly clone: (def: Definition) => Node
}
type Definition = {
  readonly type: string
  readonly checks?: readonly { readonly _zod: { readonly def: object } }[]
  readonly shape?: Readonly<Record<string, Node>>
  readonly options?: readonly Node[]
  readonly element?: Node
  readonly innerType?: Node
  readonly valueType?: Node
}

function shown(node: Node): Node {
  const { def } = node._zod
  const checks = def.checks?.filter((check) => !isForTypingOnly(check._zod.def))
  if (def.type === 'string')
    return checks?.length === def.checks?.length
      ? node
      : described(node, node.clone({ ...def, ...(checks && { checks }) }))
  const { shape, options } = def
  const changed: { -readonly [Key in keyof Definition]?: Definition[Key] } = {}
  if (checks && checks.length !== def.checks?.length) changed.checks = checks
  if (shape) {
    const entries = Object.entries(shape).map(([name, one]) => [name, shown(one)] as const)
    if (entries.some(([name, one]) => one !== shape[name]))
      changed.shape = Object.fromEntries(entries)
  }
  if (options) {
    const each = options.map(shown)
    if (each.some((one, index) => one !== options[index])) changed.options = each
  }
  for (const member of ['element', 'innerType', 'valueType'] as const) {
    const inner = def[member]
    const after = inner && shown(inner)
    if (after !== inner && after) changed[member] = after
  }
  return Object.keys(changed).length === 0 ? node : node.clone({ ...def, ...changed })
}

/** The copy with what describes its original: examples and lengths. */
function described(original: Node, copy: Node): Node {
  const meta = z.globalRegistry.get(original as unknown as z.ZodType)
  if (meta !== undefined) z.globalRegistry.add(copy as unknown as z.ZodType, meta)
  return copy
}
