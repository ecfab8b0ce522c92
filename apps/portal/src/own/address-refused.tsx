import { viewOwnContact } from '@sotevarmenne/api/notices'
import { InlineAlert } from 'suomifi-ui-components'
import { useApiQuery } from '../api/queries.ts'
import { useTexts } from '../texts/index.ts'
import { noticeTexts } from './notice-texts.ts'
import { ownContactKey } from './own-contact.ts'

/** Shown when the holder's address refuses mail: an e-mail could not say so. */
export function AddressRefused() {
  const t = useTexts(noticeTexts)
  const { data } = useApiQuery(ownContactKey, viewOwnContact, {})
  if (data?.ok !== true || !data.value.isRefused) return null
  return (
    <InlineAlert id="address-refused" status="warning" labelText={t('refusedHeading')} mt="m">
      {t('refusedElsewhere')}
    </InlineAlert>
  )
}
