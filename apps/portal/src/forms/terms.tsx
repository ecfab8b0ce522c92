import { Expander, ExpanderContent, ExpanderTitleButton } from 'suomifi-ui-components'
import { useTexts } from '../texts/index.ts'

/** The terms of use of a card, opened by whoever wants to read them. */
export function Terms() {
  const t = useTexts('desk')
  return (
    <Expander mb="s">
      <ExpanderTitleButton asHeading="h3">{t('terms')}</ExpanderTitleButton>
      <ExpanderContent>
        <ul>
          <li>{t('termPersonal')}</li>
          <li>{t('termPins')}</li>
          <li>{t('termLost')}</li>
          <li>{t('termChanges')}</li>
          <li>{t('termData')}</li>
        </ul>
      </ExpanderContent>
    </Expander>
  )
}
