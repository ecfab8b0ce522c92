import { beginSuomiFi } from '@sotevarmenne/api/authentication'
import { callApi } from '../api/call-api.ts'
import { useTexts } from '../texts/index.ts'
import { SignInElsewhere } from './sign-in-elsewhere.tsx'
import { useWaysToSignIn } from './ways-to-sign-in.ts'

/** Links to Suomi.fi, where the service has it. */
export function SignInBySuomiFi({
  wanted,
  onLeave,
}: {
  wanted: string | undefined
  onLeave?: (() => void) | undefined
}) {
  const t = useTexts('signing')
  const { suomiFi } = useWaysToSignIn()
  if (!suomiFi) return null
  return (
    <SignInElsewhere
      at="suomi-fi"
      texts={{ heading: t('suomiFi'), lead: t('suomiFiLead'), start: t('suomiFiStart') }}
      begin={() => callApi(beginSuomiFi, {})}
      wanted={wanted}
      onLeave={onLeave}
    />
  )
}
