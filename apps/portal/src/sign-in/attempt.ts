import { returnPath } from './challenge-text.ts'

/** A sign-in elsewhere that is under way in this tab: its secret, and the page to return to. */
export type Attempt = { readonly attempt: string; readonly wanted?: string }

/** Where the browser goes to. */
export type Elsewhere = 'suomi-fi' | 'card-door'

export function keepAttempt(
  at: Elsewhere,
  { attempt, wanted }: Attempt,
  store: Storage = sessionStorage,
): void {
  store.setItem(keyOf(at), JSON.stringify({ attempt, wanted }))
}

/** What was kept, once: an attempt is answered once. */
export function takeAttempt(at: Elsewhere, store: Storage = sessionStorage): Attempt | undefined {
  const kept = store.getItem(keyOf(at))
  store.removeItem(keyOf(at))
  if (kept === null) return undefined
  const { attempt, wanted } = JSON.parse(kept) as { attempt: string; wanted?: string }
  const back = returnPath(wanted ?? null)
  return { attempt, ...(back !== undefined && { wanted: back }) }
}

/** Whether the browser went there and has not come back with an answer. */
export const isUnderWay = (at: Elsewhere, store: Storage = sessionStorage): boolean =>
  store.getItem(keyOf(at)) !== null

const keyOf = (at: Elsewhere): string => `${at}-attempt`

/** Whether the page that is wanted is one of those on which people act for an organisation. */
export const isForOrganisation = (wanted: string | undefined): boolean =>
  wanted !== undefined && /^\/\w\w\/(organisation|invitation)(\/|$)/.test(wanted)
