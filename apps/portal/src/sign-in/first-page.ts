import type { Session } from '@sotevarmenne/api/authentication'
import { mayOversee } from '../api/session.ts'
import { useHref } from '../layout/links.tsx'

/** The first page after a sign-in: the requested page, or that of the role. */
export function useFirstPage(): (session: Session, wanted: string | undefined) => string {
  const href = useHref()
  return (session, wanted) => {
    if (wanted !== undefined) return wanted
    if (session.signIn.method === 'password') return href('organisation')
    if (session.roles.includes('registrar')) return href('desk')
    if (session.roles.includes('hotlineAgent')) return href('hotline')
    return href(mayOversee(session) ? 'operations' : 'own')
  }
}
