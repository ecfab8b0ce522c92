import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Settings as Environment } from '@sotevarmenne/kernel/settings'
import { originsIn } from '../settings/settings.ts'

/** Who may let a person sign a list with one PIN, and how much at once. Only an organisation allows it. */
export type ListPolicy = {
  /** Exact origins. Without any, no list is signed. */
  readonly sites: readonly string[]
  readonly maxItems: number
  /** From the moment at which a list is shown until its last signature. */
  readonly maxMinutes: number
}

/** No policy may allow more. */
const limits = { items: 50, minutes: 15 } as const

/** What holds unless the organisation chose something: no site. */
export const defaultListPolicy: ListPolicy = { sites: [], maxItems: limits.items, maxMinutes: 5 }

export type ListPolicyRefusal = {
  readonly kind: 'wrong-list-site' | 'wrong-list-limit'
  readonly value: string
}

/** From the settings of the organisation; refused with what is wrong. */
export function listPolicyOf(environment: Environment): Result<ListPolicy, ListPolicyRefusal> {
  const sites = originsIn(environment.SOTEVARMENNE_LIST_SITES ?? '')
  if ('wrong' in sites) return refuse({ kind: 'wrong-list-site', value: sites.wrong })
  const items = environment.SOTEVARMENNE_LIST_ITEMS ?? String(defaultListPolicy.maxItems)
  const minutes = environment.SOTEVARMENNE_LIST_MINUTES ?? String(defaultListPolicy.maxMinutes)
  if (!isUpTo(items, limits.items)) return refuse({ kind: 'wrong-list-limit', value: items })
  if (!isUpTo(minutes, limits.minutes)) return refuse({ kind: 'wrong-list-limit', value: minutes })
  return ok({ sites: sites.origins, maxItems: Number(items), maxMinutes: Number(minutes) })
}

const isUpTo = (text: string, max: number): boolean =>
  /^[1-9]\d{0,2}$/.test(text) && Number(text) <= max
