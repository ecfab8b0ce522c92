import { returnPath } from './challenge-text.ts'

/** A sign-in elsewhere that is in progress in this tab: its secret, and the page to return to. */
export type Attempt = {
  readonly attempt: string
  readonly wanted?: string
  /** No sign-in: the page of a renewal that is confirmed by it. */
  readonly renews?: string
}

/** The place of the sign-in. */
export type Elsewhere = 'suomi-fi' | 'client-certificate'

export function keepAttempt(
  at: Elsewhere,
  { attempt, wanted, renews }: Attempt,
  store: Storage = sessionStorage,
): void {
  store.setItem(keyOf(at), JSON.stringify({ attempt, wanted, renews }))
}

/** Returns the stored attempt and removes it: an attempt is used once. */
export function takeAttempt(at: Elsewhere, store: Storage = sessionStorage): Attempt | undefined {
  const stored = store.getItem(keyOf(at))
  store.removeItem(keyOf(at))
  if (stored === null) return undefined
  const { attempt, wanted, renews } = JSON.parse(stored) as Attempt
  const back = returnPath(wanted ?? null)
  return {
    attempt,
    ...(back !== undefined && { wanted: back }),
    ...(renews !== undefined && { renews }),
  }
}

/** Whether the browser went there and has not come back with a response. */
export const isUnderWay = (at: Elsewhere, store: Storage = sessionStorage): boolean =>
  store.getItem(keyOf(at)) !== null

const keyOf = (at: Elsewhere): string => `${at}-attempt`

/** Whether the requested page is one of those on which people act for an organisation. */
export const isForOrganisation = (wanted: string | undefined): boolean =>
  wanted !== undefined && /^\/\w\w\/(organisation|invitation)(\/|$)/.test(wanted)
