import type { InboxKind } from '@sotevarmenne/api/inbox'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useLocation } from 'react-router'
import { queryClient } from '../api/call-api.ts'
import { mayDo, useSession } from '../api/session.ts'

const countsKey = ['inbox-counts'] as const
export const inboxKey = ['inbox'] as const

/** Milliseconds after which the next page that is opened counts again. */
const outdatedAfter = 30_000

/**
 * What waits, for the menu: one request, repeated as the user opens pages. Nothing is requested by a timer: that
 * would keep an unused session open.
 */
export function useInboxCounts() {
  const view = useSession()
  const { pathname } = useLocation()
  const isOfficer = view.state === 'open' && mayDo(view.session, 'inbox.view')
  const { data, refetch } = useQuery({
    queryKey: countsKey,
    queryFn: async ({ signal }) => (await import('./request-counts.ts')).requestCounts(signal),
    enabled: isOfficer,
    staleTime: outdatedAfter,
    refetchOnWindowFocus: false,
  })
  useEffect(() => {
    const updatedAt = queryClient.getQueryState(countsKey)?.dataUpdatedAt
    if (isOfficer && updatedAt !== undefined && Date.now() - updatedAt > outdatedAfter)
      void refetch()
  }, [pathname, isOfficer, refetch])
  return isOfficer && data?.ok === true ? data.value : undefined
}

/** Of these kinds together. */
export const sumOf = (
  { kinds }: { readonly kinds: readonly Counted[] },
  of?: readonly InboxKind[],
): { readonly waiting: number; readonly overdue: number } => {
  const counted = kinds.filter(({ kind }) => of === undefined || of.includes(kind))
  return {
    waiting: counted.reduce((sum, { waiting }) => sum + waiting, 0),
    overdue: counted.reduce((sum, { overdue }) => sum + overdue, 0),
  }
}

type Counted = { readonly kind: InboxKind; readonly waiting: number; readonly overdue: number }

/** After a change of who has an item. */
export async function refreshInbox(): Promise<void> {
  await Promise.all(
    [inboxKey, countsKey].map((queryKey) => queryClient.invalidateQueries({ queryKey })),
  )
}
