import { Navigate, useNavigate, useSearchParams } from 'react-router'
import { InlineAlert, Paragraph } from 'suomifi-ui-components'
import { useSession } from '../api/session.ts'
import { CallIfLost } from '../layout/call-if-lost.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Prose } from '../layout/surface.tsx'
import { useTexts } from '../texts/index.ts'
import { returnPath } from './challenge-text.ts'
import { EndedByCard } from './ended-by-card.tsx'
import { useFirstPage } from './first-page.ts'
import { SignIn } from './sign-in.tsx'

/**
 * `?return=`: the page to go on with. `?again`: the user signs in once more, for an operation that requires
 * it.
 */
export function SignInPage() {
  const t = useTexts('signing')
  const navigate = useNavigate()
  const [query] = useSearchParams()
  const wanted = returnPath(query.get('return'))
  const isAgain = query.has('again')
  const view = useSession()
  const firstPage = useFirstPage()

  if (view.state === 'open' && !isAgain)
    return <Navigate to={firstPage(view.session, wanted)} replace />
  return (
    <>
      <PageTitle>
        {isAgain ? t('againHeading') : wanted === undefined ? t('heading') : t('endedHeading')}
      </PageTitle>
      <Prose>
        <EndedByCard view={view} />
        <CallIfLost />
        {wanted === undefined ? null : (
          <InlineAlert status="neutral" mb="m">
            {isAgain ? t('again') : t('ended')}
          </InlineAlert>
        )}
        <SignIn
          wanted={wanted}
          isStrong={isAgain}
          onSignedIn={(session) => void navigate(firstPage(session, wanted), { replace: true })}
        />
        <Paragraph mt="m">
          <PageLink to="help">{t('moreHelp')}</PageLink>
        </Paragraph>
      </Prose>
    </>
  )
}
