import { colours } from '@sotevarmenne/design-tokens/tokens'
import styled from 'styled-components'
import { Expander, ExpanderContent, ExpanderTitleButton } from 'suomifi-ui-components'
import { fromBase64 } from '../documents/base64.ts'
import { useTexts } from '../texts/index.ts'
import { commonTexts } from '../texts/common.ts'

/** The text that its reader confirms or signs, to the letter: under the summary that people read, and folded. */
export function ExactText({
  id,
  text,
  is,
  isOpen = false,
}: {
  id: string
  /** Base64 of UTF-8. */
  text: string
  is: 'confirmed' | 'signed'
  /** Not folded, where there is no summary. */
  isOpen?: boolean
}) {
  const t = useTexts(commonTexts)
  return (
    <Expander id={id} mt="s" defaultOpen={isOpen}>
      <ExpanderTitleButton asHeading="h3">{t(`exactText.${is}`)}</ExpanderTitleButton>
      <ExpanderContent>
        <Letters>{new TextDecoder().decode(fromBase64(text))}</Letters>
      </ExpanderContent>
    </Expander>
  )
}

const Letters = styled.pre`
  margin: 0;
  white-space: pre-wrap;
  overflow-wrap: anywhere;
  font: inherit;
  font-size: 16px;
  border-left: 4px solid ${colours.action};
  padding-left: 16px;
`
