import { signInBySuomiFi } from '@sotevarmenne/api/authentication'
import { callApi } from '../api/call-api.ts'
import { useTexts } from '../texts/index.ts'
import { isForOrganisation } from './attempt.ts'
import { SignInResponse } from './sign-in-response.tsx'

export function SuomiFiResponsePage() {
  const t = useTexts('signing')
  return (
    <SignInResponse
      from="suomi-fi"
      title={t('suomiFiTitle')}
      checking={t('suomiFiChecking')}
      bring={({ attempt, wanted }, query) =>
        callApi(signInBySuomiFi, { attempt, query, isForOrganisation: isForOrganisation(wanted) })
      }
    />
  )
}
