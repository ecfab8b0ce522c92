import type { DerNode } from './der.ts'

/** Every node decoded; undefined when one can't be, or there is none (these sequences are SIZE (1..MAX)). */
export function allOf<Value>(
  nodes: readonly DerNode[] | undefined,
  decode: (node: DerNode) => Value | undefined,
): readonly Value[] | undefined {
  if (nodes === undefined || nodes.length === 0) return undefined
  const values: Value[] = []
  for (const node of nodes) {
    const value = decode(node)
    if (value === undefined) return undefined
    values.push(value)
  }
  return values
}
