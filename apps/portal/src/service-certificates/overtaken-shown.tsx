import type { Application } from '@sotevarmenne/api/service-certificates'
import { InlineAlert, Paragraph } from 'suomifi-ui-components'
import { useDates, usePageLanguage } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'

/** What the code service says otherwise than the certificate, and what was decided of it; `help`: what follows from it. */
export function OvertakenShown({
  application,
  help,
}: {
  application: Pick<Application, 'overtaken'>
  help?: string
}) {
  const t = useTexts('certificates')
  const { day } = useDates()
  const language = usePageLanguage()
  const { overtaken } = application
  if (overtaken === undefined) return null
  return (
    <InlineAlert status="warning" labelText={t('overtakenFound')} mb="m">
      <Paragraph>{overtaken.words[language]}</Paragraph>
      {overtaken.revokeOn === undefined ? null : (
        <Paragraph>{t('overtaken.revokeOn', { day: day(overtaken.revokeOn) })}.</Paragraph>
      )}
      {help === undefined ? null : <Paragraph>{help}</Paragraph>}
    </InlineAlert>
  )
}
