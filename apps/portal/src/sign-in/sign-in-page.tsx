import { askSignInChallenge, signIn } from '@sotevarmenne/api/access'
import { ok } from '@sotevarmenne/kernel/result'
import { useRef } from 'react'
import { Navigate, useNavigate, useSearchParams } from 'react-router'
import { Button, Heading, InlineAlert, Paragraph } from 'suomifi-ui-components'
import { ask } from '../api/ask.ts'
import { keepSession, useSession } from '../api/session.ts'
import { PageLink, useHref } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Panel, Prose } from '../layout/surface.tsx'
import { SigningSteps } from '../reader/signing-steps.tsx'
import { useCardSignature } from '../reader/use-card-signature.ts'
import { useTexts } from '../texts/index.ts'
import { challengeText, returnPath } from './challenge-text.ts'

export function SignInPage() {
  const t = useTexts('signing')
  const href = useHref()
  const navigate = useNavigate()
  const [query] = useSearchParams()
  const wanted = returnPath(query.get('return'))
  const view = useSession()
  const { at, start, cancel } = useCardSignature()
  const challengeId = useRef('')

  async function signInByCard(): Promise<void> {
    const session = await start({
      keyUsage: 'digitalsignature',
      content: async () => {
        const challenge = await ask(askSignInChallenge, {})
        if (!challenge.ok) return challenge
        challengeId.current = challenge.value.challengeId
        return ok(challengeText(location.origin, challenge.value.nonce))
      },
      use: (signature) => ask(signIn, { challengeId: challengeId.current, ...signature }),
    })
    if (session === undefined) return
    keepSession(session)
    const first = session.roles.includes('registrar') ? href('desk') : href('own')
    await navigate(wanted ?? first, { replace: true })
  }

  if (view.state === 'open' && at.step === 'idle') {
    const first = view.session.roles.includes('registrar') ? href('desk') : href('own')
    return <Navigate to={wanted ?? first} replace />
  }
  return (
    <>
      <PageTitle>{wanted === undefined ? t('heading') : t('endedHeading')}</PageTitle>
      <Prose>
        {wanted === undefined ? null : (
          <InlineAlert status="neutral" mb="m">
            {t('ended')}
          </InlineAlert>
        )}
        <Paragraph>{t('lead')}</Paragraph>
        <Panel aria-label={t('heading')}>
          <Heading variant="h2" mb="xs">
            {t('needs')}
          </Heading>
          <ul>
            <li>{t('needCard')}</li>
            <li>{t('needReader')}</li>
            <li>{t('needSoftware')}</li>
          </ul>
          {at.step === 'idle' ? (
            <Button onClick={() => void signInByCard()}>{t('start')}</Button>
          ) : null}
          <SigningSteps
            at={at}
            keyUsage="digitalsignature"
            onRetry={() => void signInByCard()}
            onCancel={cancel}
          />
        </Panel>
        <Paragraph mt="m">
          <PageLink to="help">{t('moreHelp')}</PageLink>
        </Paragraph>
      </Prose>
    </>
  )
}
