import type { LoaderFunctionArgs } from 'react-router'

/** The page that the server sent when the application started. */
const begunAt = location.pathname

/**
 * An address unknown to the application may be a text page: the server is requested. Where it sent the
 * application itself, there is no such page.
 */
export function leaveForDocument({ request }: LoaderFunctionArgs): Promise<null> | null {
  const { pathname, href } = new URL(request.url)
  if (pathname === begunAt) return null
  location.assign(href)
  return new Promise(() => undefined)
}
