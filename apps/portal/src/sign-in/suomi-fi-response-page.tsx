import { signInBySuomiFi } from '@sotevarmenne/api/authentication'
import { callApi } from '../api/call-api.ts'
import { useTexts } from '../texts/index.ts'
import { signInTexts } from './texts.ts'
import { isForOrganisation } from './attempt.ts'
import { SignInBySuomiFi } from './sign-in-by-suomi-fi.tsx'
import { SignInResponse } from './sign-in-response.tsx'

export function SuomiFiResponsePage() {
  const t = useTexts(signInTexts)
  return (
    <SignInResponse
      from="suomi-fi"
      title={t('suomiFiTitle')}
      checking={t('suomiFiChecking')}
      bring={({ attempt, wanted }, query) =>
        callApi(signInBySuomiFi, { attempt, query, isForOrganisation: isForOrganisation(wanted) })
      }
      again={(wanted) => <SignInBySuomiFi wanted={wanted} isAgain />}
    />
  )
}
