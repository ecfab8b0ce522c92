import type { SessionView } from '@sotevarmenne/api/authentication'
import { chooseNotices, type ContactView } from '@sotevarmenne/api/notices'
import { useState } from 'react'
import { useOutletContext } from 'react-router'
import { Checkbox, Heading, Paragraph } from 'suomifi-ui-components'
import { callApi } from '../api/call-api.ts'
import { Panel } from '../layout/surface.tsx'
import { useAction } from '../layout/use-action.tsx'
import { useTexts } from '../texts/index.ts'
import { noticeTexts } from './notice-texts.ts'
import { showOwnContact } from './own-contact.ts'

/** Which messages the holder wants. Each choice is saved at once. */
export function WantedNotices({ wants }: { wants: ContactView['wants'] }) {
  const { roles } = useOutletContext<SessionView>()
  const t = useTexts(noticeTexts)
  const { run, shown } = useAction()
  const [isSaved, setIsSaved] = useState(false)
  const work = roles.includes('caseOfficer')
    ? 'wantsOfficeWork'
    : roles.includes('registrar')
      ? 'wantsDeskWork'
      : undefined

  function choose(change: Partial<ContactView['wants']>): Promise<void> {
    setIsSaved(false)
    return run(
      () => callApi(chooseNotices, { ...wants, ...change }),
      (chosen) => {
        showOwnContact(chosen)
        setIsSaved(true)
      },
    )
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
      {work === undefined ? null : (
        <Checkbox
          checked={wants.work}
          onClick={({ checkboxState }) => void choose({ work: checkboxState })}
        >
          {t(work)}
        </Checkbox>
      )}
      <div role="status">{isSaved ? <Paragraph mt="s">{t('wantsSaved')}</Paragraph> : null}</div>
      {shown}
    </Panel>
  )
}
