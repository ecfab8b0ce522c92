import { beginClientCertificateSignIn } from '@sotevarmenne/api/authentication'
import { useState } from 'react'
import {
  Expander,
  ExpanderContent,
  ExpanderTitleButton,
  InlineAlert,
  Paragraph,
} from 'suomifi-ui-components'
import { callApi } from '../api/call-api.ts'
import { useTexts } from '../texts/index.ts'
import { signInTexts } from './texts.ts'
import { isUnderWay } from './attempt.ts'
import { SignInElsewhere } from './sign-in-elsewhere.tsx'
import { useWaysToSignIn } from './ways-to-sign-in.ts'

/**
 * Links to the TLS client-certificate sign-in, where the service has it. When the card or its PIN is wrong
 * the browser shows a page of its own: here is the explanation for users who come back from it.
 */
export function SignInByClientCertificate({
  wanted,
  onLeave,
}: {
  wanted: string | undefined
  onLeave?: (() => void) | undefined
}) {
  const t = useTexts(signInTexts)
  const { tlsSignIn } = useWaysToSignIn()
  const [isBack] = useState(() => isUnderWay('client-certificate'))
  if (!tlsSignIn) return null
  return (
    <SignInElsewhere
      at="client-certificate"
      texts={{ heading: t('tlsSignIn'), lead: t('tlsSignInLead'), start: t('tlsSignInStart') }}
      begin={() => callApi(beginClientCertificateSignIn, {})}
      wanted={wanted}
      onLeave={onLeave}
    >
      {isBack ? (
        <InlineAlert status="warning" labelText={t('tlsSignInUnfinished')} mb="m">
          {t('tlsSignInUnfinishedHelp')}
        </InlineAlert>
      ) : null}
      <Expander id="client-certificate-help" mb="m">
        <ExpanderTitleButton asHeading="h3">{t('tlsSignInNeeds')}</ExpanderTitleButton>
        <ExpanderContent>
          <ul>
            <li>{t('tlsSignInNeedsModule')}</li>
            <li>{t('tlsSignInNeedsFirefox')}</li>
            <li>{t('tlsSignInNeedsChrome')}</li>
          </ul>
          <Paragraph>{t('tlsSignInRemembers')}</Paragraph>
        </ExpanderContent>
      </Expander>
    </SignInElsewhere>
  )
}
