import { useQuery } from '@tanstack/react-query'
import { viewOwnCards } from '@sotevarmenne/api/cards'
import {
  signOut,
  viewSession,
  type EndedByCard,
  type SessionView,
} from '@sotevarmenne/api/authentication'
import type { Permission } from '@sotevarmenne/api/permissions'
import { forgetTyping } from '../forms/saved-input.ts'
import { forgetRenewal } from '../own/renewal-under-way.ts'
import { callApi, cachedSession, queryClient, sessionKey, type CachedSession } from './call-api.ts'
import { isForNow, isOutdated } from './cached-responses.ts'

export type CurrentSession =
  | { readonly state: 'requesting' }
  | { readonly state: 'unreachable' }
  /**
   * `isLocked`: until the same card has signed in again, whatever the server still says; `isSignedOut`: the
   * user has signed out on this page; `ended`: the service has ended the session, because of its card.
   */
  | {
      readonly state: 'none'
      readonly isLocked?: boolean
      readonly isSignedOut?: boolean
      readonly ended?: EndedByCard
    }
  | { readonly state: 'open'; readonly session: SessionView }

/** The open session of this browser, as the server sees it. */
export function useSession(): CurrentSession {
  const { data, isPending, isError } = useQuery({
    queryKey: sessionKey,
    staleTime: 60_000,
    refetchOnWindowFocus: true,
    queryFn: ({ signal }) => requestSession(signal),
  })
  if (isPending) return { state: 'requesting' }
  if (data?.isLocked === true) return { state: 'none', isLocked: true }
  if (data?.session !== undefined) return { state: 'open', session: data.session }
  if (data?.isSignedOut === true) return { state: 'none', isSignedOut: true }
  if (data?.ended !== undefined) return { state: 'none', ended: data.ended }
  return isError ? { state: 'unreachable' } : { state: 'none' }
}

/**
 * The session as the server sees it. A session stored during the request is newer than the response. A
 * service that is failing, or asks to wait, does not say that nobody is signed in.
 */
export async function requestSession(signal?: AbortSignal): Promise<CachedSession> {
  const before = cachedSession()
  const response = await callApi(viewSession, {}, signal)
  if (!response.ok && response.refusal.status !== 401)
    throw new Error('the service does not say who is signed in', { cause: response.refusal })
  const seen = response.ok ? response.value : {}
  const stored = cachedSession()
  if (stored !== undefined && stored !== before) return stored
  if (stored?.isSignedOut === true && seen.session === undefined) return stored
  return stored?.isLocked === true && !isUnlocking(seen.session, stored.session) ? stored : seen
}

/** The card may have signed in again in another tab of the browser. */
const isUnlocking = (now: SessionView | undefined, locked: SessionView | undefined): boolean =>
  now !== undefined && now.csrfToken !== locked?.csrfToken && now.cardId === locked?.cardId

/**
 * Locks the pages at once (R108), and has the service end the session as soon as it responds. Work in
 * progress waits for a sign-in.
 */
export async function lockSession(): Promise<void> {
  forgetTyping()
  forgetRenewal()
  const stored = cachedSession()
  queryClient.setQueryData<CachedSession>(sessionKey, { ...stored, isLocked: true })
  while (cachedSession()?.isLocked === true) {
    try {
      const response = await callApi(signOut, { because: 'card-taken-out' })
      // Refused: there is no session any more. A service that is failing, or asks to wait, is called again.
      if (response.ok || !isForNow(response.refusal)) return
      await pause()
    } catch {
      await pause()
    }
  }
}

const pause = () => new Promise((again) => setTimeout(again, 2000))

/** Whether the person may do the operation with this sign-in; the server decides again at each request. */
export const mayDo = ({ may }: SessionView, operation: Permission): boolean =>
  may.includes(operation)

/** Cached data of another person, or of another card, are removed. */
export const keepSession = (session: SessionView): void => {
  const before = cachedSession()?.session
  if (
    before !== undefined &&
    (before.personId !== session.personId || before.cardId !== session.cardId)
  )
    forgetWhatWasRead()
  queryClient.setQueryData<CachedSession>(sessionKey, { session })
  void queryClient.refetchQueries({ type: 'active', predicate: isOutdated })
}

const forgetWhatWasRead = (): void => {
  queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionKey[0] })
}

/** Uses the session, which extends it, and fetches its new end. */
export async function stayInSession(): Promise<void> {
  const used = await callApi(viewOwnCards, {})
  if (used.ok) await queryClient.invalidateQueries({ queryKey: sessionKey })
}

/**
 * Ends the session and removes everything that was read in it. Returns the address at which to end it too, if
 * any. Rejects when the service does not end it now.
 */
export async function endSession(): Promise<string | undefined> {
  forgetTyping()
  forgetRenewal()
  const ended = await callApi(signOut, {})
  // A user who reads that the session is over must be able to rely on it.
  if (!ended.ok && isForNow(ended.refusal))
    throw new Error('the service does not end the session now: try again later', {
      cause: ended.refusal,
    })
  // Any other refusal means that there was no session any more: the page removes it all the same.
  if (!ended.ok) await queryClient.cancelQueries()
  showNothing()
  notifyTabs()
  return ended.ok ? ended.value.leaveTo : undefined
}

/** Nothing that was read in the session stays on the page. */
function showNothing(): void {
  queryClient.setQueryData<CachedSession>(sessionKey, { isSignedOut: true })
  forgetWhatWasRead()
}

/** The browser's other tabs have the same session, and show its data too. */
function notifyTabs(): void {
  const tabs = new BroadcastChannel(tabsOfSession)
  tabs.postMessage('signed-out')
  tabs.close()
}

/** A sign-out in another tab of the browser ends this one too. */
export function followSignOuts(): void {
  new BroadcastChannel(tabsOfSession).onmessage = () => {
    if (cachedSession()?.session === undefined) return
    forgetTyping()
    forgetRenewal()
    showNothing()
  }
}

const tabsOfSession = 'session'
