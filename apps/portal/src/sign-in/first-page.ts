import type { SessionView } from '@sotevarmenne/api/authentication'
import { mayDo } from '../api/session.ts'
import { useHref } from '../layout/links.tsx'

/** The first page after a sign-in: the requested page, or that of the role. */
export function useFirstPage(): (session: SessionView, wanted: string | undefined) => string {
  const href = useHref()
  return (session, wanted) => {
    if (wanted !== undefined) return wanted
    if (session.signIn.method === 'password') return href('organisation')
    if (mayDo(session, 'orders.viewVisitor')) return href('desk')
    if (mayDo(session, 'hotline.takeCall')) return href('hotline')
    if (mayDo(session, 'adviceDesk.lookUp')) return href('advice-desk')
    if (mayDo(session, 'inbox.view')) return href('operations/inbox')
    return href(mayDo(session, 'overview.viewOverview') ? 'operations' : 'own')
  }
}
