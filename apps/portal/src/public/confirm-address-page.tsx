import { confirmAddress } from '@sotevarmenne/api/notices'
import type { ProblemDetails } from '@sotevarmenne/api/problem'
import { useState } from 'react'
import { useLocation } from 'react-router'
import { Button, InlineAlert, Paragraph } from 'suomifi-ui-components'
import { callApi } from '../api/call-api.ts'
import { isForNow } from '../api/cached-responses.ts'
import { Done, ProblemShown, Unreachable } from '../layout/responses.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Prose } from '../layout/surface.tsx'
import { useTexts } from '../texts/index.ts'
import { noticeTexts } from '../own/notice-texts.ts'

/**
 * The landing page of the link in a mail. The secret that confirms the address is behind the `#`: no server's
 * log has it. A person presses the button, because programs that check mails open links too.
 */
export function ConfirmAddressPage() {
  const t = useTexts(noticeTexts)
  const token = useLocation().hash.slice(1)
  const [isConfirmed, setIsConfirmed] = useState(false)
  const [problem, setProblem] = useState<ProblemDetails>()
  const [isUnreachable, setIsUnreachable] = useState(false)

  async function confirm(): Promise<void> {
    setProblem(undefined)
    setIsUnreachable(false)
    try {
      const confirmed = await callApi(confirmAddress, { token })
      if (confirmed.ok) setIsConfirmed(true)
      else setProblem(confirmed.refusal)
    } catch {
      setIsUnreachable(true)
    }
  }

  return (
    <Prose>
      <PageTitle>{t('confirmHeading')}</PageTitle>
      {isConfirmed ? (
        <Done title={t('confirmed')} help={t('confirmedHelp')} />
      ) : token === '' ? (
        <InlineAlert status="warning" labelText={t('noToken')}>
          {t('noTokenHelp')}
        </InlineAlert>
      ) : (
        <>
          <Paragraph mb="m">{t('confirmLead')}</Paragraph>
          {problem === undefined ? null : <ProblemShown problem={problem} />}
          {isUnreachable ? <Unreachable onRetry={() => void confirm()} /> : null}
          {/* A link that confirms nothing, or no more, will not do so later. */}
          {!isUnreachable && (problem === undefined || isForNow(problem)) ? (
            <Button onClick={() => void confirm()}>{t('confirm')}</Button>
          ) : null}
        </>
      )}
    </Prose>
  )
}
