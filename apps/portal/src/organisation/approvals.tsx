import { listApprovals } from '@sotevarmenne/api/acme'
import { Heading, Paragraph } from 'suomifi-ui-components'
import { usePages } from '../api/queries.ts'
import { approvalTones } from '../acme/approval-shown.tsx'
import { Chip } from '../cards/card-facts.tsx'
import { PageLink } from '../layout/links.tsx'
import { Row, RowList } from '../layout/row-list.tsx'
import { Actions } from '../layout/surface.tsx'
import { useTexts } from '../texts/index.ts'
import { acmeTexts } from '../acme/texts.ts'
import { certificateTexts } from '../service-certificates/texts.ts'
import { useMayAct } from './may-act.ts'

/** What programs of the organisation may order. */
export function Approvals({ organisationId }: { organisationId: string }) {
  const t = useTexts(acmeTexts)
  const ofCertificates = useTexts(certificateTexts)
  const mayAct = useMayAct()
  const pages = usePages(['approvals', organisationId], listApprovals, { organisationId })
  return (
    <>
      <Heading variant="h2" mt="l" mb="xs">
        {t('heading')}
      </Heading>
      <Paragraph mb="s">{t('lead')}</Paragraph>
      <RowList
        pages={pages}
        empty={t('none')}
        rowsOf={({ approvals }) =>
          approvals.map((one) => (
            <Row
              key={one.approvalId}
              link={
                <PageLink to={`organisation/${organisationId}/approvals/${one.approvalId}`}>
                  {one.names[0] ?? one.unitOid}
                </PageLink>
              }
              facts={[
                ...(one.isTest ? [ofCertificates('isTest')] : []),
                one.unitName ?? one.unitOid,
              ].join(' · ')}
              state={<Chip $tone={approvalTones[one.state]}>{t(`state.${one.state}`)}</Chip>}
            />
          ))
        }
      />
      {mayAct('apply') ? (
        <Actions>
          <PageLink to={`organisation/${organisationId}/approvals/new`}>{t('request')}</PageLink>
        </Actions>
      ) : null}
    </>
  )
}
