import { listQueue } from '@sotevarmenne/api/service-certificates'
import { Paragraph } from 'suomifi-ui-components'
import { usePages } from '../api/queries.ts'
import { Chip } from '../cards/card-facts.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Row, RowList } from '../layout/row-list.tsx'
import { applicationTones } from '../service-certificates/application-shown.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { certificateTexts } from '../service-certificates/texts.ts'
import { ApprovalQueue } from './approval-queue.tsx'
import { TestCardQueue } from './test-card-queue.tsx'

/** Applications that wait for a case officer, the oldest first. */
export function CertificateQueuePage() {
  const t = useTexts(certificateTexts)
  const { dayOf } = useDates()
  const pages = usePages(['certificate-queue'], listQueue, {})
  return (
    <>
      <PageTitle>{t('queueHeading')}</PageTitle>
      <Paragraph mb="m">
        <PageLink to="operations/outdated-certificates">{t('outdatedHeading')}</PageLink>
      </Paragraph>
      <RowList
        pages={pages}
        empty={t('queueNone')}
        rowsOf={({ applications }) =>
          applications.map((one) => (
            <Row
              key={one.applicationId}
              link={
                <PageLink to={`operations/certificate-queue/${one.applicationId}`}>
                  {one.names[0] ?? one.unitOid}
                </PageLink>
              }
              facts={[
                one.organisation.name,
                t(`product.${one.product}`),
                ...(one.isTest ? [t('isTest')] : []),
                one.unitName ?? one.unitOid,
                ...(one.sentAt === undefined ? [] : [t('sentOn', { day: dayOf(one.sentAt) })]),
              ].join(' · ')}
              state={<Chip $tone={applicationTones[one.state]}>{t(`state.${one.state}`)}</Chip>}
            />
          ))
        }
      />
      <ApprovalQueue />
      <TestCardQueue />
    </>
  )
}
