import type { ApplicationView } from '@sotevarmenne/api/service-certificates'
import { InlineAlert, Paragraph } from 'suomifi-ui-components'
import { useDates } from '../texts/dates.ts'
import { usePageLanguage } from '../texts/language.ts'
import { useTexts } from '../texts/index.ts'
import { certificateTexts } from './texts.ts'

/**
 * Where the code service differs from the certificate, and the decision about it; `help`: the consequence.
 */
export function OutdatedShown({
  application,
  help,
}: {
  application: Pick<ApplicationView, 'outdated'>
  help?: string
}) {
  const t = useTexts(certificateTexts)
  const { day } = useDates()
  const language = usePageLanguage()
  const { outdated } = application
  if (outdated === undefined) return null
  return (
    <InlineAlert status="warning" labelText={t('outdatedFound')} mb="m">
      <Paragraph>{outdated.words[language]}</Paragraph>
      {outdated.revokeOn === undefined ? null : (
        <Paragraph>{t('outdated.revokeOn', { day: day(outdated.revokeOn) })}.</Paragraph>
      )}
      {help === undefined ? null : <Paragraph>{help}</Paragraph>}
    </InlineAlert>
  )
}
