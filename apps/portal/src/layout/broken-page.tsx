import { Button, Heading, Paragraph } from 'suomifi-ui-components'
import styled from 'styled-components'
import { useTexts } from '../texts/index.ts'
import { commonTexts } from '../texts/common.ts'

/** Shown when a page fails or a part of the portal cannot be loaded. */
export function BrokenPage() {
  const t = useTexts(commonTexts)
  return (
    <Centre>
      <Heading variant="h1" mb="s">
        {t('broken')}
      </Heading>
      <Paragraph mb="m">{t('brokenHelp')}</Paragraph>
      <Button
        onClick={() => {
          location.reload()
        }}
      >
        {t('tryAgain')}
      </Button>
    </Centre>
  )
}

const Centre = styled.main`
  max-width: 40rem;
  margin: 64px auto;
  padding: 0 16px;
`
