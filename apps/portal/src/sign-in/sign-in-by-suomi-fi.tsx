import { beginSuomiFi } from '@sotevarmenne/api/authentication'
import { callApi } from '../api/call-api.ts'
import { useTexts } from '../texts/index.ts'
import { signInTexts } from './texts.ts'
import { SignInElsewhere } from './sign-in-elsewhere.tsx'
import { useWaysToSignIn } from './ways-to-sign-in.ts'

/** Links to Suomi.fi, where the service has it. */
export function SignInBySuomiFi({
  wanted,
  onLeave,
  isAgain = false,
  isAtOnce = false,
}: {
  wanted: string | undefined
  onLeave?: (() => void) | undefined
  /** After a refusal: the user chooses another means. */
  isAgain?: boolean
  /** The browser leaves without a click. */
  isAtOnce?: boolean
}) {
  const t = useTexts(signInTexts)
  const { suomiFi } = useWaysToSignIn()
  if (!suomiFi) return null
  return (
    <SignInElsewhere
      at="suomi-fi"
      texts={
        isAgain
          ? {
              heading: t('suomiFiOther'),
              lead: t('suomiFiOtherLead'),
              start: t('suomiFiOtherStart'),
            }
          : { heading: t('suomiFi'), lead: t('suomiFiLead'), start: t('suomiFiStart') }
      }
      begin={() => callApi(beginSuomiFi, { isAgain })}
      isAtOnce={isAtOnce}
      wanted={wanted}
      onLeave={onLeave}
    />
  )
}
