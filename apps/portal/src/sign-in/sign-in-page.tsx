import { contactPageTexts } from '@sotevarmenne/api/contact-page-texts'
import { Navigate, useNavigate, useSearchParams } from 'react-router'
import { InlineAlert, Paragraph } from 'suomifi-ui-components'
import { useSession } from '../api/session.ts'
import { CallIfLost } from '../layout/call-if-lost.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Prose } from '../layout/surface.tsx'
import { useTexts } from '../texts/index.ts'
import { signInTexts } from './texts.ts'
import { returnPath } from './challenge-text.ts'
import { EndedByCard } from './ended-by-card.tsx'
import { useFirstPage } from './first-page.ts'
import { SignInBySuomiFi } from './sign-in-by-suomi-fi.tsx'
import { SignIn } from './sign-in.tsx'

/**
 * `?return=`: the page to go on with. `?again`: the user signs in once more, for an operation that requires
 * it.
 */
export function SignInPage() {
  const t = useTexts(signInTexts)
  const contact = useTexts(contactPageTexts)
  const navigate = useNavigate()
  const [query] = useSearchParams()
  const wanted = returnPath(query.get('return'))
  const isAgain = query.has('again')
  // A link for somebody whose card cannot be used now: its PIN is locked.
  const isBySuomiFi = query.get('by') === 'suomi-fi'
  const view = useSession()
  const firstPage = useFirstPage()

  if (view.state === 'open' && !isAgain)
    return <Navigate to={firstPage(view.session, wanted)} replace />
  return (
    <>
      <PageTitle>
        {isAgain
          ? t('againHeading')
          : wanted === undefined || isBySuomiFi
            ? t('heading')
            : t('endedHeading')}
      </PageTitle>
      <Prose>
        <EndedByCard view={view} />
        <CallIfLost />
        {wanted === undefined || isBySuomiFi ? null : (
          <InlineAlert status="neutral" mb="m">
            {isAgain ? t('again') : t('ended')}
          </InlineAlert>
        )}
        {isBySuomiFi ? (
          <SignInBySuomiFi
            wanted={wanted}
            isAtOnce
            // Who comes back is not sent away again.
            onLeave={() => {
              const back = wanted === undefined ? '' : `?return=${encodeURIComponent(wanted)}`
              history.replaceState(history.state, '', `${location.pathname}${back}`)
            }}
          />
        ) : null}
        <SignIn
          isWithoutSuomiFi={isBySuomiFi}
          wanted={wanted}
          isStrong={isAgain}
          onSignedIn={(session) => void navigate(firstPage(session, wanted), { replace: true })}
        />
        <Paragraph mt="m">
          <PageLink to="help">{t('moreHelp')}</PageLink>
        </Paragraph>
        <Paragraph mt="s">
          {t('withoutSignIn')} <PageLink to="contact-form">{contact('heading')}</PageLink>
        </Paragraph>
      </Prose>
    </>
  )
}
