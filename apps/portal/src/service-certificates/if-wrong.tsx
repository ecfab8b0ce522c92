import { Heading, Paragraph } from 'suomifi-ui-components'
import { PageLink } from '../layout/links.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useTexts } from '../texts/index.ts'
import { certificateTexts } from './texts.ts'
import { caseTexts } from '../cases/texts.ts'

/** A refusal is a decision: how its organisation requests a rectification (R257). */
export function IfWrong({ organisationId }: { organisationId: string }) {
  const t = useTexts(certificateTexts)
  const cases = useTexts(caseTexts)
  return (
    <Panel aria-labelledby="if-wrong">
      <Heading variant="h2" id="if-wrong" mb="xs">
        {t('ifWrong')}
      </Heading>
      <Paragraph mb="s">{t('ifWrongHelp')}</Paragraph>
      <Actions>
        <PageLink to={`organisation/${organisationId}/cases`}>
          {cases('requestCorrection')}
        </PageLink>
      </Actions>
    </Panel>
  )
}
