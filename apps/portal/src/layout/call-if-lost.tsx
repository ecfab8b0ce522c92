import { returnAddressOf } from '@sotevarmenne/api/service-contacts'
import { Paragraph } from 'suomifi-ui-components'
import { useServiceContacts } from '../api/service-contacts.ts'
import { useTexts } from '../texts/index.ts'
import { commonTexts } from '../texts/common.ts'

/** The number to call about a lost card, at any hour; nothing when the operator has given none. */
export function CallIfLost() {
  const t = useTexts(commonTexts)
  const contacts = useServiceContacts()
  if (contacts === undefined) return null
  return (
    <Paragraph mt="s" mb="s">
      <strong>
        {t('callIfLost')}:{' '}
        <a href={`tel:${contacts.hotline.replaceAll(' ', '')}`}>{contacts.hotline}</a>
      </strong>
    </Paragraph>
  )
}

/** Where a found card is brought or sent. */
export function ReturnIfFound() {
  const t = useTexts(commonTexts)
  const contacts = useServiceContacts()
  if (contacts === undefined) return null
  return (
    <Paragraph mb="s">
      {t('returnIfFound')}: {returnAddressOf(contacts)}.
    </Paragraph>
  )
}
