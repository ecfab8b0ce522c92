import { signInAtCardDoor } from '@sotevarmenne/api/access'
import { ask } from '../api/ask.ts'
import { useTexts } from '../texts/index.ts'
import { isForOrganisation } from './attempt.ts'
import { SignInAnswer } from './sign-in-answer.tsx'

export function CardDoorAnswerPage() {
  const t = useTexts('signing')
  return (
    <SignInAnswer
      from="card-door"
      title={t('cardDoorTitle')}
      checking={t('checking')}
      bring={({ attempt, wanted }, query) =>
        ask(signInAtCardDoor, {
          ...{ attempt, code: new URLSearchParams(query).get('code') ?? 'none' },
          isForOrganisation: isForOrganisation(wanted),
        })
      }
    />
  )
}
