import { signInBySuomiFi } from '@sotevarmenne/api/access'
import { ask } from '../api/ask.ts'
import { useTexts } from '../texts/index.ts'
import { isForOrganisation } from './attempt.ts'
import { SignInAnswer } from './sign-in-answer.tsx'

export function SuomiFiAnswerPage() {
  const t = useTexts('signing')
  return (
    <SignInAnswer
      from="suomi-fi"
      title={t('suomiFiTitle')}
      checking={t('suomiFiChecking')}
      bring={({ attempt, wanted }, query) =>
        ask(signInBySuomiFi, { attempt, query, isForOrganisation: isForOrganisation(wanted) })
      }
    />
  )
}
