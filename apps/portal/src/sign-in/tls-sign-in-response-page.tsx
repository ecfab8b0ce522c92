import { signInByClientCertificate } from '@sotevarmenne/api/authentication'
import { callApi } from '../api/call-api.ts'
import { useTexts } from '../texts/index.ts'
import { signInTexts } from './texts.ts'
import { isForOrganisation } from './attempt.ts'
import { SignInResponse } from './sign-in-response.tsx'

export function TlsSignInResponsePage() {
  const t = useTexts(signInTexts)
  return (
    <SignInResponse
      from="client-certificate"
      title={t('tlsSignInTitle')}
      checking={t('checking')}
      bring={({ attempt, wanted }, query) =>
        callApi(signInByClientCertificate, {
          ...{ attempt, code: new URLSearchParams(query).get('code') ?? 'none' },
          isForOrganisation: isForOrganisation(wanted),
        })
      }
    />
  )
}
