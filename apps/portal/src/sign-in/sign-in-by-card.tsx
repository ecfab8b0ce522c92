import { requestSignInChallenge, signIn, type SessionView } from '@sotevarmenne/api/authentication'
import { ok } from '@sotevarmenne/kernel/result'
import { useRef } from 'react'
import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import { callApi } from '../api/call-api.ts'
import { keepSession } from '../api/session.ts'
import { Panel } from '../layout/surface.tsx'
import { SigningSteps } from '../reader/signing-steps.tsx'
import { useCardSignature } from '../reader/use-card-signature.ts'
import { useTexts } from '../texts/index.ts'
import { signInTexts } from './texts.ts'
import { isForOrganisation } from './attempt.ts'
import { challengeText } from './challenge-text.ts'
import { useWaysToSignIn } from './ways-to-sign-in.ts'

/**
 * Opens a session: the card, ours or of an accepted issuer, signs a fresh challenge of this page's origin.
 */
export function SignInByCard({
  wanted,
  alsoOthers = false,
  onSignedIn,
}: {
  wanted?: string | undefined
  /** Cards of other trust services are accepted, and are listed. */
  alsoOthers?: boolean
  onSignedIn?: (session: SessionView) => void
}) {
  const t = useTexts(signInTexts)
  const { otherCards } = useWaysToSignIn()
  const { at, isTried, start, cancel } = useCardSignature()
  const challengeId = useRef('')

  async function signInByCard(): Promise<void> {
    const session = await start({
      keyUsage: 'digitalsignature',
      content: async () => {
        const challenge = await callApi(requestSignInChallenge, {})
        if (!challenge.ok) return challenge
        challengeId.current = challenge.value.challengeId
        return ok(challengeText(location.origin, challenge.value.nonce))
      },
      use: (signature) =>
        callApi(signIn, {
          ...{ challengeId: challengeId.current, ...signature },
          isForOrganisation: isForOrganisation(wanted),
        }),
    })
    if (session === undefined) return
    keepSession(session)
    onSignedIn?.(session)
  }

  return (
    <Panel aria-labelledby="by-card">
      <Heading variant="h2" id="by-card" mb="xs">
        {t('byCard')}
      </Heading>
      <Paragraph mb="s">{t('lead')}</Paragraph>
      <Paragraph>{t('needs')}</Paragraph>
      <ul>
        <li>{t('needCard')}</li>
        <li>{t('needReader')}</li>
        <li>{t('needSoftware')}</li>
      </ul>
      {!alsoOthers || otherCards.length === 0 ? null : (
        <>
          <Paragraph id="other-cards">{t('otherCards')}</Paragraph>
          <ul aria-labelledby="other-cards">
            {otherCards.map((card) => (
              <li key={card}>{t(`otherCards.${card}`)}</li>
            ))}
          </ul>
        </>
      )}
      {at.step === 'idle' ? (
        <Button id="sign-in-by-card" autoFocus={isTried} onClick={() => void signInByCard()}>
          {t('start')}
        </Button>
      ) : null}
      <SigningSteps
        at={at}
        keyUsage="digitalsignature"
        onRetry={() => void signInByCard()}
        onCancel={cancel}
      />
    </Panel>
  )
}
