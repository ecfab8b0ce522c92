import { Heading, Paragraph } from 'suomifi-ui-components'
import styled from 'styled-components'
import { fromBase64 } from '../documents/base64.ts'
import { ExactText } from '../layout/exact-text.tsx'
import { Facts } from '../layout/surface.tsx'
import { usePageLanguage } from '../texts/language.ts'
import { useTexts } from '../texts/index.ts'
import { certificateTexts } from './texts.ts'
import { factsIn } from '@sotevarmenne/api/statement-facts'

/** What a case officer signs: its facts in the page's language, and the exact text folded. */
export function StatementToSign({ statement }: { /** Base64 of UTF-8. */ statement: string }) {
  const t = useTexts(certificateTexts)
  const language = usePageLanguage()
  const text = new TextDecoder().decode(fromBase64(statement))
  return (
    <Section aria-labelledby="to-sign">
      <Heading variant="h3" id="to-sign" mb="xs">
        {t('toSign')}
      </Heading>
      <Paragraph mb="s">{t('toSignHelp')}</Paragraph>
      <Facts facts={factsIn(text, language)} />
      <ExactText id="exact-text" is="signed" text={statement} />
    </Section>
  )
}

const Section = styled.section`
  margin-top: 24px;
`
