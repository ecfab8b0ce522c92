import { Paragraph } from 'suomifi-ui-components'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { useTexts } from '../texts/index.ts'
import { commonTexts } from '../texts/common.ts'

export function NotFoundPage() {
  const t = useTexts(commonTexts)
  return (
    <>
      <PageTitle>{t('notFound')}</PageTitle>
      <Paragraph mb="m">{t('notFoundHelp')}</Paragraph>
      <PageLink to="">{t('toFront')}</PageLink>
    </>
  )
}
