import { isCsrfTokenOf } from '../csrf.ts'
import type { SessionToken } from '../permit.ts'

/** What a request reveals about the page that sent it. */
export type Provenance = {
  readonly method: string
  /** Our origins; never as the request names its host, which anybody may choose. */
  readonly origins: readonly string[]
  readonly origin?: string
  readonly secFetchSite?: string
  readonly session?: SessionToken
  readonly csrfToken?: string
  /** The endpoint is open: it needs no session, so no session can be misused by it. */
  readonly isOpen: boolean
}

/**
 * False when another site's page may have sent the request with our cookie (CSRF). Browsers name the origin
 * of every change, and most say how the sites are related; programs send neither and have no cookie to
 * misuse.
 */
export function isFromOurPage(request: Provenance): boolean {
  if (request.method === 'GET') return true
  if (request.secFetchSite !== undefined && request.secFetchSite !== 'same-origin') return false
  if (request.origin !== undefined && !request.origins.includes(request.origin)) return false
  if (request.isOpen || request.session === undefined) return true
  return request.csrfToken !== undefined && isCsrfTokenOf(request.session, request.csrfToken)
}
