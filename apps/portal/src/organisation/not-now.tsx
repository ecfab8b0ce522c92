import type { listPreparedOrders } from '@sotevarmenne/api/employments'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { InlineAlert, Paragraph } from 'suomifi-ui-components'
import { agreementTexts } from '../agreements/texts.ts'
import { PageLink } from '../layout/links.tsx'
import { usePageLanguage } from '../texts/language.ts'
import { useTexts } from '../texts/index.ts'
import { preparedOrderTexts } from './prepared-order-texts.ts'

/** Why no order can be prepared now, what that means for those that wait, and the way to a new agreement. */
export function NotNow({
  notNow: { title, advice },
  organisationId,
}: {
  notNow: NonNullable<ResponseOf<typeof listPreparedOrders>['notNow']>
  organisationId: string
}) {
  const t = useTexts(preparedOrderTexts)
  const agreements = useTexts(agreementTexts)
  const language = usePageLanguage()
  return (
    <InlineAlert status="warning" labelText={title[language]} mb="m">
      <Paragraph mb="s">{`${t('notNowHelp')} ${advice?.[language] ?? ''}`}</Paragraph>
      <PageLink to={`organisation/${organisationId}/agreements`}>{agreements('open')}</PageLink>
    </InlineAlert>
  )
}
