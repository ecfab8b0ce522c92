import type { Session } from '@sotevarmenne/api/access'
import { chooseNotices, type Contact } from '@sotevarmenne/api/notices'
import type { ProblemDetails } from '@sotevarmenne/api/problem'
import { useState } from 'react'
import { useOutletContext } from 'react-router'
import { Checkbox, Heading, Paragraph } from 'suomifi-ui-components'
import { ask } from '../api/ask.ts'
import { ProblemShown, Unreachable } from '../layout/answers.tsx'
import { Panel } from '../layout/surface.tsx'
import { useTexts } from '../texts/index.ts'
import { keepOwnContact } from './own-contact.ts'

/** Which messages the holder wants. A choice is saved as it is made. */
export function WantedNotices({ wants }: { wants: Contact['wants'] }) {
  const { roles } = useOutletContext<Session>()
  const t = useTexts('notices')
  const [problem, setProblem] = useState<ProblemDetails>()
  const [unsent, setUnsent] = useState<Partial<Contact['wants']>>()
  const [isSaved, setIsSaved] = useState(false)

  async function choose(change: Partial<Contact['wants']>): Promise<void> {
    setIsSaved(false)
    setProblem(undefined)
    setUnsent(undefined)
    try {
      const chosen = await ask(chooseNotices, { ...wants, ...change })
      if (!chosen.ok) {
        setProblem(chosen.refusal)
        return
      }
      keepOwnContact(chosen.value)
      setIsSaved(true)
    } catch {
      setUnsent(change)
    }
  }

  return (
    <Panel aria-labelledby="wanted-notices">
      <Heading variant="h2" id="wanted-notices" mb="s">
        {t('wantsHeading')}
      </Heading>
      <Paragraph mb="s">{t('wantsSecurity')}</Paragraph>
      <Checkbox
        checked={wants.progress}
        onClick={({ checkboxState }) => void choose({ progress: checkboxState })}
      >
        {t('wantsProgress')}
      </Checkbox>
      <Checkbox
        checked={wants.reminders}
        onClick={({ checkboxState }) => void choose({ reminders: checkboxState })}
      >
        {t('wantsReminders')}
      </Checkbox>
      {roles.length === 0 ? null : (
        <Checkbox
          checked={wants.work}
          onClick={({ checkboxState }) => void choose({ work: checkboxState })}
        >
          {t('wantsWork')}
        </Checkbox>
      )}
      <div role="status">{isSaved ? <Paragraph mt="s">{t('wantsSaved')}</Paragraph> : null}</div>
      {problem === undefined ? null : <ProblemShown problem={problem} />}
      {unsent === undefined ? null : <Unreachable onRetry={() => void choose(unsent)} />}
    </Panel>
  )
}
