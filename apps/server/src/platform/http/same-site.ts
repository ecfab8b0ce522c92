import { isCsrfTokenOf } from '../csrf.ts'
import type { SessionToken } from '../permit.ts'

/** What a request tells about the page that made it. */
export type Provenance = {
  readonly method: string
  /** `https://host`, as the request reached us. */
  readonly ownOrigin: string
  /** Further origins of ours, when a proxy stands before us. */
  readonly origins: readonly string[]
  readonly origin?: string
  readonly secFetchSite?: string
  readonly session?: SessionToken
  readonly csrfToken?: string
  /** The endpoint is open: it needs no session, so none is misused by it. */
  readonly isOpen: boolean
}

/**
 * Whether another site's page may have made the request on the back of our cookie. Browsers name the origin of every
 * change, and most say how the sites are related; programs send neither and have no cookie to misuse.
 */
export function isFromOurPage(request: Provenance): boolean {
  if (request.method === 'GET') return true
  if (request.secFetchSite !== undefined && request.secFetchSite !== 'same-origin') return false
  const ours = [request.ownOrigin, ...request.origins]
  if (request.origin !== undefined && !ours.includes(request.origin)) return false
  if (request.isOpen || request.session === undefined) return true
  return request.csrfToken !== undefined && isCsrfTokenOf(request.session, request.csrfToken)
}
