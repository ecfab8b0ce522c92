import type { LoaderFunctionArgs } from 'react-router'

/** The page that the server sent when the application began. */
const begunAt = location.pathname

/**
 * An address that the application does not know is perhaps a text page: the server is asked for it. Where the application
 * itself came in answer, there is no such page.
 */
export function leaveForDocument({ request }: LoaderFunctionArgs): Promise<null> | null {
  const { pathname, href } = new URL(request.url)
  if (pathname === begunAt) return null
  location.assign(href)
  return new Promise(() => undefined)
}
