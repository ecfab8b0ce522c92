import { viewAccount } from '@sotevarmenne/api/accounts'
import { listApplications } from '@sotevarmenne/api/service-certificates'
import { useParams } from 'react-router'
import { Paragraph } from 'suomifi-ui-components'
import { useApiQuery, usePages } from '../api/queries.ts'
import { Chip } from '../cards/card-facts.tsx'
import { MainLink, PageLink, useHref } from '../layout/links.tsx'
import { PageTitle } from '../layout/page-title.tsx'
import { Row, RowList } from '../layout/row-list.tsx'
import { Actions } from '../layout/surface.tsx'
import { applicationTones } from '../service-certificates/application-shown.tsx'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { certificateTexts } from '../service-certificates/texts.ts'
import { Approvals } from './approvals.tsx'
import { BackToAccount } from './of-account.tsx'
import { SupplierRequestedCertificates } from './supplier-requested-certificates.tsx'
import { Suppliers } from './suppliers.tsx'

/** The organisation's applications and certificates, and who may apply for it. */
export function CertificatesPage() {
  const t = useTexts(certificateTexts)
  const { dayOf } = useDates()
  const href = useHref()
  const { organisationId = '' } = useParams()
  const account = useApiQuery(['account', organisationId], viewAccount, { organisationId })
  const pages = usePages(['applications', organisationId], listApplications, { organisationId })
  const authorising =
    account.data?.ok === true && account.data.value.actions.includes('authorise')
      ? account.data.value.organisation
      : undefined
  return (
    <>
      <PageTitle>{t('heading')}</PageTitle>
      <Paragraph mb="m">{t('lead')}</Paragraph>
      <RowList
        pages={pages}
        empty={t('none')}
        rowsOf={({ applications }) =>
          applications.map((one) => (
            <Row
              key={one.applicationId}
              link={
                <PageLink to={`organisation/${organisationId}/certificates/${one.applicationId}`}>
                  {one.names[0] ?? one.unitOid}
                </PageLink>
              }
              facts={[
                t(`product.${one.product}`),
                ...(one.isTest ? [t('isTest')] : []),
                one.unitName ?? one.unitOid,
                ...(one.validTo === undefined
                  ? []
                  : [t('validUntil', { day: dayOf(one.validTo) })]),
              ].join(' · ')}
              state={<Chip $tone={applicationTones[one.state]}>{t(`state.${one.state}`)}</Chip>}
            />
          ))
        }
      />
      {account.data?.ok === true && account.data.value.actions.includes('apply') ? (
        <Actions>
          <MainLink to={href(`organisation/${organisationId}/certificates/new`)}>
            {t('apply')}
          </MainLink>
        </Actions>
      ) : null}
      <SupplierRequestedCertificates organisationId={organisationId} />
      <Approvals organisationId={organisationId} />
      <Suppliers organisationId={organisationId} authorising={authorising} />
      <Actions>
        <BackToAccount />
      </Actions>
    </>
  )
}
