import { useState } from 'react'
import { Navigate, Outlet, useLocation } from 'react-router'
import { Paragraph } from 'suomifi-ui-components'
import { queryClient, sessionKey } from '../api/ask.ts'
import { useSession } from '../api/session.ts'
import { VisitorContext, type VisitorAtDesk } from '../desk/visitor.ts'
import { useTexts } from '../texts/index.ts'
import { Fetching, Unreachable } from './answers.tsx'
import { PageLink, useHref } from './links.tsx'
import { PageTitle } from './page-title.tsx'

/** Pages of a signed-in person: without a session they lead to the sign-in and back. */
export function RequireSession() {
  const view = useSession()
  const href = useHref()
  const { pathname } = useLocation()
  if (view.state === 'open') return <Outlet />
  if (view.state === 'none')
    return <Navigate to={`${href('sign-in')}?return=${encodeURIComponent(pathname)}`} replace />
  if (view.state === 'asking') return <Fetching />
  return (
    <Unreachable onRetry={() => void queryClient.invalidateQueries({ queryKey: sessionKey })} />
  )
}

/** The desk: remembers the visitor who is being served while the registrar moves between its pages. */
export function RequireRegistrar() {
  const view = useSession()
  const t = useTexts('common')
  const visitor = useState<VisitorAtDesk>()
  if (view.state !== 'open') return null
  if (view.session.roles.includes('registrar'))
    return (
      <VisitorContext value={visitor}>
        <Outlet />
      </VisitorContext>
    )
  return (
    <>
      <PageTitle>{t('forRegistrars')}</PageTitle>
      <Paragraph mb="m">{t('forRegistrarsHelp')}</Paragraph>
      <PageLink to="own">{t('ownCards')}</PageLink>
    </>
  )
}
