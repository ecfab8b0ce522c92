import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { characteristicsOf, targetOf } from './attributes.ts'

/** By which users can be found: what they are called is sealed. All of them must hold. */
export type Filter = {
  readonly id?: string
  readonly userName?: string
  readonly externalId?: string
  readonly active?: boolean
}

export type FilterRefusal = { readonly kind: 'filter-not-supported' }

/**
 * Comparisons by `eq`, joined by `and` (RFC 7644 § 3.4.2.2). Anything else is refused: a filter that was ignored
 * would match the wrong users.
 */
export function readFilter(text: string): Result<Filter, FilterRefusal> {
  const no = refuse({ kind: 'filter-not-supported' } as const)
  if (text.length > 2000) return no
  let filter: Filter = {}
  let rest = text.trim()
  for (;;) {
    const [all, name = '', typed = ''] = comparison.exec(rest) ?? []
    if (all === undefined) return no
    const compared = compare(name, JSON.parse(typed) as string | boolean)
    // The same attribute twice is either once or nobody.
    if (compared === undefined || Object.keys(compared).some((key) => key in filter)) return no
    filter = { ...filter, ...compared }
    rest = rest.slice(all.length)
    if (rest === '') return ok(filter)
    const [and] = /^\s+and\s+/i.exec(rest) ?? []
    if (and === undefined) return no
    rest = rest.slice(and.length)
  }
}

const comparison =
  /^([A-Za-z][\w:.-]{0,120})\s+[eE][qQ]\s+("(?:[^"\\\u0000-\u001f]|\\["\\/bfnrt]|\\u[\dA-Fa-f]{4})*"|true|false)/

function compare(name: string, value: string | boolean): Filter | undefined {
  if (name.toLowerCase() === 'id') return typeof value === 'string' ? { id: value } : undefined
  const target = targetOf(name)
  if (target.kind !== 'attribute') return undefined
  const { path } = target
  const isOfType = typeof value === characteristicsOf(path).type
  if (path === 'active')
    return typeof value === 'boolean'
      ? { active: value }
      : /^(true|false)$/i.test(value)
        ? { active: value.toLowerCase() === 'true' }
        : undefined
  if (!isOfType || typeof value !== 'string') return undefined
  return path === 'userName' || path === 'externalId' ? { [path]: value } : undefined
}
