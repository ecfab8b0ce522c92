import { Navigate, useNavigate, useSearchParams } from 'react-router'
import type { Session } from '@sotevarmenne/api/access'
import { InlineAlert, Paragraph } from 'suomifi-ui-components'
import { mayOversee, useSession } from '../api/session.ts'
import { PageLink, useHref } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Prose } from '../layout/surface.tsx'
import { useTexts } from '../texts/index.ts'
import { returnPath } from './challenge-text.ts'
import { SignInByCard } from './sign-in-by-card.tsx'

export function SignInPage() {
  const t = useTexts('signing')
  const href = useHref()
  const navigate = useNavigate()
  const [query] = useSearchParams()
  const wanted = returnPath(query.get('return'))
  const view = useSession()
  const firstPage = (session: Session): string => {
    if (wanted !== undefined) return wanted
    if (session.roles.includes('registrar')) return href('desk')
    return href(mayOversee(session) ? 'operations' : 'own')
  }

  if (view.state === 'open') return <Navigate to={firstPage(view.session)} replace />
  return (
    <>
      <PageTitle>{wanted === undefined ? t('heading') : t('endedHeading')}</PageTitle>
      <Prose>
        {wanted === undefined ? null : (
          <InlineAlert status="neutral" mb="m">
            {t('ended')}
          </InlineAlert>
        )}
        <SignInByCard
          onSignedIn={(session) => void navigate(firstPage(session), { replace: true })}
        />
        <Paragraph mt="m">
          <PageLink to="help">{t('moreHelp')}</PageLink>
        </Paragraph>
      </Prose>
    </>
  )
}
