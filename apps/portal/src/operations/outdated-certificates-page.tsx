import { listOutdated } from '@sotevarmenne/api/service-certificates'
import { Paragraph } from 'suomifi-ui-components'
import { usePages } from '../api/queries.ts'
import { Chip } from '../cards/card-facts.tsx'
import { PageLink } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Row, RowList } from '../layout/row-list.tsx'
import { Actions } from '../layout/surface.tsx'
import { useDates } from '../texts/dates.ts'
import { usePageLanguage } from '../texts/language.ts'
import { useTexts } from '../texts/index.ts'
import { certificateTexts } from '../service-certificates/texts.ts'

/**
 * Outdated certificates in force, by the code service: what has changed and since when, the oldest finding
 * first.
 */
export function OutdatedCertificatesPage() {
  const t = useTexts(certificateTexts)
  const { day, dayOf } = useDates()
  const language = usePageLanguage()
  const pages = usePages(['outdated-certificates'], listOutdated, {})
  return (
    <>
      <PageTitle>{t('outdatedHeading')}</PageTitle>
      <Paragraph mb="m">{t('outdatedLead')}</Paragraph>
      <RowList
        pages={pages}
        empty={t('outdatedNone')}
        rowsOf={({ certificates }) =>
          certificates.map((one) => (
            <Row
              key={one.outdated.outdatedId}
              link={
                <PageLink to={`operations/certificate-queue/${one.applicationId}`}>
                  {one.names[0] ?? one.unitOid}
                </PageLink>
              }
              facts={
                <>
                  <div>{one.outdated.words[language]}</div>
                  <div>
                    {[
                      one.unitName ?? one.unitOid,
                      t(`product.${one.product}`),
                      ...(one.isTest ? [t('isTest')] : []),
                      ...(one.validTo === undefined
                        ? []
                        : [t('validUntil', { day: dayOf(one.validTo) })]),
                      t('noticedOn', { day: dayOf(one.outdated.foundAt) }),
                    ].join(' · ')}
                  </div>
                  <PageLink to={`operations/organisations/${one.organisation.organisationId}`}>
                    {one.organisation.name}
                  </PageLink>
                </>
              }
              state={
                one.outdated.revokeOn === undefined ? (
                  <Chip $tone="waiting">{t('outdated.waits')}</Chip>
                ) : (
                  <Chip $tone="bad">
                    {t('outdated.revokeOn', { day: day(one.outdated.revokeOn) })}
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
