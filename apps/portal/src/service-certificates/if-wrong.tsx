import { Heading, Paragraph } from 'suomifi-ui-components'
import { PageLink } from '../layout/links.tsx'
import { Actions, Panel } from '../layout/surface.tsx'
import { useTexts } from '../texts/index.ts'

/** A refusal is a decision: how its organisation asks for a correction (R257). */
export function IfWrong({ organisationId }: { organisationId: string }) {
  const t = useTexts('certificates')
  const threads = useTexts('threads')
  return (
    <Panel aria-labelledby="if-wrong">
      <Heading variant="h2" id="if-wrong" mb="xs">
        {t('ifWrong')}
      </Heading>
      <Paragraph mb="s">{t('ifWrongHelp')}</Paragraph>
      <Actions>
        <PageLink to={`organisation/${organisationId}/threads`}>
          {threads('askCorrection')}
        </PageLink>
      </Actions>
    </Panel>
  )
}
