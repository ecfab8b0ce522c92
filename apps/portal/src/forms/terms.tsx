import { termsNow } from '@sotevarmenne/api/terms-of-use'
import { Expander, ExpanderContent, ExpanderTitleButton } from 'suomifi-ui-components'
import { usePageLanguage } from '../texts/language.ts'
import { useTexts } from '../texts/index.ts'
import { deskTexts } from '../desk/texts.ts'

/** The terms of use of a card, opened on request. */
export function Terms() {
  const t = useTexts(deskTexts)
  const language = usePageLanguage()
  return (
    <Expander mb="s">
      <ExpanderTitleButton asHeading="h3">{t('terms')}</ExpanderTitleButton>
      <ExpanderContent>
        <ul>
          {termsNow.terms.map((term) => (
            <li key={term.en}>{term[language]}</li>
          ))}
        </ul>
      </ExpanderContent>
    </Expander>
  )
}
