import { returnPath } from './challenge-text.ts'

/** An identification at Suomi.fi that is under way in this tab: its secret, and the page to return to. */
export type Attempt = { readonly attempt: string; readonly wanted?: string }

const key = 'suomi-fi-attempt'

export function keepAttempt({ attempt, wanted }: Attempt, store: Storage = sessionStorage): void {
  store.setItem(key, JSON.stringify({ attempt, wanted }))
}

/** What was kept, once: an attempt is answered once. */
export function takeAttempt(store: Storage = sessionStorage): Attempt | undefined {
  const kept = store.getItem(key)
  store.removeItem(key)
  if (kept === null) return undefined
  const { attempt, wanted } = JSON.parse(kept) as { attempt: string; wanted?: string }
  const back = returnPath(wanted ?? null)
  return { attempt, ...(back !== undefined && { wanted: back }) }
}

/** Whether the page that is wanted is one of those on which people act for an organisation. */
export const isForOrganisation = (wanted: string | undefined): boolean =>
  wanted !== undefined && /^\/\w\w\/(organisation|invitation)(\/|$)/.test(wanted)
