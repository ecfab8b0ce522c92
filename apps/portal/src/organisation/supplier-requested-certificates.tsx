import { listSupplierRequestedCertificates } from '@sotevarmenne/api/service-certificates'
import { Heading, Paragraph } from 'suomifi-ui-components'
import { usePages } from '../api/queries.ts'
import { Chip } from '../cards/card-facts.tsx'
import { PageLink } from '../layout/links.tsx'
import { Row, RowList } from '../layout/row-list.tsx'
import { applicationTones } from '../service-certificates/application-shown.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { certificateTexts } from '../service-certificates/texts.ts'

/** Certificates that suppliers, or their programs, got with the organisation's OIDs. */
export function SupplierRequestedCertificates({ organisationId }: { organisationId: string }) {
  const t = useTexts(certificateTexts)
  const { dayOf } = useDates()
  const pages = usePages(
    ['supplier-requested-certificates', organisationId],
    listSupplierRequestedCertificates,
    { organisationId },
  )
  return (
    <section aria-labelledby="named">
      <Heading variant="h2" id="named" mt="l" mb="xs">
        {t('named')}
      </Heading>
      <Paragraph mb="s">{t('namedHelp')}</Paragraph>
      <RowList
        pages={pages}
        empty={t('noNamed')}
        rowsOf={({ certificates }) =>
          certificates.map((one) => (
            <Row
              key={one.applicationId}
              link={
                <PageLink
                  to={`organisation/${organisationId}/supplier-requested-certificates/${one.applicationId}`}
                >
                  {one.names[0] ?? one.unitOid}
                </PageLink>
              }
              facts={[
                t('appliedBy', { organisation: one.organisation.name }),
                ...(one.isByProgram ? [t('byProgram')] : []),
                t(`product.${one.product}`),
                ...(one.isTest ? [t('isTest')] : []),
                one.unitName ?? one.unitOid,
                t('validUntil', { day: dayOf(one.validTo) }),
              ].join(' · ')}
              state={<Chip $tone={applicationTones[one.state]}>{t(`state.${one.state}`)}</Chip>}
            />
          ))
        }
      />
    </section>
  )
}
