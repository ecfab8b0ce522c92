import { viewOwnContact } from '@sotevarmenne/api/notices'
import { useQuery } from '@tanstack/react-query'
import { InlineAlert } from 'suomifi-ui-components'
import { ask } from '../api/ask.ts'
import { useTexts } from '../texts/index.ts'
import { ownContactKey } from './own-contact.ts'

/** Whose address takes no mail is told here: by e-mail it can't be told. */
export function AddressRefused() {
  const t = useTexts('notices')
  const { data } = useQuery({
    queryKey: ownContactKey,
    queryFn: ({ signal }) => ask(viewOwnContact, {}, signal),
  })
  if (data?.ok !== true || !data.value.isRefused) return null
  return (
    <InlineAlert id="address-refused" status="warning" labelText={t('refusedHeading')} mt="m">
      {t('refusedElsewhere')}
    </InlineAlert>
  )
}
