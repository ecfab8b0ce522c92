import { listOvertaken } from '@sotevarmenne/api/service-certificates'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Paragraph } from 'suomifi-ui-components'
import { ask } from '../api/ask.ts'
import { Chip } from '../cards/card-facts.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Row, RowList } from '../layout/row-list.tsx'
import { Actions } from '../layout/surface.tsx'
import { useDates, usePageLanguage } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'

/** Certificates in force that the code service no longer bears out: what has changed and since when, the oldest finding first. */
export function OvertakenCertificatesPage() {
  const t = useTexts('certificates')
  const { day, dayOf } = useDates()
  const language = usePageLanguage()
  const pages = useInfiniteQuery({
    queryKey: ['overtaken-certificates'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      ask(listOvertaken, { cursor: pageParam, limit: 25 }, signal),
    getNextPageParam: (last) => (last.ok ? last.value.nextCursor : undefined),
  })
  return (
    <>
      <PageTitle>{t('overtakenHeading')}</PageTitle>
      <Paragraph mb="m">{t('overtakenLead')}</Paragraph>
      <RowList
        pages={pages}
        empty={t('overtakenNone')}
        rowsOf={({ certificates }) =>
          certificates.map((one) => (
            <Row
              key={one.overtaken.overtakenId}
              link={
                <PageLink to={`operations/certificate-queue/${one.applicationId}`}>
                  {one.names[0] ?? one.unitOid}
                </PageLink>
              }
              facts={
                <>
                  <div>{one.overtaken.words[language]}</div>
                  <div>
                    {[
                      one.unitName ?? one.unitOid,
                      t(`product.${one.product}`),
                      ...(one.isTest ? [t('isTest')] : []),
                      ...(one.validTo === undefined
                        ? []
                        : [t('validUntil', { day: dayOf(one.validTo) })]),
                      t('noticedOn', { day: dayOf(one.overtaken.foundAt) }),
                    ].join(' · ')}
                  </div>
                  <PageLink to={`operations/organisations/${one.organisation.organisationId}`}>
                    {one.organisation.name}
                  </PageLink>
                </>
              }
              state={
                one.overtaken.revokeOn === undefined ? (
                  <Chip $tone="waiting">{t('overtaken.waits')}</Chip>
                ) : (
                  <Chip $tone="bad">
                    {t('overtaken.revokeOn', { day: day(one.overtaken.revokeOn) })}
                  </Chip>
                )
              }
            />
          ))
        }
      />
      <Actions>
        <PageLink to="operations/certificate-queue">{t('backToQueue')}</PageLink>
      </Actions>
    </>
  )
}
